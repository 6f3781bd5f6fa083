import type { LosslessNumber } from "lossless-json";
import type {
  Allowance,
  Effect,
  Method,
  ParameterType,
  Presence,
  Source,
  Thing,
  Treatment,
} from "./model.ts";

/** What the files in `contract/` look like once `contract-file.schema.json` holds for them. */
export interface OperationFile {
  readonly title: string;
  /** In a person's words; a page's description stays on the page. */
  readonly summary?: string;
  readonly version: string;
  /** All that the page lists, where it lists several. */
  readonly versions?: readonly string[];
  readonly method: Method;
  readonly path: string;
  readonly encrypted: { readonly request: boolean; readonly response: boolean };
  /** What carrying it out changes, confirmed by a person. */
  readonly effect?: Effect;
  /** What an import read from name and path; it counts for nothing until a person writes `effect`. */
  readonly proposedEffect?: Effect;
  readonly sources?: Sources;
  /** Rows that this page prints differently from the common ones, or the word for a table that was lost. */
  readonly headers?: { readonly request?: PageHeaders; readonly response?: PageHeaders };
  readonly pathParameters?: ParameterRows;
  readonly query?: ParameterRows;
  readonly request: NotCaptured | ParameterRows;
  readonly response: NotCaptured | ParameterRows;
  readonly codes: NotCaptured | Readonly<Record<string, CodeRow & { readonly also?: readonly CodeRow[] }>>;
  /** The page hides codes behind "Show All". */
  readonly codesIncomplete?: true;
  readonly testData: NotCaptured | readonly { readonly status: LosslessNumber; readonly title: string }[];
  readonly conditions: Readonly<Record<string, string>>;
  /** Conditions that no request can show to hold or not, each with the reason. */
  readonly notObservable?: Readonly<Record<string, string>>;
  /** The condition that says so, and the request fields that have to agree; the first names the thing. */
  readonly identifiedBy?: { readonly condition: string; readonly fields: readonly string[] };
}

/** A section that the capture has lost: it says nothing, and above all not that there is none. */
export type NotCaptured = "not-captured";

export interface CodeRow {
  readonly status: LosslessNumber;
  readonly message: string;
  readonly description?: string;
}

export interface HeadersFile {
  readonly sources?: Sources;
  readonly request: ParameterRows;
  readonly response: ParameterRows;
}

export interface EnvelopeFile {
  readonly codePointer: string;
  readonly messagePointer: string;
  readonly successCode: string;
}

export interface ReadingRow {
  readonly id: string;
  readonly question: string;
  readonly evidence: readonly { readonly where: string; readonly says: string }[];
  readonly taken: string;
  readonly alternatives: readonly string[];
  readonly changes: string;
  readonly clauses: readonly string[];
  readonly treatments?: readonly { readonly clause: string; readonly as: Treatment }[];
  readonly allows?: readonly Allowance[];
  readonly messages?: readonly { readonly code: string; readonly accepted: readonly string[] }[];
}

/** Facts that do not stand on a captured page, by their path in the file. */
export type Sources = Readonly<Record<string, Source>>;
export type PageHeaders = NotCaptured | Readonly<Record<string, ParameterRow | "not-on-page">>;
export type ParameterRows = Readonly<Record<string, ParameterRow>>;

type Scalar = "string" | "number" | "boolean";

/** Type and bounds of the items of an array of scalars, where the page has them. */
export type ItemRow = Pick<
  ParameterRow,
  "length" | "min" | "max" | "value" | "counts" | "format" | "values"
> & { readonly type: Scalar };

export interface ParameterRow {
  readonly type: ParameterType;
  readonly presence: Presence;
  readonly length?: LosslessNumber;
  readonly min?: LosslessNumber;
  readonly max?: LosslessNumber;
  readonly value?: LosslessNumber;
  readonly counts?: "digits";
  readonly items?: Scalar | ItemRow;
  readonly format?: string;
  readonly values?: readonly string[];
  readonly formulas?: readonly string[];
  readonly unique?: boolean;
  readonly thing?: Thing;
  readonly consumable?: boolean;
  readonly restates?: string;
  readonly examples?: readonly (string | LosslessNumber)[];
  readonly meaning?: string;
  readonly source?: Source;
  readonly fields?: ParameterRows;
  readonly item?: { readonly name: string; readonly type: "object"; readonly presence: Presence };
}
