/** A form of text that the documents write in letters, as a pattern, and as a moment where it is one. */
export interface Form {
  /** Anchored regular expression. */
  readonly pattern: string;
  /** The same form in luxon's letters where the text names a date or time that must exist. */
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

/** The form of this spelling; undefined where the documents' spelling is not known here. */
export function formOf(spelling: string): Form | undefined {
  return Object.hasOwn(FORMS, spelling) ? FORMS[spelling] : undefined;
}

export function knownForms(): readonly string[] {
  return Object.keys(FORMS);
}
