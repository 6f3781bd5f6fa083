import { doneIn } from "./keep-run.ts";
import type { DriftFinding, DriftKind, KeptRun, Sighting } from "./model.ts";

/** A case in a run that had it. */
export interface Seen {
  readonly run: KeptRun;
  readonly sighting: Sighting;
}

type Found = Omit<DriftFinding, "case" | "outcomes">;

/** After so many runs in a row that show the same, what went to and fro before has come to rest. */
const AT_REST = 5;

/**
 * What became of a case; undefined where the newest run shows what every run before it showed, or the first thing ever.
 *
 * @param history the oldest first
 * @param again what a repetition after the newest run showed
 */
export function classify(history: readonly Seen[], again: Sighting | undefined): Found | undefined {
  const last = history.at(-1);
  if (!last) return undefined;
  const told = history.filter(({ sighting }) => sighting.silence === undefined);
  if (last.sighting.silence) return silent(history, told.at(-1), last, again);
  const now = doneIn(last.sighting);
  const first = told.findLastIndex(({ sighting }) => doneIn(sighting) !== now) + 1;
  const reference = told[first - 1];
  const start = told[first];
  if (!reference || !start) return undefined;
  const change: Change = {
    earlier: told.slice(0, first),
    tail: told.slice(first),
    reference,
    start,
    last,
    again,
  };
  return spent(change, history) ?? judgedOtherwise(change) ?? flickering(change) ?? changed(change);
}

/** The newest run shows what runs since `start` show; those before it, up to `reference`, showed something else. */
interface Change {
  readonly earlier: readonly Seen[];
  readonly tail: readonly Seen[];
  readonly reference: Seen;
  readonly start: Seen;
  readonly last: Seen;
  readonly again: Sighting | undefined;
}

function silent(
  history: readonly Seen[],
  lastTold: Seen | undefined,
  last: Seen,
  again: Sighting | undefined,
): Found | undefined {
  const { silence } = last.sighting;
  if (!lastTold || !silence) return undefined;
  const settled = stillChanged(history.slice(0, history.indexOf(lastTold) + 1), again, silence.reason);
  if (settled) return settled;
  const since = history[history.indexOf(lastTold) + 1] ?? last;
  const kind: DriftKind = silence.of === "data" || silence.of === "way" ? silence.of : "ours";
  return {
    kind,
    declared: false,
    since: since.run.startedAt,
    before: lastTold.sighting,
    now: last.sighting,
    why: `${silence.reason}${againText(again, lastTold.sighting)}`,
  };
}

/**
 * What the runs before showed for the worse and the newest says nothing of: a night without evidence unmakes no change.
 *
 * @param told ends with the last run that says something
 * @param silence why the newest says nothing
 */
export function stillChanged(
  told: readonly Seen[],
  again: Sighting | undefined,
  silence: string,
): Found | undefined {
  const found = classify(told, again);
  if (found?.kind !== "changed" && found?.kind !== "seen-once") return undefined;
  if (found.direction === "better") return undefined;
  return { ...found, why: `${found.why}; the newest run says nothing of it: ${silence}` };
}

function againText(again: Sighting | undefined, before: Sighting): string {
  if (!again || again.silence) return "";
  return `; repeated, it did ${doneIn(again) === doneIn(before) ? "as before" : "something else than before"}`;
}

/** Rules that a right answer about a thing breaks where the thing is no more as the case needs it. */
const BROKEN_BY_STALE_DATA = /^(status|code|message|distinct-code|scenario-value|not-refused) at /;

/** What an earlier run changed for good cannot be as it was: the answer is a right refusal, and our data are stale. */
function spent({ last, reference, start }: Change, history: readonly Seen[]): Found | undefined {
  const { violations, weight, answer, names } = last.sighting;
  const isRefusal = answer.status !== null && answer.status >= 400 && answer.status < 500;
  if (weight === 0 || !isRefusal || !violations.every((one) => BROKEN_BY_STALE_DATA.test(one)))
    return undefined;
  const earlier = history.slice(0, history.indexOf(start));
  for (const [index, { run }] of earlier.entries())
    for (const name of names) {
      const by = run.changed.get(name);
      // A target whose owner puts things back every night is asked about them again and again.
      const wasPutBack = earlier.slice(index + 1).some((seen) => isRightAbout(seen, name));
      if (by === undefined || wasPutBack) continue;
      const why = `${by} changed ${name} in the run of ${run.startedAt}, and nobody put it back: give other test data`;
      return { ...common({ last, reference, start }), kind: "data", why };
    }
  return undefined;
}

function isRightAbout({ sighting: { silence, weight, names } }: Seen, name: string): boolean {
  return silence === undefined && weight === 0 && names.includes(name);
}

/** The same came before, and was judged otherwise: by another contract, or by another version of the suite. */
function judgedOtherwise({ last, reference, start }: Change): Found | undefined {
  const [was, is] = [reference.sighting, start.sighting];
  const isOtherPage = reference.run.contractDigest !== start.run.contractDigest;
  const isOtherDemand = JSON.stringify(was.expected) !== JSON.stringify(is.expected);
  const isSameShape = was.shape === undefined || is.shape === undefined || was.shape === is.shape;
  const isSameAnswer = JSON.stringify(was.answer) === JSON.stringify(is.answer) && isSameShape;
  const told = common({ last, reference, start });
  if (isOtherPage && isOtherDemand)
    return { ...told, kind: "page", why: "the contract expects another answer of this case than before" };
  if (!isSameAnswer) return undefined;
  if (isOtherPage)
    return { ...told, kind: "page", why: "what came is as before, and the contract is another one" };
  const { suite } = start.run;
  if (reference.run.suite === suite) return undefined;
  return { ...told, kind: "ours", why: `what came is as before, and suite ${suite} judges it otherwise` };
}

/** What the newest run shows was seen before something else was, or is not seen again when it is repeated. */
function flickering({ earlier, tail, reference, start, last, again }: Change): Found | undefined {
  const now = doneIn(last.sighting);
  const wasSeen = earlier.some(({ sighting }) => doneIn(sighting) === now);
  const isOtherAgain = again !== undefined && !again.silence && doneIn(again) !== now;
  if (!isOtherAgain && (!wasSeen || tail.length >= AT_REST)) return undefined;
  const rate = rateOf([...earlier, ...tail]);
  const why = wasSeen
    ? "it went to and fro in the kept runs"
    : "repeated after the newest run it did something else";
  return { ...common({ last, reference, start }), kind: "flickers", rate, why };
}

/** How often a case did not do what it mostly does; of two that are as frequent, the one nearer to the documents. */
function rateOf(told: readonly Seen[]): { readonly unusual: number; readonly runs: number } {
  const counts = new Map<string, { count: number; weight: number }>();
  for (const { sighting } of told) {
    const key = doneIn(sighting);
    counts.set(key, { count: (counts.get(key)?.count ?? 0) + 1, weight: sighting.weight });
  }
  const [usual] = [...counts.values()].sort((a, b) => b.count - a.count || a.weight - b.weight);
  return { unusual: told.length - (usual?.count ?? 0), runs: told.length };
}

function changed({ earlier, tail, reference, start, last, again }: Change): Found | undefined {
  const direction = directionOf(reference.sighting, last.sighting);
  const cameToRest = earlier.some(({ sighting }) => doneIn(sighting) === doneIn(last.sighting));
  // What went to and fro, and is as it should be now, is no news.
  if (cameToRest && direction !== "worse") return undefined;
  const told = { ...common({ last, reference, start }), direction };
  if (tail.length > 1) return { ...told, kind: "changed", why: `${tail.length} runs in a row show it` };
  if (again && !again.silence)
    return { ...told, kind: "changed", why: "repeated after the newest run it did the same" };
  const why = again?.silence
    ? `the repetition says nothing (${again.silence.reason})`
    : "it was not repeated, and no earlier run shows it";
  return { ...told, kind: "seen-once", why };
}

function directionOf(was: Sighting, is: Sighting): "worse" | "better" | "other" {
  if (is.weight === was.weight) return "other";
  return is.weight > was.weight ? "worse" : "better";
}

function common({ last, reference, start }: Pick<Change, "last" | "reference" | "start">) {
  return {
    declared: last.sighting.declared,
    since: start.run.startedAt,
    before: reference.sighting,
    now: last.sighting,
  };
}
