import { RESPONSE_TIME_RULE } from "../src/contract/expectation.ts";
import type { CaseResult } from "../src/results/case-result.ts";
import type { Cause } from "../src/results/cause.ts";
import type { RecordedExchange } from "../src/results/exchange.ts";
import { shown } from "../src/results/inert-text.ts";
import type { Report } from "../src/results/model.ts";
import { type ViolationPart, violationParts } from "../src/results/violation-text.ts";

/** What a cause does to the run, in one or two words. */
export const EFFECT_WORDS: Readonly<Record<Cause["effect"], string>> = {
  fails: "fails the run",
  warns: "warns",
  known: "known deviation",
  "no-evidence": "no evidence",
};

const OWNERS: Readonly<Record<Cause["of"], string>> = {
  server: "the server",
  client: "the client",
  way: "the way to the server",
  settings: "the settings",
  data: "the test data",
  permission: "the permission",
  control: "the controls",
  suite: "the suite",
};

/** The title of a cause, inert. */
export function causeTitle({ title }: Cause): string {
  return shown(title, 200);
}

/** How heavy a cause is: how many cases, its level and family, whose it is where it is not the server's. */
export function causeWeight({ cases, level, family, of }: Cause): string {
  const count = cases.length === 1 ? "1 case" : `${cases.length} cases`;
  const whose = of === "server" ? undefined : `of ${OWNERS[of]}`;
  return [count, level, family, whose].filter((part) => part !== undefined).join(", ");
}

/** The causes of each case by its id, the heaviest first. */
export function causesByCase({ causes }: Pick<Report, "causes">): ReadonlyMap<string, readonly Cause[]> {
  const found = new Map<string, Cause[]>();
  for (const cause of causes)
    for (const id of cause.cases) {
      const own = found.get(id);
      if (own) own.push(cause);
      else found.set(id, [cause]);
    }
  return found;
}

/** A cause on one line: what it does to the run, its title, its weight. */
export function causeLine(cause: Cause): string {
  return `${EFFECT_WORDS[cause.effect]}: ${causeTitle(cause)} (${causeWeight(cause)})`;
}

/**
 * The reasons of the verdict without those that name failed cases one by one, which the causes tell of, and without what
 * the first line of the report says.
 */
export function reasonsBesideCauses({ reasons, tripwire }: Pick<Report, "reasons" | "tripwire">): string[] {
  return reasons.filter((reason) => reason !== tripwire?.message && !/^\d+ cases? failed: /.test(reason));
}

/** What the cases of a cause share, inert. */
export function causeShares({ shares }: Cause): string {
  return shares.map((share) => shown(share)).join("; ");
}

/** The case that shows a cause, with the exchange that does; undefined where the report does not have it. */
export function exampleOf(
  { example }: Cause,
  { cases }: Pick<Report, "cases">,
): { readonly result: CaseResult; readonly exchange: RecordedExchange | undefined } | undefined {
  const result = cases.find(({ id }) => id === example.case);
  if (!result) return undefined;
  const named = result.exchanges.filter(({ label }) => label === example.exchange);
  return { result, exchange: named.at(-1) ?? result.exchanges.at(-1) };
}

/** The example of a cause told in full: what was expected, what came, the exchange, the command, what to look at next. */
export function exampleParts(cause: Cause, report: Report): ViolationPart[] {
  const found = exampleOf(cause, report);
  const violation = found?.result.violations.find(
    ({ rule, actual }) => rule === cause.rules[0] && actual === cause.came,
  );
  if (!found || !violation) return [];
  const parts = violationParts(violation, found.result, {
    exchange: found.exchange,
    seed: report.suite.seed,
    invocation: report.invocation,
  });
  return parts.map((part) => (part.label === "Next" ? { ...part, text: shown(cause.next, 1000) } : part));
}

/** Causes counted by what they do, e.g. `1 cause fails the run, 2 warn`; empty where there is none. */
export function causeCounts({ causes }: Pick<Report, "causes">): string {
  const count = (effect: Cause["effect"]) => causes.filter((cause) => cause.effect === effect).length;
  const told = (number: number, one: string, many: string) =>
    number === 0 ? [] : [`${number} ${number === 1 ? one : many}`];
  return [
    ...told(count("fails"), "cause fails the run", "causes fail the run"),
    ...told(count("warns"), "cause warns", "causes warn"),
    ...told(count("known"), "cause is a known deviation", "causes are known deviations"),
    ...told(count("no-evidence"), "reason for cases without evidence", "reasons for cases without evidence"),
  ].join(", ");
}

/**
 * What KONAPLATE_STRICT makes of the warnings of a run; undefined where none warns. A warning of the family security
 * is one that somebody has chosen not to fail for.
 */
export function strictNote({ causes, strict }: Pick<Report, "causes" | "strict">): string | undefined {
  const warning = causes.filter(({ effect, rules }) => effect === "warns" && rules[0] !== RESPONSE_TIME_RULE);
  if (warning.length === 0) return undefined;
  const security = warning.filter(({ family }) => family === "security").length;
  const tolerated =
    security > 0
      ? ` ${security} of them ${security === 1 ? "is" : "are"} of the family security: KONAPLATE_STRICT=security (the default) fails the run for ${security === 1 ? "it" : "them"}.`
      : "";
  return `Warnings do not fail this run, for KONAPLATE_STRICT is ${strict}; all fails it for every one.${tolerated}`;
}
