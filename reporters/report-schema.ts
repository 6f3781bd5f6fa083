import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { PROJECT_ROOT } from "../src/exact/project-root.ts";

const SCHEMA = join(PROJECT_ROOT, "reporters/conformance.schema.json");

/** Parts of a report that are held against its published schema one by one, so that it need not be in memory as a whole. */
const PARTS = ["case", "control", "line"] as const;
type Part = (typeof PARTS)[number];

let validators: Readonly<Record<Part | "rest", ValidateFunction>> | undefined;

/** Where a case, a request of the run's own or a line of details does not meet the schema, one line each. */
export function partProblems(part: Part, value: unknown, at = ""): string[] {
  return problemsOf(loaded()[part], value, at, `the ${part}`);
}

/** The same of a report without its cases and the requests of its own. */
export function restProblems(report: object): string[] {
  return problemsOf(loaded().rest, { ...report, cases: [], controls: [] }, "", "the report");
}

/** Where a whole report does not meet its published schema, one line each. */
export function reportProblems(report: unknown): string[] {
  if (typeof report !== "object" || report === null || Array.isArray(report))
    return ["the report: an object is expected"];
  const { cases, controls } = report as { readonly cases?: unknown; readonly controls?: unknown };
  const each = (part: Part, name: string, values: unknown): string[] =>
    Array.isArray(values)
      ? values.flatMap((value, index) => partProblems(part, value, `/${name}/${index}`))
      : [`/${name}: a list is expected`];
  return [...restProblems(report), ...each("case", "cases", cases), ...each("control", "controls", controls)];
}

function problemsOf(validate: ValidateFunction, value: unknown, at: string, whole: string): string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, params, message }) => {
    const { missingProperty, additionalProperty } = params as Readonly<Record<string, string | undefined>>;
    const member = missingProperty ?? additionalProperty;
    const pointer = `${at}${instancePath}${member === undefined ? "" : `/${member}`}`;
    return `${pointer || whole}: ${message ?? "is not as the schema has it"}`;
  });
}

/** Numbers of a report are counts and durations of the suite's own: a double holds them as they are. */
function loaded(): Readonly<Record<Part | "rest", ValidateFunction>> {
  if (validators) return validators;
  const schema = JSON.parse(readFileSync(SCHEMA, "utf8")) as { readonly $id: string };
  const ajv = new Ajv2020({
    allErrors: true,
    strictTypes: false,
    strictRequired: false,
    validateSchema: false,
    // A report is read once: what it takes to make the code smaller and to tidy it, no report gives back.
    code: { optimize: false },
    inlineRefs: false,
  });
  addFormats.default(ajv);
  const rest = ajv.compile(schema);
  const of = (part: Part): ValidateFunction => ajv.compile({ $ref: `${schema.$id}#/$defs/${part}` });
  validators = { rest, case: of("case"), control: of("control"), line: of("line") };
  return validators;
}
