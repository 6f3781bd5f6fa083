import type { ClauseId } from "./model.ts";

/**
 * One way of putting a clause to the test, `clause aspect`: `user-register#request.loginId.max over-max`. Cases name the
 * points that they reach, and coverage those that there are, in the same words.
 */
export type CoveragePoint = `${ClauseId} ${string}`;

export function pointOf(clause: ClauseId, aspect: string): CoveragePoint {
  return `${clause} ${aspect}`;
}
