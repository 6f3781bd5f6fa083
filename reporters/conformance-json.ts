import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Json, parseJson } from "../src/exact/json.ts";
import { PROJECT_ROOT } from "../src/exact/project-root.ts";
import { compileSchema, type ExactValidator } from "../src/exact/schema.ts";
import type { Report } from "../src/results/model.ts";
import { ReportFault } from "./report-fault.ts";

const SCHEMA = join(PROJECT_ROOT, "reporters/conformance.schema.json");
let validator: ExactValidator | undefined;

/** The report as JSON, held against its published schema first. Throws ReportFault where it does not meet it. */
export function renderJson(report: Report): string {
  const text = `${JSON.stringify(report, undefined, 2)}\n`;
  const problems = reportProblems(parseJson(text));
  if (problems.length > 0)
    throw new ReportFault("conformance.json", `does not meet its own schema: ${problems.join("; ")}`);
  return text;
}

/** Where a report does not meet its published schema, one line each. */
export function reportProblems(report: Json): string[] {
  validator ??= compileSchema(parseJson(readFileSync(SCHEMA, "utf8")));
  return validator(report).map(({ pointer, message }) => `${pointer || "the report"}: ${message}`);
}
