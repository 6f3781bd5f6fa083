import type { CaseResult } from "./case-result.ts";
import { altered } from "./kept-elsewhere.ts";
import type { ControlRecord } from "./model.ts";
import { sentAt } from "./sent-at.ts";

/** Statuses that refuse whoever asks, whatever is asked: who are you, you may not, there is nothing here. */
const DOORS: readonly (number | null)[] = [401, 403, 404];
/** Those of them that come of who asks, and so may come in the middle of a run: a session ended, a key was revoked. */
const DOORS_THAT_CLOSE: readonly (number | null)[] = [401, 403];
/** Fewer answers that are alike may be alike by chance. */
const FEWEST = 5;

/** An answer to a case or to a request of the run's own. */
interface Answer extends Pick<CaseResult, "id" | "operation" | "observed"> {
  readonly at: number;
  /** Absent where it is one of the run's own requests. */
  readonly result?: CaseResult;
  /** The case passed, or the right request held. */
  readonly isRight: boolean;
  /** A right request shows that the answer is no closed door, however much it looks like one. */
  readonly stands: boolean;
}

/**
 * Where every request of a run, or every one from some moment on, was turned away alike, with a status that no page
 * documents, nothing was seen of the server then but its door: the keys or the base URL are wrong, were revoked, or it
 * lets nobody in. Those cases have errored, and have not failed.
 */
export function withoutLockedOut(
  results: readonly CaseResult[],
  controls: readonly ControlRecord[] = [],
): readonly CaseResult[] {
  const answered = results.filter(({ observed }) => observed.status !== null);
  // A refusal whose control held is what the case asked for.
  if (answered.some(hasControl)) return withoutLaterLockOut(results, controls);
  const [first] = answered;
  const isLockedOut =
    first && answered.length >= FEWEST && DOORS.includes(first.observed.status) && areAlike(answered);
  if (!isLockedOut) return withoutLaterLockOut(results, controls);
  const reason = `every request was answered ${said(first)}, so nothing was seen of the server`;
  return results.map((result) => (result.observed.status === null ? result : lockedOut(result, reason)));
}

/** A door that closed: answered alike to the end of the run, to requests of several kinds, and otherwise before. */
function withoutLaterLockOut(
  results: readonly CaseResult[],
  controls: readonly ControlRecord[],
): readonly CaseResult[] {
  const answers = inOrder(results, controls);
  const last = answers.at(-1);
  if (!last || !DOORS_THAT_CLOSE.includes(last.observed.status)) return results;
  const opened = answers.findLastIndex((answer) => answer.stands || !areAlike([answer, last]));
  const [before, closed] = [answers.slice(0, opened + 1), answers.slice(opened + 1)];
  const held = new Set(before.filter(({ isRight }) => isRight).map(({ id }) => id));
  const isOfSeveral = new Set(closed.map(({ operation }) => operation)).size > 1;
  const isProven = isOfSeveral || closed.some(({ id }) => held.has(id));
  if (held.size === 0 || closed.length < FEWEST || !isProven) return results;
  const shutOut = new Set(closed.map(({ result }) => result));
  const reason = `every request from some moment on was answered ${said(last)}, so nothing more was seen of the server; a session may have ended, or a key been revoked`;
  return results.map((result) => (shutOut.has(result) ? lockedOut(result, reason) : result));
}

function inOrder(results: readonly CaseResult[], controls: readonly ControlRecord[]): Answer[] {
  const answered = (sent: CaseResult | ControlRecord) => {
    const { id, operation, observed } = sent;
    return { id, operation, observed, at: sentAt(sent) };
  };
  const ofCases = results.map((result) => ({
    ...answered(result),
    result,
    isRight: result.outcome === "passed",
    // A right request that was answered after it stands in this order itself; one before it tells nothing of what closed since.
    stands: result.control?.held === "own-answer" || (hasControl(result) && result.outcome === "passed"),
  }));
  const ofControls = controls
    .filter(({ purpose }) => purpose === "opening" || purpose === "control")
    .map((control) => {
      const held = control.state === "held";
      return { ...answered(control), isRight: held, stands: held };
    });
  return [...ofCases, ...ofControls]
    .filter(({ observed }) => observed.status !== null)
    .sort((one, other) => one.at - other.at);
}

function hasControl({ control }: CaseResult): boolean {
  return control?.held === "own-answer" || control?.held === "right-request";
}

function areAlike(answers: readonly Pick<CaseResult, "observed">[]): boolean {
  const [first] = answers;
  return answers.every(
    ({ observed }) => observed.status === first?.observed.status && observed.code === first.observed.code,
  );
}

function said({ observed: { status, code } }: Pick<CaseResult, "observed">): string {
  return `${status}${code === null ? "" : ` ${code}`}`;
}

function lockedOut(result: CaseResult, why: string): CaseResult {
  const reason = `locked-out: ${why}; look at the credentials and the base URL with npx konaplate doctor`;
  return altered(result, { outcome: "errored", fault: "locked-out", reason });
}
