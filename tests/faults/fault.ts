import type { BodyProblemKind } from "../../src/wire/open-body.ts";
import type { FaultClass } from "../../src/wire/transport-fault.ts";
import type { Play } from "./exchange.ts";

/** The time limit under which the bounds of the faults hold. */
export const FAULT_TIMEOUT_MS = 500;
/** The body limit under which the classes of the faults hold. */
export const FAULT_MAX_BODY_BYTES = 1_000_000;

export type ExpectedOutcome =
  | { readonly kind: "fault"; readonly faultClass: FaultClass }
  /** A whole answer; `problem` is what reading its body finds. */
  | { readonly kind: "answer"; readonly status: number; readonly problem?: BodyProblemKind };

/** Where a fault stands that needs no bytes on a plain connection. */
export type FaultPlace = "closed-port" | "unknown-host" | "self-signed" | "plain-behind-https";

export interface Fault {
  readonly name: string;
  readonly expected: ExpectedOutcome;
  /** The outcome of one request must stand within so many milliseconds. */
  readonly maxMs: number;
  readonly play: Play | FaultPlace;
}

/** A fault that breaks the exchange. */
export function breaks(name: string, faultClass: FaultClass, play: Play | FaultPlace): Fault {
  const maxMs = faultClass === "timeout" ? FAULT_TIMEOUT_MS + 700 : 3000;
  return { name, expected: { kind: "fault", faultClass }, maxMs, play };
}

/** A fault that still is a whole answer by HTTP. */
export function comes(name: string, status: number, play: Play, problem?: BodyProblemKind): Fault {
  const expected = { kind: "answer", status } as const;
  return { name, expected: problem === undefined ? expected : { ...expected, problem }, maxMs: 3000, play };
}
