import { digitsValue, isMembers, type Members, type Value } from "../../contract/members.ts";

interface Scenario {
  readonly code: string | null;
  readonly message: string;
  readonly description: string;
}

/**
 * The request that brings a refusal about by the page alone: the message names a field, and a clause of that field can
 * be broken. Undefined where it cannot be told.
 */
export function provocationOf(
  operation: string,
  content: Members,
  scenario: Scenario,
): Provocation | undefined {
  const text = `${scenario.message} ${scenario.description}`;
  const found = TABLES.flatMap((table) => {
    const rows = content[table];
    const field = isMembers(rows) ? fieldIn(rows, text) : undefined;
    return field ? [{ ...field, table }] : [];
  })[0];
  if (!found) return undefined;
  const broken = brokenBy(scenario, text, found.row);
  // What stands in a path cannot be left out of it.
  if (!broken || (found.table === "pathParameters" && (broken.value ?? "") === "")) return undefined;
  const clause = `${operation}#${found.table}.${found.path.join(".")}.${broken.fact}`;
  const key = found.path.length > 1 ? `/${found.path.join("/")}` : String(found.path[0]);
  const change = broken.value === undefined ? { omit: [key] } : { set: { [key]: broken.value } };
  return { request: { ...change, breaks: [clause] }, trigger: broken.said ? "documented" : "inferred" };
}

/** The tables that say what a request bears. */
const TABLES = ["request", "query", "pathParameters"] as const;

export interface Provocation {
  readonly request: Members;
  /** Whether the page says that this brings it about, or it is the likeliest way. */
  readonly trigger: "documented" | "inferred";
}

interface Found {
  readonly path: readonly string[];
  readonly row: Members;
}

/** The field that a text names, by its name or its dotted one; only where it is one alone, and not within a list. */
function fieldIn(rows: Members, text: string): Found | undefined {
  const words = new Set(text.match(/[A-Za-z_][\w.]*\w/g) ?? []);
  const all: Found[] = [];
  const visit = (table: Members, path: readonly string[]): void => {
    for (const [name, row] of Object.entries(table)) {
      if (!isMembers(row)) continue;
      const here = [...path, name];
      if (words.has(here.join(".")) || (words.has(name) && name.length > 2)) all.push({ path: here, row });
      if (row.type === "object" && isMembers(row.fields)) visit(row.fields, here);
    }
  };
  visit(rows, []);
  const dotted = all.filter(({ path }) => path.length > 1 && words.has(path.join(".")));
  const [only, other] = dotted.length > 0 ? dotted : all;
  return other ? undefined : only;
}

interface Broken {
  readonly fact: string;
  /** Undefined: the field is left out. */
  readonly value?: Value;
  /** Whether the page's words say that this is what is wrong. */
  readonly said: boolean;
}

const MISSING = /missing|required value|필수값|누락|\bnull\b/i;
const INVALID = /invalid|올바르지|잘못|오류/i;
const LENGTH = /length|길이/i;
const EMPTY = /empty|null string|빈 문자열|blank/i;

function brokenBy({ code, message }: Scenario, text: string, row: Members): Broken | undefined {
  const zero = /[`'"]0[`'"]/.test(text) && row.type === "number";
  if (zero && typeof row.min === "bigint" && row.min > 0n) return { fact: "min", value: 0n, said: true };
  if (code === "000_015" || LENGTH.test(message)) return brokenLength(row);
  if (EMPTY.test(text) && row.type === "string")
    return { fact: row.min === undefined ? "length" : "min", value: "", said: true };
  if ((code === "000_003" || MISSING.test(message)) && row.presence === "required")
    return { fact: "presence", said: MISSING.test(text) };
  if (code === "000_002" || INVALID.test(message)) return brokenRange(row);
  return undefined;
}

function brokenLength(row: Members): Broken | undefined {
  if (row.type !== "string") return undefined;
  if (typeof row.length === "bigint" && row.length > 1n && row.length < 200n)
    return { fact: "length", value: "1".repeat(Number(row.length) - 1), said: true };
  if (typeof row.max === "bigint" && row.max < 500n)
    return { fact: "max", value: "1".repeat(Number(row.max) + 1), said: true };
  return undefined;
}

function brokenRange(row: Members): Broken | undefined {
  if (row.type === "number" && typeof row.max === "bigint" && row.counts === undefined)
    return { fact: "max", value: row.max + 1n, said: false };
  if (row.type === "number" && row.counts === "digits" && typeof row.max === "bigint")
    return { fact: "max", value: digitsValue(`1${"0".repeat(Number(row.max))}`), said: false };
  if (row.type === "string" && Array.isArray(row.values))
    return { fact: "values", value: "X".repeat(String(row.values[0]).length), said: false };
  return undefined;
}
