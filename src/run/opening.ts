import type { Case } from "../cases/model.ts";
import { findOperation } from "../contract/find.ts";
import type { CaseFault } from "../results/case-result.ts";
import { MOST_SECONDS_OFF } from "../results/clock-difference.ts";
import type { ControlRecord, Halt } from "../results/model.ts";
import type { RunContext } from "./context.ts";
import { probeCredentials, secondsAhead, suspects } from "./credential-probes.ts";
import { RunCutShort } from "./cut-short.ts";
import { clientKeyWrong, clockRefused, credentialsRefused, noAnswer } from "./halt-reasons.ts";
import { misplacedEnvelope } from "./misplaced-envelope.ts";
import { type OpeningWay, openingWays } from "./opening-requests.ts";
import { type ControlAnswer, type SentControl, sendControl } from "./sent-control.ts";
import { SILENCE } from "./silence-watch.ts";

/** Hears of each request as it ends, so that a run that is killed has not lost it. */
export type NoteControl = (record: ControlRecord) => void;

/** A right request with what came back. */
interface Tried extends SentControl {
  readonly row: Case;
  readonly isEncrypted: boolean;
}

/** An opening request that the API answered. */
export interface Answered extends Tried {
  readonly answer: ControlAnswer;
}

/** What the requests that a run opens with came to. */
export interface Opening {
  /** Why the run ends there, where it does. */
  readonly halted?: Halt;
  readonly answered: readonly Answered[];
}

/** Opening requests without any answer after which a run gives up; each waits for one time limit at most. */
const MOST_UNANSWERED = 2;

/** Faults of a request that was not sent because our own data are not what the case means. */
const OURS: readonly (CaseFault | undefined)[] = ["request-schema"];

/**
 * Opens a run with harmless right requests, and says why the run ends there, if it does: no answer came, what
 * answers is not the API, code or message stand elsewhere than the settings say, or the target refuses who we are, our keys
 * or our clock. What cannot be told stops nothing.
 */
export async function openRun(
  planned: readonly Case[],
  context: RunContext,
  note: NoteControl,
): Promise<Opening> {
  const { contract, plan, settings } = context;
  const documented = plan.cases.filter(({ kind }) => kind === "documented");
  const ways = openingWays(contract, documented, planned, settings);
  const tried: Tried[] = [];
  for (const { rows } of ways) {
    for (const row of rows) {
      tried.push(await tryOut(row, context, note));
      if (isUnanswered(tried)) return { halted: noAnswer(tried, context), answered: [] };
      if (tried.at(-1)?.answer?.understanding === "served") break;
    }
  }
  const [only] = tried;
  if (tried.length === 1 && only?.trouble) tried.push(await tryOut(only.row, context, note));
  if (isUnanswered(tried)) return { halted: noAnswer(tried, context), answered: [] };
  if (isForAnotherKeyThroughout(answersOf(tried))) await trySealedFurther(ways, tried, context, note);
  const answered = tried.filter((each): each is Answered => each.answer !== undefined);
  const bodies = answered.map(({ row, answer }) => ({ operation: row.operation, bodies: answer.bodies }));
  const halted =
    misplacedEnvelope(bodies, contract, settings) ??
    (await whatIsRefused(answered, context, note)) ??
    (isForAnotherKeyThroughout(answersOf(answered)) ? clientKeyWrong() : undefined);
  return { ...(halted && { halted }), answered };
}

/**
 * One answer for another key may be the server's mistake about that answer. Tries the further requests of the ways that
 * are answered encrypted until an answer opens: then the key is ours indeed. Nothing of them changes anything.
 */
async function trySealedFurther(
  ways: readonly OpeningWay[],
  tried: Tried[],
  context: RunContext,
  note: NoteControl,
): Promise<void> {
  const done = new Set(tried.map(({ row }) => row));
  const further = ways.filter(({ response }) => response === "encrypted").flatMap(({ rows }) => rows);
  for (const row of further.filter((each) => !done.has(each))) {
    const sent = await tryOut(row, context, note);
    tried.push(sent);
    if (sent.answer?.sealed === "opened") return;
  }
}

function answersOf(tried: readonly Tried[]): ControlAnswer[] {
  return tried.flatMap(({ answer }) => answer ?? []);
}

/** Whether there were encrypted answers, and every one of them for another key than ours. */
function isForAnotherKeyThroughout(answers: readonly Pick<ControlAnswer, "sealed">[]): boolean {
  const sealed = answers.filter((answer) => answer.sealed !== "no");
  return sealed.length > 0 && sealed.every((answer) => answer.sealed === "for-another-key");
}

/** Whether the target still says anything at all to the first request that it answered; true where nothing is to be asked. */
export async function isStillThere(
  opened: Opening | undefined,
  context: RunContext,
  note: NoteControl,
): Promise<boolean> {
  const row = opened?.answered[0]?.row;
  if (!row) return true;
  const purpose = {
    id: row.id,
    purpose: "probe",
    title: `Whether the target is still there: ${row.title}`,
  } as const;
  try {
    const { record, trouble } = await sendControl(row, purpose, context, () => true);
    note(record);
    return !SILENCE.includes(trouble?.fault);
  } catch (error) {
    if (error instanceof RunCutShort) return true;
    throw error;
  }
}

async function tryOut(row: Case, context: RunContext, note: NoteControl): Promise<Tried> {
  const purpose = { id: row.id, purpose: "opening", title: `Opening request: ${row.title}` } as const;
  const sent = await sendControl(row, purpose, context, ({ understanding }) => understanding !== "unclear");
  note(sent.record);
  const isEncrypted = findOperation(context.contract, row.operation)?.encrypted.request === true;
  return { ...sent, row, isEncrypted };
}

function isUnanswered(tried: readonly Tried[]): boolean {
  const sent = tried.filter(({ trouble }) => !OURS.includes(trouble?.fault));
  return sent.length >= MOST_UNANSWERED && sent.every(({ answer }) => answer === undefined);
}

/** What of ours the target refuses, as far as answers can tell; undefined where a right request was served. */
async function whatIsRefused(
  answered: readonly Answered[],
  context: RunContext,
  note: NoteControl,
): Promise<Halt | undefined> {
  const served = answered.filter(({ answer }) => answer.understanding === "served");
  const isBodyRead = answered.some(
    ({ isEncrypted, answer }) => isEncrypted && answer.understanding !== "unclear",
  );
  const unread = answered.find(
    ({ isEncrypted, answer }) => isEncrypted && answer.understanding === "unclear",
  );
  if (served.length > 0 && (isBodyRead || !unread)) return undefined;
  const doubtful =
    served.length > 0
      ? unread
      : (answered.find(({ answer }) => answer.understanding === "unclear") ?? answered[0]);
  if (!doubtful) return undefined;
  const clock = await whetherClock(doubtful, context, note);
  if (clock) return clock;
  const { row, isEncrypted, answer } = doubtful;
  const probed = await probeCredentials(row, isEncrypted, answer, context);
  for (const { record } of probed) note(record);
  const refused = suspects(probed, answer);
  return refused.length === 0 ? undefined : credentialsRefused(refused, doubtful.record, context);
}

/** A clock that is off is the cause where the same request with the server's own time is answered otherwise. */
async function whetherClock(
  { row, answer, record }: Answered,
  context: RunContext,
  note: NoteControl,
): Promise<Halt | undefined> {
  const ahead = secondsAhead(answer);
  if (ahead === undefined || Math.abs(ahead) <= MOST_SECONDS_OFF) return undefined;
  const corrected = await sendControl(
    { ...row, tampering: { clockMs: -ahead * 1000 } },
    { id: row.id, purpose: "probe", title: `${row.title}, at the server's own time` },
    context,
    ({ key }) => key === answer.key,
  );
  note(corrected.record);
  return corrected.answer && corrected.answer.key !== answer.key ? clockRefused(ahead, record) : undefined;
}
