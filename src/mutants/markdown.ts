import { markdownRows, markdownText } from "../../reporters/markdown-text.ts";
import type { Fate, SweepReport, Tally, VariantFate } from "./model.ts";
import { isAccused, killRate } from "./report.ts";

/** `reports/mutants.md`: the numbers first, then what is left to do, then what caught each deviation. */
export function sweepMarkdown(report: SweepReport): string {
  const { mutants, variants } = report;
  const survivors = mutants.filter(({ fate }) => fate === "survived");
  const lucky = mutants.filter(({ fate }) => fate === "luck");
  const accused = variants.filter(isAccused);
  return `${[
    "# Who tests the tests",
    `${mutants.length} deviations and ${variants.length} benign variants, ${(report.durationMs / 1000).toFixed(0)} s, seed ${markdownText(report.seed)}.`,
    rates(report),
    ...section("Survivors", survivors, survivorText),
    ...section(
      "Caught by luck",
      lucky,
      (fate) => `- \`${fate.id}\`: ${rulesOf(fate)} instead of ${fate.catchers.join(", ")}`,
    ),
    ...section("False accusations", accused, accusationText),
    "## What caught each deviation",
    markdownRows([
      ["deviation", "fate", "caught by"],
      ...mutants.map((fate) => [fate.id, fate.fate, rulesOf(fate)]),
    ]),
    "## Benign variants",
    markdownRows([
      ["variant", "verdict", "cases", "acted in"],
      ...variants.map(({ id, verdict, casesRun, actedIn }) => [
        id,
        verdict,
        String(casesRun),
        String(actedIn),
      ]),
    ]),
  ].join("\n\n")}\n`;
}

function rates({ categories, total, falseAccusations, variants }: SweepReport): string {
  const row = (name: string, tally: Tally): string[] => [
    name,
    String(tally.total),
    String(tally.killed),
    String(tally.luck),
    String(tally.survived),
    killRate(tally),
  ];
  const table = markdownRows([
    ["category", "deviations", "killed", "by luck", "survived", "kill rate"],
    ...Object.entries(categories).map(([name, tally]) => row(name, tally)),
    row("all", total),
  ]);
  return `${table}\n\nFalse accusations: ${falseAccusations} of ${variants.length} benign variants.`;
}

function section<T>(title: string, entries: readonly T[], text: (entry: T) => string): string[] {
  return entries.length === 0 ? [] : [`## ${title}`, entries.map(text).join("\n")];
}

function survivorText({ id, description, catchers, shownBy, casesRun, verdict }: Fate): string {
  const head = `- \`${id}\`: ${markdownText(description)} Should be caught by ${catchers.join(", ")}; verdict ${verdict}.`;
  if (!shownBy) return `${head}\n  No request brought it out (${casesRun} cases run).`;
  return [
    head,
    `  Shown in \`${shownBy.case}\` (${markdownText(shownBy.outcome)}):`,
    `  - request: ${markdownText(shownBy.request.slice(0, 400))}`,
    `  - answer: ${markdownText(shownBy.answer.slice(0, 400))}`,
  ].join("\n");
}

function accusationText({ id, description, accusations }: VariantFate): string {
  const shown = accusations.slice(0, 5).map((line) => `  - ${markdownText(line)}`);
  return [`- \`${id}\`: ${markdownText(description)}`, ...shown].join("\n");
}

/** The rules that caught it, each once. */
export function rulesOf({ caughtBy }: Pick<Fate, "caughtBy">): string {
  return [...new Set(caughtBy.map(({ rule, level, kind }) => `${rule} (${level}, ${kind})`))].join("; ");
}
