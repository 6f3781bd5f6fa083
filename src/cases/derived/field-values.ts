import type { Parameter } from "../../contract/model.ts";
import { exactNumber, type Json } from "../../exact/json.ts";
import { type FieldValue, NOBODY, type ValueMaker } from "./field-value.ts";
import { numberValues } from "./number-values.ts";
import { textValues } from "./text-values.ts";

/** Every value that the contract's row for a field gives reason to send. */
export function fieldValues(field: Parameter, maker: ValueMaker): FieldValue[] {
  const values = [
    ...absences(field),
    ...wrongTypes(field),
    ...(field.type === "string" ? textValues(field, maker) : []),
    ...(field.type === "number" ? numberValues(field, maker) : []),
    ...(field.type === "array" ? listValues(field) : []),
  ];
  return values.map((value) => (isUndemanded(value, maker) ? { ...value, expected: "observed" } : value));
}

/** What a reading does not apply is no reason to expect a refusal. */
function isUndemanded({ expected, facts }: FieldValue, { treatment }: ValueMaker): boolean {
  return expected === "refused" && facts.some((fact) => treatment(fact) === "ignored");
}

/** Of an optional field no page says whether null is the same as leaving it out; of a conditional one, on what it hangs. */
function absences({ presence }: Parameter): FieldValue[] {
  const required = presence === "required";
  const left = presence === "optional" ? "accepted" : "observed";
  return [
    {
      aspect: "missing",
      value: undefined,
      expected: required ? "refused" : left,
      facts: ["presence"],
      words: "left out",
    },
    {
      aspect: "null",
      value: null,
      expected: required ? "refused" : "observed",
      facts: ["type"],
      words: "null",
    },
  ];
}

/** Read as another type each of them names nobody: false and [] become 0, and never 1. */
const OF_EACH_TYPE: Readonly<Record<string, Json>> = {
  string: "text",
  number: exactNumber(NOBODY),
  boolean: false,
  object: {},
  array: [],
};

function wrongTypes(field: Parameter): FieldValue[] {
  return Object.entries(OF_EACH_TYPE)
    .filter(([type]) => type !== field.type)
    .map(([type, value]) => ({
      aspect: `type-${type}`,
      value,
      expected: "refused",
      facts: ["type"],
      words: `of type ${type}`,
    }));
}

/** No page says how many items there may be; what the items are it says where it lists their fields. */
function listValues({ fields }: Parameter): FieldValue[] {
  const facts = ["type"];
  const empty: FieldValue = {
    aspect: "empty",
    value: [],
    expected: "observed",
    facts,
    words: "without an item",
  };
  if (fields.length === 0) return [empty];
  const words = "with an item that is no object";
  return [empty, { aspect: "item-string", value: ["text"], expected: "refused", facts, words }];
}
