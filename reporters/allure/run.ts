import { shown } from "../../src/results/inert-text.ts";
import type { Report } from "../../src/results/model.ts";
import { verdictWord } from "../../src/results/verdict-word.ts";
import { causeCounts, strictNote } from "../cause-text.ts";
import { changeLine, changeTitle } from "../change-text.ts";

/** What allurerc.mjs is told of a run; plain data, for it runs in a process of its own. */
export interface AllureRun {
  /** Name of the report: the verdict, and what warned. */
  readonly title: string;
  readonly verdict: Report["verdict"];
  readonly reasons: readonly string[];
  /** Shown as the report's variables, beside the environment block that the results bring with them. */
  readonly variables: Readonly<Record<string, string>>;
  /** Cases whose every failing violation is a known deviation, each with what is known of it. */
  readonly knownDeviations: readonly { readonly case: string; readonly comment: string }[];
  /** Results of earlier runs by their stable ids; the run appends its own. */
  readonly historyPath: string;
  readonly knownIssuesPath: string;
}

export type AllureFiles = Pick<AllureRun, "historyPath" | "knownIssuesPath">;

/** What Allure is told of a run that is over. */
export function allureRun(report: Report, files: AllureFiles): AllureRun {
  const { verdict, reasons, totals } = report;
  const warned = totals.warned > 0 ? `, ${totals.warned} warned` : "";
  const note = strictNote(report);
  const change = changeTitle(report);
  return {
    title: `${change === undefined ? "" : `${change}. `}Konaplate conformance: ${verdictWord(report)}${warned}`,
    verdict,
    reasons: reasons.map((reason) => shown(reason, 500)),
    variables: {
      ...(report.tripwire && { Tripwire: changeLine(report) ?? "" }),
      Verdict: verdictWord(report),
      ...(report.causes.length > 0 && { Causes: causeCounts(report) }),
      ...(note !== undefined && { Warnings: note }),
    },
    knownDeviations: knownDeviations(report),
    ...files,
  };
}

/** The environment block: what was run against what. */
export function allureEnvironment({
  suite,
  target,
  tripwire,
}: Pick<Report, "suite" | "target" | "tripwire">): Record<string, string> {
  return {
    ...(tripwire && { Tripwire: shown(tripwire.message, 1000) }),
    Environment: shown(target.environment),
    Target: shown(target.baseUrl),
    "Suite version": shown(suite.version),
    "Contract digest": shown(suite.contractDigest),
    Seed: shown(suite.seed),
  };
}

function knownDeviations({ cases, deviations }: Report): AllureRun["knownDeviations"] {
  const declared = new Map(deviations.map((deviation) => [deviation.id, deviation]));
  return cases
    .filter(({ outcome }) => outcome === "warned")
    .flatMap(({ id, violations }) => {
      const ids = new Set(violations.flatMap(({ deviation }) => deviation ?? []));
      const known = [...ids].flatMap((name) => declared.get(name) ?? []);
      const comment = known
        .map(
          (deviation) =>
            `Known deviation ${shown(deviation.id)}, owner ${shown(deviation.owner)}, until ${deviation.expires}`,
        )
        .join("; ");
      return known.length > 0 ? [{ case: id, comment }] : [];
    });
}

/** The gate as Allure shows it: the verdict of the run, with the reasons where it is not the one that is wanted. */
export function qualityGateWidget({ verdict, reasons }: Pick<AllureRun, "verdict" | "reasons">): unknown {
  const success = verdict === "conformant";
  const message = success
    ? "the verdict is conformant"
    : `the verdict is ${verdict}, conformant is wanted: ${reasons.join("; ")}`;
  return {
    default: [
      { rule: "verdict", success, expected: "conformant", actual: verdict, message, testResults: [] },
    ],
  };
}
