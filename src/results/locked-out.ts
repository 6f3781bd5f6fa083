import type { CaseResult } from "./model.ts";

/** Statuses that refuse whoever asks, whatever is asked: who are you, you may not, there is nothing here. */
const DOORS: readonly (number | null)[] = [401, 403, 404];
/** Fewer answers that are alike may be alike by chance. */
const FEWEST = 5;

/**
 * Where every request of a run was turned away alike, with a status that no page documents, nothing was seen of the
 * server but its door: the keys or the base URL are wrong, or it lets nobody in. Its cases have errored then, and have
 * not failed.
 */
export function withoutLockedOut(results: readonly CaseResult[]): readonly CaseResult[] {
  const answered = results.filter(({ observed }) => observed.status !== null);
  const [first] = answered;
  if (!first || answered.length < FEWEST || !DOORS.includes(first.observed.status)) return results;
  const { status, code } = first.observed;
  const isAlike = answered.every(({ observed }) => observed.status === status && observed.code === code);
  if (!isAlike) return results;
  const answer = `${status}${code === null ? "" : ` ${code}`}`;
  const reason = `locked-out: every request was answered ${answer}, so nothing was seen of the server; look at the credentials and the base URL with npx konaplate doctor`;
  return results.map((result) =>
    result.observed.status === null ? result : { ...result, outcome: "errored", fault: "locked-out", reason },
  );
}
