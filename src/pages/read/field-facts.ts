import { formOf } from "../../contract/forms.ts";
import type { PageLine } from "../text/page-text.ts";
import type { PageField } from "./fields.ts";
import type { Notes } from "./notes.ts";

/** What a row's description says beyond words. */
export interface DescribedFacts {
  readonly format?: string;
  readonly values?: readonly string[];
  readonly formulas?: readonly string[];
  readonly unique?: true;
  /** The page's own lines that bear a fact. */
  readonly terms: readonly string[];
}

/** The facts of a description: format, enumeration, formula, uniqueness. `names` are those of the same table. */
export function describedFacts(field: PageField, names: ReadonlySet<string>, notes: Notes): DescribedFacts {
  const lines = field.description.map((line) => ({
    ...line,
    text: line.text.replace(/^(?:[•·▪◦*]|-(?=\s?\S))\s*/, ""),
  }));
  const format = formatOf(lines, field, notes);
  const values = format === undefined ? valuesOf(lines, field) : undefined;
  const formulas = formulasOf(lines, names);
  return {
    ...(format !== undefined && { format }),
    ...(values && { values }),
    ...(formulas.length > 0 && { formulas }),
    ...(lines.some(({ text }) => UNIQUE.test(text)) && { unique: true as const }),
    terms: lines.map(({ text }) => text).filter((text) => text.length <= 200 && bearsFact(text, field)),
  };
}

const UNIQUE =
  /(?:must|should|shall|has to|needs to) be (?:a )?unique|unique\s*(?:해야|하여야|이어야|여야)|유일해야|고유해야|중복(?:되지 않아야|될 수 없|되면 안|불가)/i;

/** What a line of a description speaks of where it bears a fact. */
export const BEARS_FACT = {
  format: /\bform(?:at)?\s*:|형식\s*:|y{2,4}mm|yy-?mm|hh24|hex/i,
  uniqueness: UNIQUE,
  encryption: /encrypt|암호화/i,
  condition:
    /\b(?:if|unless|only|except|excluding|must|required value|in case|otherwise|either)\b|경우|필수(?!\s*약관)|제외|시 (?:입력|필수)|둘 중/i,
  unit: /\b(?:won|krw|usd|percent|(?:milli)?seconds?|minutes?|hours?|days?|weeks?|months?|years?|bytes?|units?)\b|%|\((?:원|개|건|명|점|일|월|년|시간|분|초|달러)\)|단위|초\s*(?:이내|동안|간)|분\s*(?:이내|동안|간)/i,
  formula: /=/,
  values:
    /^[A-Za-z0-9_]{1,30}\s*[:=]\s|\b[A-Z0-9_]{1,20}\s?:\s?\S.*[,/]\s?[A-Z0-9_]{1,20}\s?:|\(\s?[A-Z0-9]{1,12}\s?[,/|]\s?[A-Z0-9]{1,12}/,
} as const;

/** Whatever is said of a field that is required in some cases alone says in which. */
function bearsFact(text: string, { presence }: PageField): boolean {
  return presence === "conditional" || Object.values(BEARS_FACT).some((sign) => sign.test(text));
}

const FORMAT = /(?:^|[(\s])(?:form|format|형식|포맷|포멧)\s*[:：]\s*([^\s()][^()]*?)\s*(?:\)|$)/i;
const MASK = /^\(?((?:y{4}|y{2})[-/.]?mm(?:[-/.]?dd(?:[\sT]?(?:hh(?:24)?):?(?:mm|mi):?(?:ss)?)?)?)\)?$/i;

function formatOf(lines: readonly PageLine[], field: PageField, notes: Notes): string | undefined {
  if (field.type.type !== "string") return undefined;
  for (const { text, line } of lines) {
    const form = FORMAT.exec(text)?.[1] ?? MASK.exec(text)?.[1];
    if (form === undefined) continue;
    if (formOf(form)) return form;
    notes.notUnderstood(line, `the form "${form}" of ${field.name ?? "the row"}; it is not checked`);
  }
  return undefined;
}

const VALUE = /^["'`]?([A-Za-z0-9_]{1,40})["'`]?\s*(?::|=|-|–|→|\()\s*\S/;
const BARE = /^["'`]?([A-Z][A-Z0-9_]{1,40}|true|false|[0-9]{1,4}|[A-Z])["'`]?$/;

/** The values that a description lists, one a line; one alone is no list. */
function valuesOf(lines: readonly PageLine[], field: PageField): string[] | undefined {
  if (field.type.type === "object" || field.type.type === "array") return undefined;
  if (lines.some(({ text }) => /^(?:ex\b|e\.g|예\)|예시|\.\.\.|등$)/i.test(text))) return undefined;
  const listed = lines
    .flatMap(({ text }) => VALUE.exec(text)?.[1] ?? BARE.exec(text)?.[1] ?? [])
    .filter((value) => fits(value, field));
  const values = [...new Set(listed)];
  return values.length >= 2 && !values.includes("http") ? values : undefined;
}

function fits(value: string, { type, bounds }: PageField): boolean {
  if (type.type === "boolean") return value === "true" || value === "false";
  if (type.type === "number") return /^\d+$/.test(value) && isWithin(Number(value), bounds);
  const longest = bounds.length ?? bounds.max;
  // A listed value beyond the bound may be the page's own contradiction; a word far beyond it is a sentence's begin.
  return (
    /^(?:[A-Z][A-Z0-9_]*|\d{1,4}|[A-Za-z]{1,2})$/.test(value) &&
    (longest === undefined || value.length <= Number(longest) + 8)
  );
}

/** A number in a description that the bounds do not let in is no value of the field. */
function isWithin(value: number, { min, max }: PageField["bounds"]): boolean {
  return (min === undefined || value >= Number(min)) && (max === undefined || value <= Number(max));
}

/** "… = amount(maximum) - balance(balance)": differences of two fields of the same table. */
function formulasOf(lines: readonly PageLine[], names: ReadonlySet<string>): string[] {
  const formulas = lines.flatMap(({ text }) => {
    if (!text.includes("=")) return [];
    const right = text.slice(text.indexOf("=") + 1);
    const used = [...right.matchAll(/[A-Za-z]\w*|[-+*/]/g)]
      .map(([part]) => part)
      .filter((part) => names.has(part) || /^[-+*/]$/.test(part));
    const joined = used.join(" ");
    return /^\w+ - \w+$/.test(joined) ? [joined] : [];
  });
  return [...new Set(formulas)];
}
