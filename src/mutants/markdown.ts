import { markdownRows, markdownText } from "../../reporters/markdown-text.ts";
import type { MutantResult, SweepReport, VariantResult } from "./model.ts";
import { isAccused } from "./report.ts";
import { failingSentence, RATE_COLUMNS, rateRow, rulesOf, toldText } from "./words.ts";

/** `reports/mutants.md`: the numbers first, then what is left to do, then what caught each mutant. */
export function sweepMarkdown(report: SweepReport): string {
  const { mutants, variants, baseline } = report;
  const survivors = mutants.filter(({ outcome }) => outcome === "survived");
  const otherwise = mutants.filter(({ outcome }) => outcome === "killed-by-other-rules");
  const accused = variants.filter(isAccused);
  return `${[
    "# Who tests the tests",
    `${mutants.length} mutants and ${variants.length} benign variants, ${(report.durationMs / 1000).toFixed(0)} s, seed ${markdownText(report.seed)}.`,
    rates(report),
    ...section("Said of the right server", baseline, (line) => `- ${markdownText(line)}`),
    ...section("Survivors", survivors, survivorText),
    ...section(
      "Killed by other rules than expected",
      otherwise,
      (mutant) => `- \`${mutant.id}\`: ${rulesOf(mutant)} instead of ${mutant.catchers.join(", ")}`,
    ),
    ...section("False accusations", accused, accusationText),
    "## What caught each mutant",
    markdownRows([
      ["mutant", "outcome", "told at", "caught by"],
      ...mutants.map((mutant) => [mutant.id, mutant.outcome, mutant.toldAt ?? "-", rulesOf(mutant)]),
    ]),
    "## Benign variants",
    markdownRows([
      ["variant", "held against", "verdict", "warnings", "cases", "acted in"],
      ...variants.map(({ id, mayWarn, verdict, warnings, casesRun, actedIn }) => [
        id,
        mayWarn ? "the default" : "all",
        verdict,
        String(warnings.length),
        String(casesRun),
        String(actedIn),
      ]),
    ]),
  ].join("\n\n")}\n`;
}

function rates({ categories, total, falseAccusations, variants }: SweepReport): string {
  const table = markdownRows([
    [...RATE_COLUMNS],
    ...Object.entries(categories).map(([name, tally]) => rateRow(name, tally)),
    rateRow("all", total),
  ]);
  return `${table}\n\n${failingSentence(total)} False accusations: ${falseAccusations} of ${variants.length} benign variants.`;
}

function section<T>(title: string, entries: readonly T[], text: (entry: T) => string): string[] {
  return entries.length === 0 ? [] : [`## ${title}`, entries.map(text).join("\n")];
}

function survivorText(mutant: MutantResult): string {
  const { id, description, catchers, shownBy, casesRun, verdict } = mutant;
  const by = catchers.length > 0 ? ` Should be caught by ${catchers.join(", ")}.` : "";
  const head = `- \`${id}\`: ${markdownText(description)} It ${toldText(mutant)}; verdict ${verdict}.${by}`;
  if (!shownBy) return `${head}\n  No request brought it out (${casesRun} cases run).`;
  return [
    head,
    `  Shown in \`${shownBy.case}\` (${markdownText(shownBy.outcome)}):`,
    `  - request: ${markdownText(shownBy.request.slice(0, 400))}`,
    `  - answer: ${markdownText(shownBy.answer.slice(0, 400))}`,
  ].join("\n");
}

function accusationText({ id, description, accusations }: VariantResult): string {
  const shown = accusations.slice(0, 5).map((line) => `  - ${markdownText(line)}`);
  return [`- \`${id}\`: ${markdownText(description)}`, ...shown].join("\n");
}
