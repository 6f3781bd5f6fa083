/** A form of text that the documents write in letters, as a pattern, and as a moment where it is one. */
export interface Form {
  /** Anchored regular expression. */
  readonly pattern: string;
  /** The same form in the letters of Unicode TR 35 where the text names a date or time that must exist. */
  readonly moment?: string;
}

/** Every form that the contract files use, by the documents' own spelling. */
const FORMS: Readonly<Record<string, Form>> = {
  digits: { pattern: "^[0-9]+$" },
  yyyyMMdd: { pattern: "^[0-9]{8}$", moment: "yyyyMMdd" },
  YYMMDD: { pattern: "^[0-9]{6}$", moment: "yyMMdd" },
  YYYYMMDDHHMMSS: { pattern: "^[0-9]{14}$", moment: "yyyyMMddHHmmss" },
  YYYYMMDDHH24MISS: { pattern: "^[0-9]{14}$", moment: "yyyyMMddHHmmss" },
  "yyMMddHHmiSS-xxxxxxx": { pattern: "^[0-9]{12}-[0-9a-fA-F]{7}$" },
  "KMV1:yyyyMMddHHmmssSSS:base64": { pattern: "^KMV1:[0-9]{17}:[A-Za-z0-9+/]{43}=$" },
};

/** The form of this spelling; undefined where the documents' spelling is not known here and is no mask of a date. */
export function formOf(spelling: string): Form | undefined {
  return Object.hasOwn(FORMS, spelling) ? FORMS[spelling] : maskForm(spelling);
}

/** The letters of date masks, longest first, with those of Unicode TR 35; which of them a mask may mix up is told by their order. */
const LETTERS: readonly (readonly [RegExp, string, number])[] = [
  [/^(?:yyyy|YYYY)/, "yyyy", 4],
  [/^(?:yy|YY)/, "yy", 2],
  [/^(?:HH24|hh24|HH|hh)/, "HH", 2],
  [/^(?:mi|MI)/, "mm", 2],
  [/^(?:dd|DD)/, "dd", 2],
  [/^(?:SSS|sss)/, "SSS", 3],
  [/^(?:ss|SS)/, "ss", 2],
  [/^(?:mm|MM)/, "MM", 2],
];

/** A mask such as yyyy-MM-dd HH:mm:ss. After the hour MM or mm is the minute, before it the month. */
function maskForm(spelling: string): Form | undefined {
  let [rest, moment, pattern] = [spelling.trim(), "", ""];
  while (rest !== "") {
    const part = maskPart(rest, moment);
    if (!part) return undefined;
    moment += part.moment;
    pattern += part.pattern;
    rest = rest.slice(part.length);
  }
  return moment.startsWith("y") || moment.startsWith("HH") ? { pattern: `^${pattern}$`, moment } : undefined;
}

function maskPart(
  rest: string,
  before: string,
): { readonly moment: string; readonly pattern: string; readonly length: number } | undefined {
  const letters = LETTERS.find(([sign]) => sign.test(rest));
  if (letters) {
    const [sign, usual, digits] = letters;
    const moment = usual === "MM" && before.includes("HH") ? "mm" : usual;
    if (before.includes(moment)) return undefined;
    return { moment, pattern: `[0-9]{${digits}}`, length: sign.exec(rest)?.[0].length ?? 0 };
  }
  const separator = /^[-/.: T]/.exec(rest)?.[0];
  if (separator === undefined) return undefined;
  const moment = separator === "T" ? "'T'" : separator;
  return { moment, pattern: separator === "." ? "\\." : separator, length: 1 };
}

export function knownForms(): readonly string[] {
  return Object.keys(FORMS);
}
