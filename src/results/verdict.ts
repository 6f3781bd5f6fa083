import picomatch from "picomatch";
import type { CaseResult, Outcome } from "./case-result.ts";
import { type ClockDifference, MOST_SECONDS_OFF } from "./clock-difference.ts";
import type { LedgerEntry, Tripwire } from "./ledger.ts";
import { lackingShards, shardNotes } from "./merge/shard-lines.ts";
import type { DeviationState, Halt, MergedShards, Report, RunShard, Verdict } from "./model.ts";
import type { TrafficAccount } from "./traffic.ts";
import { trafficLines, unfitKeyLine } from "./traffic-lines.ts";

export interface VerdictInput {
  readonly cases: readonly CaseResult[];
  /** Documented cases that the environment is known not to be able to exercise; `case` is an id or a glob. */
  readonly declaredGaps: readonly { readonly case: string; readonly reason: string }[];
  readonly deviations: readonly DeviationState[];
  /** Why the run sent nothing but its opening requests. */
  readonly halted?: Halt;
  /** A filter chose the cases: those outside it are not in `cases`, and the verdict does not speak of them. */
  readonly narrowed: boolean;
  /** The run is one of several parts: the verdict does not speak of the others. */
  readonly shard?: RunShard;
  /** The parts that the run was merged of. */
  readonly shards?: MergedShards;
  /** The keys answer prepared requests only, so that the documented cases alone were planned. */
  readonly prepared?: boolean;
  /** What became of recorded traffic, where the cases are its exchanges. */
  readonly traffic?: TrafficAccount;
  /** What ended everything that could change something, where something did. */
  readonly tripwire?: Tripwire;
  /** What the run did, or may have done, to the target. */
  readonly ledger?: readonly LedgerEntry[];
  /** How far the clocks are apart, by what was answered. */
  readonly clock?: ClockDifference;
  /** Cases that the run never came to, of whatever kind, and what ended it (undefined: nobody could say). */
  readonly cutShort?: { readonly by: string | undefined; readonly cases: number };
}

export interface Judgement {
  readonly verdict: Verdict;
  /** One line per reason; lines that begin with `Note:` do not bear on the verdict. */
  readonly reasons: readonly string[];
}

/** Outcomes that show what the server does. An errored case shows nothing of it. */
export function isExercised(result: CaseResult): boolean {
  return result.outcome === "passed" || result.outcome === "warned" || result.outcome === "failed";
}

/** How many cases ended in each outcome. */
export function countOutcomes(cases: readonly CaseResult[]): Report["totals"] {
  const count = (outcome: Outcome) => cases.filter((result) => result.outcome === outcome).length;
  return {
    passed: count("passed"),
    warned: count("warned"),
    failed: count("failed"),
    errored: count("errored"),
    notExercised: count("not-exercised"),
  };
}

/**
 * The verdict of a run. `non-conformant`: a case failed, or a deviation has expired or is no longer seen.
 * `incomplete`: nothing failed, yet a documented case errored, could not be checked in full, or was not exercised
 * without a declaration, no case was exercised at all, or nobody can say of a change whether it was made. Otherwise
 * `conformant`.
 */
export function judgeRun(input: VerdictInput): Judgement {
  if (input.halted) return judgeHalted(input.halted, input);
  const failing = [...tripped(input, true), ...failures(input.cases), ...brokenDeviations(input)];
  const lacking = [...tripped(input, false), ...unknownChanges(input), ...lackOfEvidence(input)];
  const verdict = failing.length > 0 ? "non-conformant" : lacking.length > 0 ? "incomplete" : "conformant";
  return { verdict, reasons: [...failing, ...lacking, ...notes(input)] };
}

/** What was not sent shows nothing, and everything that it lacks has one reason. */
function judgeHalted({ reason }: Halt, input: VerdictInput): Judgement {
  const sent = "Note: The run sent its opening requests, which change nothing, and no case.";
  return {
    verdict: "incomplete",
    reasons: [
      reason,
      ...lackingShards(input.shards),
      sent,
      ...clockNote(input).map((text) => `Note: ${text}`),
    ],
  };
}

/** Exit code of a run that came to its end: 0 conformant, 1 non-conformant, 4 incomplete. */
export function exitCode(report: Pick<Report, "verdict">): 0 | 1 | 4 {
  const codes = { conformant: 0, "non-conformant": 1, incomplete: 4 } as const;
  return codes[report.verdict];
}

/** What was surely carried out fails the run; what may have been leaves it incomplete. */
function tripped({ tripwire }: VerdictInput, certain: boolean): string[] {
  return tripwire && tripwire.certain === certain ? [tripwire.message] : [];
}

/** What may have been changed is for somebody to look after, and no green run. */
function unknownChanges({ ledger = [] }: VerdictInput): string[] {
  const cases = new Set(ledger.filter(({ did }) => did === "unknown").map((entry) => entry.case));
  return line(
    [...cases].map((id) => ({ id })),
    "may have changed something: no answer says so (see the ledger)",
  );
}

function failures(cases: readonly CaseResult[]): string[] {
  return line(
    cases.filter((result) => result.outcome === "failed"),
    "failed",
  );
}

/** A narrowed run says nothing of deviations whose case it did not select. */
function brokenDeviations({ cases, deviations, narrowed, shard }: VerdictInput): string[] {
  return deviations
    .filter(({ state }) => state === "expired" || state === "unused")
    .filter((deviation) => !(narrowed || shard) || cases.some(({ id }) => id === deviation.case))
    .map(({ id, case: of, rule, owner, expires, state }) => {
      const deviation = `Deviation ${id} (${rule} of ${of}, owner ${owner})`;
      return state === "expired"
        ? `${deviation} expired: it was tolerated until ${expires}.`
        : `${deviation} was not seen: if it is mended, take it out of the environment file.`;
    });
}

function lackOfEvidence({ cases, declaredGaps, cutShort, shards, traffic }: VerdictInput): string[] {
  const lacking = [...lackingShards(shards), ...lackByCase(cases, declaredGaps)];
  if (cutShort) {
    const by = cutShort.by === undefined ? "" : ` by ${cutShort.by}`;
    lacking.unshift(
      `The run was cut short${by}: it did not come to the end of ${cutShort.cases} of its cases.`,
    );
  }
  lacking.push(...turnedAway(cases), ...withoutControl(cases, true));
  const unfit = traffic?.unfitKeys ?? [];
  lacking.push(...unfit.filter(({ base }) => base === undefined).map(unfitKeyLine));
  return cases.some(isExercised) ? lacking : ["No case was exercised.", ...lacking];
}

/** A door that closed ends a run before its time, whatever kind of case stands before it. */
function turnedAway(cases: readonly CaseResult[]): string[] {
  return line(
    cases.filter(({ kind, fault }) => kind !== "documented" && fault === "locked-out"),
    "errored: the target turned everybody away",
    "undocumented ",
  );
}

/** A run in which most refusals may have come of anything is no evidence of what the target refuses. */
function withoutControl(cases: readonly CaseResult[], areMost: boolean): string[] {
  const resting = cases.filter(({ control }) => control?.held !== undefined);
  const without = resting.filter(
    ({ control, outcome }) => control?.held === "none" && outcome === "not-exercised",
  );
  if (without.length * 2 > resting.length !== areMost) return [];
  return line(without, `of ${resting.length} that rest on a refusal show nothing, since no control held`);
}

function lackByCase(cases: readonly CaseResult[], gaps: VerdictInput["declaredGaps"]): string[] {
  const documented = cases.filter(({ kind }) => kind === "documented");
  const { undeclared } = splitNotExercised(cases, gaps);
  return [
    ...line(
      documented.filter(({ outcome }) => outcome === "errored"),
      "errored",
      "documented ",
    ),
    ...line(undeclared, "not exercised, without a declaration", "documented "),
    ...line(documented.filter(wasPartlyChecked), "not checked in full: a rule could not run", "documented "),
  ];
}

/** A target that does not mind is no proof that the next one does not. */
function clockNote({ clock }: VerdictInput): string[] {
  if (!clock || Math.abs(clock.seconds) <= MOST_SECONDS_OFF) return [];
  const off = `${Math.round(Math.abs(clock.seconds))} s ${clock.seconds < 0 ? "ahead of" : "behind"}`;
  return [`This computer's clock is ${off} the target's, by the Date in what it answers: set it by NTP.`];
}

function notes(input: VerdictInput): string[] {
  const { cases, declaredGaps, narrowed, prepared, traffic } = input;
  const others = cases.filter(({ kind }) => kind !== "documented");
  const exercised = cases.filter(isExercised);
  const found = [
    ...line(splitNotExercised(cases, declaredGaps).declared, "not exercised, as declared", "documented "),
    ...declaredGaps.flatMap((gap) => {
      const names = naming(gap.case);
      return line(
        exercised.filter(({ id }) => names(id)),
        `exercised although ${gap.case} is declared a gap: the declaration may go`,
      );
    }),
    ...line(
      others.filter((r) => r.outcome === "errored" || (r.kind !== "traffic" && wasPartlyChecked(r))),
      "errored or not checked in full",
      "undocumented ",
    ),
  ];
  found.push(...provedLittle(cases), ...clockNote(input));
  if (traffic) found.unshift(...trafficLines(traffic));
  found.unshift(...shardNotes(input));
  if (narrowed) found.unshift(`A filter narrowed the run: the verdict speaks of ${count(cases)} only.`);
  if (prepared)
    found.unshift(
      "The keys answer prepared requests only: documented cases alone were planned, nothing derived.",
    );
  return found.map((text) => `Note: ${text}`);
}

/** A verdict speaks of what was shown, and a reader has to know how much that is. */
function provedLittle(cases: readonly CaseResult[]): string[] {
  const exercised = cases.filter(isExercised).length;
  return [
    ...withoutControl(cases, false),
    ...(exercised > 0 && exercised * 2 < cases.length
      ? [`This run shows little: ${exercised} of its ${count(cases)} were exercised.`]
      : []),
  ];
}

function wasPartlyChecked({ outcome, rules }: CaseResult): boolean {
  return outcome !== "errored" && rules.some(({ state }) => state === "could-not-run");
}

/** Those of the cases that were not exercised and that a gap names, apart from those that none names. */
function splitNotExercised(
  cases: readonly CaseResult[],
  gaps: VerdictInput["declaredGaps"],
): { declared: CaseResult[]; undeclared: CaseResult[] } {
  const declarations = gaps.map((gap) => naming(gap.case));
  const notExercised = cases.filter(
    ({ kind, outcome }) => kind === "documented" && outcome === "not-exercised",
  );
  const isDeclared = ({ id }: CaseResult) => declarations.some((names) => names(id));
  return {
    declared: notExercised.filter(isDeclared),
    undeclared: notExercised.filter((result) => !isDeclared(result)),
  };
}

/** Whether an id is the one given, or matches the glob given. */
function naming(idOrGlob: string): (id: string) => boolean {
  const matches = picomatch(idOrGlob);
  return (id) => id === idOrGlob || matches(id);
}

/** Ids in full stand in the report's cases; a reason names the first five. */
function line(cases: readonly Pick<CaseResult, "id">[], what: string, kind = ""): string[] {
  if (cases.length === 0) return [];
  const ids = cases.slice(0, 5).map(({ id }) => id);
  if (cases.length > ids.length) ids.push(`${cases.length - ids.length} more`);
  return [`${count(cases, kind)} ${what}: ${ids.join(", ")}`];
}

function count(cases: readonly unknown[], kind = ""): string {
  return `${cases.length} ${kind}${cases.length === 1 ? "case" : "cases"}`;
}
