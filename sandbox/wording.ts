import { parametersByPath } from "../src/contract/find.ts";
import { inputsOf } from "../src/contract/inputs.ts";
import type { Operation } from "../src/contract/model.ts";
import { Refusal } from "./refusal.ts";

/** The answers to a mistake in a request field, in the words of the operation's page. */
export interface Wording {
  missing(field: string): Refusal;
  invalid(field: string): Refusal;
  /** Bounds in characters, both inclusive. */
  length(field: string, min: string, max: string): Refusal;
  /** Whether the page counts the number 0 as a missing value of this field (reading zero-user-id). */
  zeroIsMissing(field: string): boolean;
}

/** Wordings for a page that prints none of its own; `{field}`, `{min}` and `{max}` are filled in. */
const COMMON: Readonly<Record<string, string>> = {
  "000_002": "Invalid input parameter. {field}",
  "000_003": "Missing required values. {field}",
  "000_015":
    "The length of value does not match. {field} (반드시 최소값 {min}과(와) 최대값 {max} 사이의 크기이어야 합니다.)",
};
/** How a line of a page's test data begins when it prints the message of a code that its code list leaves out. */
const TITLES: Readonly<Record<string, string>> = {
  "000_002": "Invalid input",
  "000_003": "Missing required",
  "000_015": "The length of value",
};

export function wordingOf(operation: Operation): Wording {
  const paths = [...parametersByPath(inputsOf(operation)).keys()];
  // The longest first: a name within another is no name of its own there.
  const fields = [...new Set(paths.flatMap((path) => [path, path.split(".").at(-1) ?? path]))].sort(
    (one, other) => other.length - one.length,
  );
  const say = (code: string, values: Readonly<Record<string, string>>): Refusal => {
    const entry = operation.codes.find((each) => each.code === code);
    const template =
      templateOf(entry?.message, fields) ?? titleTemplate(operation, code, fields) ?? COMMON[code] ?? code;
    const whole = paths.find((path) => path === values.field || path.endsWith(`.${values.field}`));
    const filled = { ...values, path: whole ?? values.field ?? "" };
    const message = template.replace(/\{(\w+)\}/g, (_all, name: keyof typeof filled) => filled[name] ?? "");
    return new Refusal(entry?.status ?? 400, code, message);
  };
  const missing = operation.codes.find(({ code }) => code === "000_003")?.description ?? "";
  return {
    missing: (field) => say("000_003", { field }),
    invalid: (field) => say("000_002", { field }),
    length: (field, min, max) => say("000_015", { field, min, max }),
    zeroIsMissing: (field) => missing.includes(`\`${field}\` 정보 \`0\``),
  };
}

/** A message with the field that it names (by its path where it has dots), and the bounds of that field, left open. */
function templateOf(message: string | undefined, fields: readonly string[]): string | undefined {
  const words: readonly string[] = message?.match(/\w+(?:\.\w+)*/g) ?? [];
  const named = fields.find((field) => words.includes(field));
  if (message === undefined || named === undefined) return undefined;
  return message
    .replace(new RegExp(`\\b${named.replaceAll(".", "\\.")}\\b`), named.includes(".") ? "{path}" : "{field}")
    .replace(/최소값 \d+/, "최소값 {min}")
    .replace(/최대값 \d+/, "최대값 {max}");
}

function titleTemplate(operation: Operation, code: string, fields: readonly string[]): string | undefined {
  const begin = TITLES[code];
  if (begin === undefined) return undefined;
  const titles = operation.testData.map(({ title }) => title).filter((title) => title.startsWith(begin));
  return titles.map((title) => templateOf(title, fields)).find((template) => template !== undefined);
}
