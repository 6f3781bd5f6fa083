import type { BodyProblemKind } from "../../src/wire/open-body.ts";
import type { FaultClass } from "../../src/wire/transport-fault.ts";
import type { Play } from "./exchange.ts";

/** A short time limit, for what is to run into it. */
export const FAULT_TIMEOUT_MS = 500;
/** One that a busy computer keeps, for what is to come in time. */
export const PATIENT_TIMEOUT_MS = 10_000;
/** Beyond this an exchange was not ended by its time limit: no clock tells more of a computer that does other work as well. */
export const ENDED_IN_TIME_MS = 30_000;
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
  readonly play: Play | FaultPlace;
}

/** A fault that breaks the exchange. */
export function breaks(name: string, faultClass: FaultClass, play: Play | FaultPlace): Fault {
  return { name, expected: { kind: "fault", faultClass }, play };
}

/** A fault that still is a whole answer by HTTP. */
export function comes(name: string, status: number, play: Play, problem?: BodyProblemKind): Fault {
  const expected = { kind: "answer", status } as const;
  return { name, expected: problem === undefined ? expected : { ...expected, problem }, play };
}

/** A short time limit where it is what is to be seen, and a patient one elsewhere, in milliseconds. */
export function timeLimitOf({ expected }: Pick<Fault, "expected">): number {
  const runsOut = expected.kind === "fault" && expected.faultClass === "timeout";
  return runsOut ? FAULT_TIMEOUT_MS : PATIENT_TIMEOUT_MS;
}
