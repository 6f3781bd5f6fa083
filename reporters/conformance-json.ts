import type { CaseResult } from "../src/results/case-result.ts";
import { exchangeFacts, without } from "../src/results/kept-elsewhere.ts";
import type { ControlRecord, Report } from "../src/results/model.ts";
import { ReportFault } from "./report-fault.ts";
import { partProblems, restProblems } from "./report-schema.ts";

/** Cases that did not pass and stand whole in conformance.json; the details of further ones stand with those of passed cases. */
const MOST_WHOLE = 500;
/** Cases that are named for a clause. */
const CASES_OF_A_CLAUSE = 100;
const NAME = "conformance.json";
const APART = { case: ["exchanges", "rules", "clauses"], control: ["exchanges"] } as const;

/** Takes a line of details, and says where it stands. */
export type KeepLine = (line: string) => { readonly from: number; readonly bytes: number };

/**
 * The report as JSON, in pieces: a line for each case. What did not pass is whole; of everything else what travelled, the
 * rules that held and the clauses that were reached are given to `keep`, a line for each case, and what is left says
 * where. Every part is held against the published schema first. Throws ReportFault where one does not meet it.
 */
export function* reportPieces(report: Report, keep: KeepLine): Generator<string> {
  const { cases, controls, ...rest } = report;
  const clauseIndex = Object.fromEntries(
    Object.entries(report.clauseIndex).map(([clause, ids]) => [clause, ids.slice(0, CASES_OF_A_CLAUSE)]),
  );
  const told = { ...rest, clauseIndex };
  refuse(restProblems(told));
  const details = new DetailLines(keep);
  details.head(report);
  yield "{\n";
  // Behind everything that says what came of the run: whoever reads the file from its beginning finds the verdict first.
  for (const [name, value] of Object.entries(told))
    if (value !== undefined) yield `  ${JSON.stringify(name)}: ${indented(value)},\n`;
  yield* listed(
    "cases",
    cases.map((result, index) => () => details.told("case", result, `/cases/${index}`)),
  );
  yield ",\n";
  yield* listed(
    "controls",
    controls.map((record, index) => () => details.told("control", record, `/controls/${index}`)),
  );
  yield "\n}\n";
}

/** The text of both files at once, for reports of which it is known that they are small. */
export function renderJson(report: Report): { readonly report: string; readonly details: string } {
  const lines: string[] = [];
  let from = 0;
  const keep: KeepLine = (line) => {
    const place = { from, bytes: Buffer.byteLength(line) };
    lines.push(`${line}\n`);
    from += place.bytes + 1;
    return place;
  };
  const text = [...reportPieces(report, keep)].join("");
  return { report: text, details: lines.join("") };
}

/** Decides what stands apart, and gives it away. */
class DetailLines {
  #whole = 0;

  constructor(private readonly keep: KeepLine) {}

  head({ startedAt, suite: { seed } }: Report): void {
    this.keep(JSON.stringify({ startedAt, seed }));
  }

  told(part: "case" | "control", made: CaseResult | ControlRecord, at: string): string {
    const value = this.#isWhole(made) ? made : this.#apart(part, made, at);
    const text = JSON.stringify(value);
    refuse(partProblems(part, value, at));
    return text;
  }

  #isWhole(made: CaseResult | ControlRecord): boolean {
    if (exchangeFacts(made).length === 0) return true;
    const isFine = "outcome" in made ? made.outcome === "passed" : made.state === "held";
    if (isFine || this.#whole === MOST_WHOLE) return false;
    this.#whole += 1;
    return true;
  }

  #apart(part: "case" | "control", made: CaseResult | ControlRecord, at: string): object {
    const names: readonly string[] = APART[part];
    const line = {
      [part]: made.id,
      ...Object.fromEntries(names.map((name) => [name, (made as unknown as Record<string, unknown>)[name]])),
    };
    refuse(partProblems("line", line, at));
    return {
      ...without(made, names),
      details: this.keep(JSON.stringify(line)),
      sent: exchangeFacts(made),
    };
  }
}

function* listed(name: string, entries: readonly (() => string)[]): Generator<string> {
  yield `  ${JSON.stringify(name)}: [`;
  for (const [index, entry] of entries.entries()) yield `${index === 0 ? "" : ","}\n    ${entry()}`;
  yield entries.length === 0 ? "]" : "\n  ]";
}

function indented(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replaceAll("\n", "\n  ");
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0)
    throw new ReportFault(NAME, `does not meet its own schema: ${problems.slice(0, 20).join("; ")}`);
}
