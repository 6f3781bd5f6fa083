import type { Case } from "./model.ts";

/** Where a carried value comes from: a step's request or answer in the clear, and the place in it. */
export interface Carried {
  readonly step: string;
  readonly side: "request" | "response";
  readonly pointer: string;
}

/** One request of a journey, as a case of its own that lacks the values carried into it. */
export interface JourneyStep {
  readonly name: string;
  readonly row: Case;
  /** By JSON Pointer into the request. */
  readonly carry: ReadonlyMap<string, Carried>;
  /** How many times the request is sent at once; more than once it may succeed at most once. */
  readonly together: number;
  /** Runs whatever happened before, if the values that it needs are there: it leaves the target as it was. */
  readonly cleanup: boolean;
}
