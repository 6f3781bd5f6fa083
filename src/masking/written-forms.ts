/** Characters of base64 that stand for a value wherever it begins in a longer text; fewer would hit by chance. */
const SHORTEST_CORE = 8;

/** Bytes of a value whose hexadecimal digits are looked for; those of fewer would hit by chance. */
const SHORTEST_IN_HEX = 3;

/** Groups in which digits are written: card numbers by fours, dates as year, month and day, mobile numbers. */
const GROUPINGS: readonly { readonly of: RegExp; readonly by: readonly string[] }[] = [
  {
    of: /^([0-9]{4})([0-9]{4})([0-9]{4})([0-9]{1,4})?([0-9]{1,3})?$/,
    by: [" ", "-"],
  },
  { of: /^([0-9]{4})([0-9]{2})([0-9]{2})$/, by: ["-", ".", "/", " "] },
  { of: /^(0[0-9]{2})([0-9]{3,4})([0-9]{4})$/, by: ["-", ".", " "] },
];

/**
 * The ways in which a value may stand in a text: as it is, escaped for JSON, URL-encoded, in base64, in hexadecimal
 * digits, and digits in groups. Letter case is the reader's to fold.
 */
export function writtenForms(value: string): string[] {
  const bytes = Buffer.from(value, "utf8");
  const base64 = bytes.toString("base64");
  // By way of the bytes: a lone surrogate has no URL-encoded form.
  const url = encodeURIComponent(bytes.toString("utf8"));
  const json = JSON.stringify(value).slice(1, -1);
  const forms = [
    value,
    json,
    asciiJson(json, (hex) => hex),
    asciiJson(json, (hex) => hex.toUpperCase()),
    url,
    url.replaceAll("%20", "+"),
    url.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    base64,
    base64.replace(/=+$/, ""),
    encodeURIComponent(base64),
    ...base64Cores(bytes),
    ...hexForms(bytes),
    ...groupedDigits(value),
    ...internationalForms(value),
  ];
  return [...new Set(forms.flatMap((form) => [form, urlAlphabet(form, base64)]))];
}

/** JSON text in ASCII alone: every other character as `\uXXXX`. */
function asciiJson(json: string, letters: (hex: string) => string): string {
  return json.replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${letters(unit.charCodeAt(0).toString(16).padStart(4, "0"))}`,
  );
}

/** The part of the base64 of a longer text that a value in it determines, for each place modulo three. */
function base64Cores(bytes: Buffer): string[] {
  return [0, 1, 2]
    .map((before) => {
      const whole = before + bytes.length - ((before + bytes.length) % 3);
      const coded = Buffer.concat([Buffer.alloc(before), bytes])
        .subarray(0, whole)
        .toString("base64");
      return coded.slice(before === 0 ? 0 : 4);
    })
    .filter((core) => core.length >= SHORTEST_CORE);
}

/** The same in base64url; a form that is no base64 stays. */
function urlAlphabet(form: string, base64: string): string {
  if (!/[+/]/.test(form)) return form;
  const isBase64 = form === base64 || /^[A-Za-z0-9+/]+=*$/.test(form);
  return isBase64 ? form.replaceAll("+", "-").replaceAll("/", "_") : form;
}

/** The hexadecimal digits of the value's UTF-8, none for a short value. */
export function hexForms(bytes: Buffer): string[] {
  return bytes.length < SHORTEST_IN_HEX ? [] : [bytes.toString("hex")];
}

/** Digits without and with the usual separators, whichever the value has itself. */
function groupedDigits(value: string): string[] {
  if (value.length > 40 || !/^[0-9][0-9 ./-]*[0-9]$/.test(value)) return [];
  const digits = value.replace(/[^0-9]/g, "");
  const grouped = GROUPINGS.flatMap(({ of, by }) => {
    const groups = of.exec(digits)?.slice(1).filter(Boolean);
    return groups ? by.map((separator) => groups.join(separator)) : [];
  });
  return grouped.length > 0 ? [digits, ...grouped] : [];
}

/** A Korean mobile number with the country's code in place of its zero. */
function internationalForms(value: string): string[] {
  const [, network, exchange, line] =
    /^0(1[016789])([0-9]{3,4})([0-9]{4})$/.exec(value.replaceAll(/[ .()-]/g, "")) ?? [];
  return network === undefined
    ? []
    : ["", " ", "-", "."].map((separator) => ["82", network, exchange, line].join(separator));
}

/** The text without differences of letter case, each UTF-16 unit at its place. */
export function caseFolded(text: string): string {
  // The only letter that becomes longer in lower case, and the only one whose lower case depends on its place.
  return text.replaceAll("\u0130", "i").toLowerCase().replaceAll("\u03c2", "\u03c3");
}
