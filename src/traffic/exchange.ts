import type { HeaderLine } from "../wire/transport.ts";
import type { TransportFault } from "../wire/transport-fault.ts";

/** An exchange of somebody else's, from a recording or from the proxy. */
export interface TrafficExchange {
  /** As the last part of its id: `entry-3`. */
  readonly id: string;
  /** As reports name it: `entry 3 of client.har`. */
  readonly name: string;
  readonly source: { readonly file: string; readonly line: number };
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly method: string;
  /** In full. */
  readonly url: string;
  readonly request: TrafficMessage;
  /** Absent where no complete answer came. */
  readonly response?: TrafficAnswer;
  /** Why none came. */
  readonly fault?: TransportFault;
}

export interface TrafficMessage {
  readonly headers: readonly HeaderLine[];
  /** Decompressed; undefined where the recorder lost it. */
  readonly body: Buffer | undefined;
  /** The bytes are those that travelled, and not the recorder's writing of a text that it had read. */
  readonly isExact: boolean;
  readonly hidden: Hidden;
}

export interface TrafficAnswer extends TrafficMessage {
  readonly status: number;
}

/** What the recorder masked: it is there, and its value is not. */
export interface Hidden {
  /** Names of headers, in small letters. */
  readonly headers: ReadonlySet<string>;
  /** JSON Pointers into the body in the clear. */
  readonly fields: readonly string[];
  readonly wholeBody: boolean;
}

export const NOTHING_HIDDEN: Hidden = { headers: new Set(), fields: [], wholeBody: false };

/** Whether the value at a pointer was masked, or one around it. */
export function isHiddenAt({ fields, wholeBody }: Hidden, pointer: string): boolean {
  return wholeBody || fields.some((hidden) => pointer === hidden || pointer.startsWith(`${hidden}/`));
}
