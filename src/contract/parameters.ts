import { compareNumbers } from "../exact/number.ts";
import type { FactPath, FactSheet } from "./clause-book.ts";
import type { ParameterRow, ParameterRows } from "./file-shapes.ts";
import { formOf, knownForms } from "./forms.ts";
import type { Parameter, Presence, Source } from "./model.ts";

const PRESENCE: Record<Presence, string> = {
  required: "Required",
  optional: "Optional",
  conditional: "Conditional",
};

const CONSTRAINTS = [
  "length",
  "min",
  "max",
  "value",
  "counts",
  "format",
  "values",
  "formulas",
  "unique",
] as const;

/** The rows of a header or parameter table; each fact of them is entered as a clause. */
export function readParameters(rows: ParameterRows, path: FactPath, sheet: FactSheet): Parameter[] {
  return Object.entries(rows).map(([name, row]) => {
    const rowPath = [...path, name];
    ensureCoherent(row, rowPath, Object.keys(rows), sheet);
    return readParameter(name, row, rowPath, sheet);
  });
}

function readParameter(name: string, row: ParameterRow, path: FactPath, sheet: FactSheet): Parameter {
  const source = row.source ?? "page";
  const clause = sheet.enter(path, row.meaning === undefined ? name : `${name} : ${row.meaning}`, source);
  for (const [fact, says] of factsOf(name, row)) sheet.enter([...path, fact], says, source);
  return {
    name,
    clause,
    type: row.type,
    presence: row.presence,
    ...numbersOf(row),
    ...textsOf(row),
    ...(row.examples && { examples: row.examples.map(String) }),
    meaning: row.meaning ?? name,
    source,
    fields: readParameters(row.fields ?? {}, [...path, "fields"], sheet),
    ...(row.item && { item: row.item.name }),
    ...itemsOf(name, row, path, sheet),
  };
}

/** Items of a page that bounds them are a row of their own, which is there as often as there are items. */
function itemsOf(
  name: string,
  { items }: ParameterRow,
  path: FactPath,
  sheet: FactSheet,
): Partial<Parameter> {
  if (items === undefined || typeof items === "string") return items === undefined ? {} : { items };
  const row: ParameterRow = { ...items, presence: "optional", meaning: `an item of ${name}` };
  const place = [...path, "items"];
  ensureCoherent(row, place, [], sheet);
  return { items: items.type, itemRow: readParameter(name, row, place, sheet) };
}

const NUMBERS = ["length", "min", "max", "value"] as const;
const TEXTS = [
  "counts",
  "format",
  "values",
  "formulas",
  "unique",
  "thing",
  "consumable",
  "restates",
] as const;

function numbersOf(row: ParameterRow): Partial<Parameter> {
  return Object.fromEntries(NUMBERS.flatMap((fact) => (row[fact] ? [[fact, row[fact].value]] : [])));
}

/** The facts that a file gives as they are. */
function textsOf(row: ParameterRow): Partial<Parameter> {
  return Object.fromEntries(TEXTS.flatMap((fact) => (row[fact] === undefined ? [] : [[fact, row[fact]]])));
}

/** Each fact of a row with what it says, in the words of the page. */
function factsOf(name: string, row: ParameterRow): [fact: string, says: string][] {
  const facts: [string, string | undefined][] = [
    ["type", `Type : ${row.type}`],
    ["presence", PRESENCE[row.presence]],
    ["length", row.length && `Length : ${row.length.value}`],
    ["min", row.min && `Min : ${row.min.value}`],
    ["max", row.max && `Max : ${row.max.value}`],
    ["value", row.value && `Value : ${row.value.value}`],
    ["counts", row.counts && "The bounds count digits"],
    ["items", typeof row.items === "string" ? `Items : ${row.items}` : undefined],
    ["format", row.format && `Form : ${row.format}`],
    ["values", row.values && `Values : ${row.values.join(", ")}`],
    ["formulas", row.formulas && `${name} = ${row.formulas.join(", or ")}`],
    ["unique", row.unique ? "Unique" : undefined],
    ["item", row.item && `Item : ${row.item.name}, ${row.item.type}, ${PRESENCE[row.item.presence]}`],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== undefined);
}

function ensureCoherent(
  row: ParameterRow,
  path: FactPath,
  siblings: readonly string[],
  sheet: FactSheet,
): void {
  ensureBounds(row, path, sheet);
  if (row.source === "client-code") ensureUnconstrained(row, path, sheet, row.source);
  if (row.fields && row.type !== "object" && row.type !== "array")
    sheet.mistake([...path, "fields"], `a ${row.type} has no fields; only an object or an array has`);
  for (const fact of ["item", "items"] as const) {
    if (row[fact] && row.type !== "array")
      sheet.mistake([...path, fact], `a ${row.type} has no items; only an array has`);
  }
  if (row.counts && row.type !== "number")
    sheet.mistake(
      [...path, "counts"],
      `the bounds of a ${row.type} count no digits; only those of a number may`,
    );
  if (row.format !== undefined && !formOf(row.format))
    sheet.mistake(
      [...path, "format"],
      `${row.format} is no known form; known are ${knownForms().join(", ")}`,
    );
  for (const name of (row.formulas ?? []).flatMap((formula) => formula.split(" - "))) {
    if (!siblings.includes(name))
      sheet.mistake([...path, "formulas"], `there is no ${name} beside it; there are ${siblings.join(", ")}`);
  }
}

function ensureBounds(row: ParameterRow, path: FactPath, sheet: FactSheet): void {
  const { min, max } = row;
  if (row.length && (min || max))
    sheet.mistake([...path, "length"], "a row has either a length or a min and a max, never both");
  if (min && max && compareNumbers(min.value, max.value) > 0)
    sheet.mistake([...path, "min"], `${min.value} is more than the max of ${max.value}`);
}

/** An observation in client code says that a field exists, never what is right for it. */
function ensureUnconstrained(row: ParameterRow, path: FactPath, sheet: FactSheet, source: Source): void {
  for (const fact of CONSTRAINTS) {
    if (row[fact] !== undefined)
      sheet.mistake([...path, fact], `a row with source ${source} carries no constraint; give examples`);
  }
  if (row.presence !== "optional")
    sheet.mistake([...path, "presence"], `a row with source ${source} is optional, not ${row.presence}`);
}
