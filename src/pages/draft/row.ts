import { digitsValue, type Members, type Value } from "../../contract/members.ts";
import { type DescribedFacts, describedFacts } from "../read/field-facts.ts";
import type { PageField } from "../read/fields.ts";
import { isScalar } from "../read/nesting.ts";
import type { Notes } from "../read/notes.ts";
import type { PlacedField } from "../read/placed-field.ts";

/** A row of the contract file, the lines of its facts entered below `path`. */
export function rowOf(
  placed: PlacedField,
  path: string,
  siblings: ReadonlySet<string>,
  lines: Map<string, number>,
  notes: Notes,
): Members {
  const { field, fields, item } = placed;
  const described = describedFacts(field, siblings, notes);
  const { type, items } = field.type;
  const ofItem = item && isScalar(item.field) ? describedFacts(item.field, siblings, notes) : undefined;
  const terms = [...described.terms, ...(ofItem?.terms ?? [])];
  noteUnsaid(placed, terms, notes);
  const row: Members = {
    type,
    presence: field.presence,
    ...boundsOf(placed.name, field, notes),
    ...(described.format !== undefined && { format: described.format }),
    ...(described.values && { values: described.values }),
    ...(described.formulas && { formulas: described.formulas }),
    ...(described.unique && { unique: true }),
    ...(/^(?:request|query|pathParameters)\./.test(path) && thingOf(placed.name, field)),
    ...(terms.length > 0 && { meaning: terms.join("; ") }),
    ...(type === "array" && items !== undefined && items !== "object" && { items }),
  };
  for (const fact of ["", ...Object.keys(row)]) lines.set(fact === "" ? path : `${path}.${fact}`, field.line);
  if (item && ofItem) {
    row.items = itemsOf(item.name, item.field, ofItem, notes);
    lines.set(`${path}.items`, item.field.line);
  } else if (item) {
    row.item = { name: item.name, type: "object", presence: item.field.presence };
    lines.set(`${path}.item`, item.field.line);
  }
  if (fields.length > 0) {
    const names = new Set(fields.map(({ name }) => name));
    row.fields = Object.fromEntries(
      fields.map((each) => [each.name, rowOf(each, `${path}.${each.name}`, names, lines, notes)]),
    );
  }
  return row;
}

/** What a page leaves open of a row. */
function noteUnsaid({ name, field, item }: PlacedField, terms: readonly string[], notes: Notes): void {
  if (field.presence === "conditional" && terms.length === 0)
    notes.assumed(field.line, `${name} is conditional, and the page does not say when`);
  const isList = field.type.type === "array" && field.type.items !== "object" && !item;
  if (isList && Object.keys(field.bounds).length > 0)
    notes.assumed(
      field.line,
      `the bounds of ${name} are kept with the list; whether they bound each item cannot be told`,
    );
}

/** Type of the items of an array of scalars, with what bounds them. */
function itemsOf(name: string, field: PageField, { format, values }: DescribedFacts, notes: Notes): Value {
  const facts: Members = {
    ...boundsOf(name, field, notes),
    ...(format !== undefined && { format }),
    ...(values && { values }),
  };
  const { type } = field.type;
  return Object.keys(facts).length === 0 ? type : { type, ...facts };
}

/** The bounds as printed; where they plainly count digits and are no range of values, that is said beside them. */
function boundsOf(name: string, field: PageField, notes: Notes): Members {
  const bounds: Members = {};
  for (const [bound, digits] of Object.entries(field.bounds)) bounds[bound] = digitsValue(digits);
  const counted = field.bounds.value ?? field.bounds.max;
  if (
    field.type.type !== "number" ||
    counted === undefined ||
    !countsDigits(name, field.bounds.value, counted)
  )
    return bounds;
  notes.assumed(field.line, `the bounds of ${name} are read as a number of digits, not as a value`);
  return { ...bounds, counts: "digits" };
}

const LONG_NUMBER = /(?:id|no|num|number|seq|sequence|amt|amount|balance|point|points|fee|price|cash)$/i;

function countsDigits(name: string, value: string | undefined, counted: string): boolean {
  const count = Number(counted);
  return count >= 2 && count <= 20 && (value !== undefined || LONG_NUMBER.test(name));
}

/** What a value names, and whether it serves once, by the portal's own names for such fields. */
function thingOf(name: string, field: PageField): Members {
  const facts: { [fact: string]: Value } = {};
  if (/^userId$/.test(name) && field.type.type === "number") facts.thing = "member";
  if (/^nrNumber$/.test(name)) facts.thing = "charge";
  if (/^cardNo$/.test(name)) facts.thing = "card";
  if (/^(?:oneTimeToken|dcvv|otp|onetimeKey)$/i.test(name)) facts.consumable = true;
  return facts;
}
