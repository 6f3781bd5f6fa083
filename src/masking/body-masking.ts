import { visit } from "jsonc-parser";
import { innerField, MASK, masked, sensitivityOf } from "./sensitive.ts";

/** What a body is masked by: how its texts are hidden, and what is to be remembered of it. */
export interface BodyMaskingRules {
  /** A text, with the field that it stands under; without one it is a name or no JSON. */
  text(text: string, field?: string): string;
  number(digits: string, field: string): string | undefined;
  /** Whether a value is the name of a field: under `name` and `key` as well it is nobody's. */
  isFieldName(value: string): boolean;
  remember(value: string, field: string): void;
}

const COMPACT_JWE = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]*){4}$/;
/** JSON in texts of JSON in texts: nobody writes more floors than this. */
const MOST_FLOORS = 3;

/** Members that name what stands beside them: `{"name":"cvc","value":"211"}`. */
const NAMING = /^(name|key|field|label|id|param|parameter|property|title)$/i;
const NAMED = /^(value|val|data|content|text|input|rejectedvalue|actual|given)$/i;

interface Container {
  readonly field: string;
  property?: string;
  /** The field that a member named. */
  named?: string;
}

interface Replacement {
  readonly offset: number;
  readonly length: number;
  readonly by: string;
}

/**
 * A body with everything sensitive in it hidden and all else, spaces and repeated members too, as it travelled. A
 * text that is JSON in part, cut off or followed by something else, is read as far as it can be.
 */
export function maskBody(text: string, rules: BodyMaskingRules, floor = 0): string {
  let replacements: Replacement[];
  try {
    replacements = replacementsOf(text, rules, floor);
  } catch (error) {
    // The reader recurses; a text nested beyond its stack has nothing that can be told apart.
    if (error instanceof RangeError) return `${MASK} (${text.length} characters, nested too deep to be read)`;
    throw error;
  }
  const isStructured = /^[\s\uFEFF]*[[{]/.test(text);
  let result = "";
  let at = 0;
  for (const { offset, length, by } of replacements) {
    result += betweenValues(text.slice(at, offset), rules, isStructured) + by;
    at = offset + length;
  }
  return result + betweenValues(text.slice(at), rules, isStructured);
}

function replacementsOf(text: string, rules: BodyMaskingRules, floor: number): Replacement[] {
  const replacements: Replacement[] = [];
  const open: Container[] = [{ field: "" }];
  const field = (): string => {
    const container = open.at(-1) ?? { field: "" };
    const { field: outer, property, named } = container;
    if (property === undefined) return outer;
    return innerField(outer, named !== undefined && NAMED.test(property) ? named : property);
  };
  const begin = (): number => open.push({ field: field() });
  const end = (): void => {
    if (open.length > 1) open.pop();
  };
  visit(text, {
    onObjectBegin: () => void begin(),
    onArrayBegin: () => void begin(),
    onObjectEnd: end,
    onArrayEnd: end,
    onObjectProperty: (name, offset, length) => {
      const container = open.at(-1);
      if (container) container.property = name;
      const hidden = rules.text(name);
      const by = hidden === name ? text.slice(offset, offset + length) : JSON.stringify(hidden);
      replacements.push({ offset, length, by });
    },
    onLiteralValue: (value: unknown, offset, length) => {
      const raw = text.slice(offset, offset + length);
      const container = open.at(-1);
      // Outside of all brackets there is no JSON to read: digits of a telephone number are no numbers.
      if (open.length === 1) return;
      if (container && typeof value === "string" && NAMING.test(container.property ?? ""))
        container.named = value;
      const by =
        typeof value === "string"
          ? maskText(value, raw, field(), rules, floor)
          : maskOther(raw, field(), typeof value === "number", rules);
      replacements.push({ offset, length, by });
    },
  });
  return replacements;
}

function maskText(value: string, raw: string, field: string, rules: BodyMaskingRules, floor: number): string {
  const sensitivity = sensitivityOf(field);
  if (sensitivity && !(NAMING.test(field) && rules.isFieldName(value))) {
    rules.remember(value, field);
    return value === "" ? raw : JSON.stringify(masked(value, sensitivity));
  }
  // A sealed body cannot be read without the private key; anything else under its name was not sealed.
  if (field === "encData") return COMPACT_JWE.test(value) ? raw : JSON.stringify(MASK);
  const inner = /^\s*[[{]/.test(value) && floor < MOST_FLOORS ? maskBody(value, rules, floor + 1) : value;
  const hidden = rules.text(inner, field);
  return hidden === value ? raw : JSON.stringify(hidden);
}

function maskOther(raw: string, field: string, isNumber: boolean, rules: BodyMaskingRules): string {
  if (!isNumber) return raw;
  const sensitivity = sensitivityOf(field);
  if (!sensitivity) {
    const hidden = rules.number(raw, field);
    return hidden === undefined ? raw : JSON.stringify(hidden);
  }
  rules.remember(raw, field);
  return JSON.stringify(masked(raw, sensitivity));
}

/** What stands between the values: punctuation, or what is no JSON and may hold anything. */
function betweenValues(text: string, rules: BodyMaskingRules, isStructured: boolean): string {
  if (!/[^\s{}[\]:,\uFEFF]/.test(text)) return text;
  const unquoted = isStructured ? text.replace(/"(?:[^"\\]|\\.)*"?/gs, JSON.stringify(MASK)) : text;
  return rules.text(unquoted);
}
