import type { Halt } from "./model.ts";

/** Why a case of a run that ended with its opening has no result. */
export function notSentReason({ reason }: Halt): string {
  return `not sent: ${reason}`;
}
