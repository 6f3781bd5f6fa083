import type { CaseResult } from "./case-result.ts";
import type { Report } from "./model.ts";

/** How many refusals of a run show something, and by what. */
export interface ControlSummary {
  /** Cases that rest on a refusal and were sent. */
  readonly resting: number;
  readonly byOwnAnswer: number;
  readonly byRightRequest: number;
  /** Those that nothing shows to be refused for what they broke. */
  readonly without: readonly CaseResult[];
}

export function controlSummary({ cases }: Pick<Report, "cases">): ControlSummary {
  const resting = cases.filter(({ control }) => control?.held !== undefined);
  const count = (held: string): number => resting.filter(({ control }) => control?.held === held).length;
  return {
    resting: resting.length,
    byOwnAnswer: count("own-answer"),
    byRightRequest: count("right-request"),
    without: resting.filter(({ control }) => control?.held === "none"),
  };
}

/** The same in a sentence or two; undefined where no case rests on a refusal. */
export function controlSentence(report: Pick<Report, "cases" | "controls">): string | undefined {
  const { resting, byOwnAnswer, byRightRequest, without } = controlSummary(report);
  if (resting === 0) return undefined;
  const sent = report.controls.filter(({ purpose }) => purpose === "control").length;
  const lacking =
    without.length === 0 ? "none is" : `${without.length} ${without.length === 1 ? "is" : "are"}`;
  return `Of ${resting} cases that rest on a refusal ${byOwnAnswer} got an answer that speaks for itself (it names what the case broke, or only an understood request gets it), ${byRightRequest} stand beside a right request that held, and ${lacking} without a control. For that ${sent} right requests were sent beside the cases.`;
}

/** What shows that a refusal is one for what the case broke; undefined where the case rests on none. */
export function restsOn({
  control,
  operation,
}: Pick<CaseResult, "control" | "operation">): string | undefined {
  if (control?.held === undefined) return undefined;
  if (control.held === "own-answer")
    return "the answer itself: it names what was broken, or only an understood request gets it";
  const right =
    control.of === operation ? `a right request of ${operation}` : `the right request of ${control.of}`;
  return control.held === "right-request"
    ? `${right}, which held beside it`
    : `nothing: ${right} did not hold`;
}
