import type { Json } from "../exact/json.ts";

/**
 * What the pages say, as types. Every fact has a clause id: the contract file's name, `#`, and the path of the fact
 * in that file with the words `fields` and `parameters` left out, e.g. `membership-cancellation#codes.001_049`,
 * `unregistered-card-inquiry#response.cardDataInfo.par.length`, `headers#request.X-KM-Tran-Token.length`.
 */
export type ClauseId = string;

/** Where a fact was found: a captured page, the vendor's guideline pages, or public client code only. */
export type Source = "page" | "guideline" | "client-code";

export type ParameterType = "string" | "number" | "boolean" | "object" | "array";
export type Presence = "required" | "optional" | "conditional";

/**
 * What carrying an operation out changes on the target: nothing, who is a member, or whose money is where. Permission
 * goes by it. No page says it in so many words, so a person confirms it; where nobody has, it counts as money.
 */
export type Effect = "nothing" | "membership" | "money";

/** A kind of thing that a value names and that an operation may change: at most once in a run. */
export type Thing = "member" | "charge" | "card";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** One row of a header or parameter table. Numbers are kept as their digits. */
export interface Parameter {
  readonly name: string;
  /** Clause id of the row itself; a fact of it is `${clause}.${fact}`, e.g. `….length`. */
  readonly clause: ClauseId;
  readonly type: ParameterType;
  readonly presence: Presence;
  /** "Length : N", in characters; whether exactly or at most is a reading. */
  readonly length?: string;
  /** "Min : N": of a number its value, of a string its length in characters. */
  readonly min?: string;
  readonly max?: string;
  /** "Value : N", as printed. */
  readonly value?: string;
  /** The bounds of a number are a number of digits and no range of values (PROTOCOL: "fixed" and "range"). */
  readonly counts?: "digits";
  /** Type of the items of an array of scalars. */
  readonly items?: "string" | "number" | "boolean";
  /** The items of an array of scalars where the page bounds them: a row without a name of its own. */
  readonly itemRow?: Parameter;
  /** Form of the text, in the page's own letters, e.g. `yyyyMMdd`, `YYMMDD`, `yyMMddHHmiSS-xxxxxxx`, `digits`. */
  readonly format?: string;
  /** Values listed in the description, e.g. ACTIVE and SUSPENDED. */
  readonly values?: readonly string[];
  /** Formulas of the description, each `minuend - subtrahend` over sibling names; any of them may apply. */
  readonly formulas?: readonly string[];
  /** The description demands that the value is new with every request. */
  readonly unique?: boolean;
  /** The value names a thing of this kind; what the operation changes, it changes of the things that its request names. */
  readonly thing?: Thing;
  /** The value serves once: a target may refuse a second request that bears it. */
  readonly consumable?: boolean;
  /** Field of an answer: the name of the request's field whose value it gives back, in its own form. */
  readonly restates?: string;
  /** Values seen in use; never a constraint. */
  readonly examples?: readonly string[];
  /** In a person's words, or the page's own where they bear a fact; the name where there are none. */
  readonly meaning: string;
  readonly source: Source;
  /** Members of an object, or of the items of an array of objects. */
  readonly fields: readonly Parameter[];
  /** How the page prints the item of an array of objects (`cardPointInfo_item`). */
  readonly item?: string;
}

export interface CodeEntry {
  readonly code: string;
  readonly clause: ClauseId;
  readonly status: number;
  readonly message: string;
  readonly description: string;
}

/** One line of the page's test-data list, by its place in the list from 1. */
export interface TestDataEntry {
  readonly clause: ClauseId;
  readonly status: number;
  readonly title: string;
}

/** A condition that stands in the page's prose. */
export interface Condition {
  readonly clause: ClauseId;
  readonly text: string;
  /** Why no request of a client can show whether it holds; absent where one can. */
  readonly notObservable?: string;
}

/** A condition by which a thing is answered only to whoever knows all of these request fields of it; the first names it. */
export interface Identification {
  readonly clause: ClauseId;
  readonly fields: readonly string[];
}

export interface Operation {
  readonly id: string;
  readonly file: string;
  readonly title: string;
  readonly summary: string;
  readonly version: string;
  /** All versions that the page lists, the one shown first; the number in the path may be another. */
  readonly versions: readonly string[];
  readonly method: Method;
  /** With its leading slash; the base URL's prefix goes before it. */
  readonly path: string;
  readonly encrypted: { readonly request: boolean; readonly response: boolean };
  readonly effect: Effect;
  /** What an import took the effect for; undefined once a person has written it. */
  readonly proposedEffect?: Effect;
  /** The common headers with what this page prints differently. */
  readonly requestHeaders: readonly Parameter[];
  readonly responseHeaders: readonly Parameter[];
  /** Parameters of the path, written in it as `{name}`, and of the query. */
  readonly pathParameters: readonly Parameter[];
  readonly query: readonly Parameter[];
  readonly request: readonly Parameter[];
  readonly response: readonly Parameter[];
  /** Sections that the capture has lost: what they would say is open, and nothing is concluded from their absence. */
  readonly notCaptured: readonly ("request" | "response" | "codes" | "testData")[];
  /** In the order of the page; a code that the page lists twice stands here twice. */
  readonly codes: readonly CodeEntry[];
  /** The page shows a part of its codes and hides the rest. */
  readonly codesIncomplete: boolean;
  readonly testData: readonly TestDataEntry[];
  readonly conditions: readonly Condition[];
  /** The fields that have to agree for a thing to be answered; absent where no page names such fields. */
  readonly identification?: Identification;
}

/** Facts about the envelope; no page shows one, so they come from client code and are settings. */
export interface Envelope {
  readonly codePointer: string;
  readonly messagePointer: string;
  readonly successCode: string;
}

/** How a reading changes what a clause demands: a Length as an upper bound, a clause not applied at all, an array item
 * in either form, a number without a fractional part, a flag that says that the outcome is open. */
export type Treatment = "at-most" | "ignored" | "either" | "whole" | "pending";

/**
 * Values that an alternative of a reading accepts, though the reading that is taken does not: they are recorded and never
 * judged. A value is one of `values`, or a text of fewer characters than its Length (`shorter`), or a number beyond the
 * bound (`any`).
 */
export interface Allowance {
  /** Clauses that such a value breaks, by the reading that is taken; `*` stands for any part of an id. */
  readonly clauses: readonly ClauseId[];
  /** Of these the fields of this presence alone. */
  readonly presence?: Presence;
  /** Where the fields beside it have these values. */
  readonly beside?: Readonly<Record<string, Json>>;
  readonly values?: readonly Json[];
  /** What each of `values` stands for, where it is another value of the field in other clothes. */
  readonly means?: readonly Json[];
  readonly as?: "shorter" | "any";
  /** What a target that answers so is seen to do, after its name: "writes null for what it has not". */
  readonly says: string;
}

/** A contradiction of the documents, with the reading that the suite takes. */
export interface Reading {
  readonly id: string;
  readonly question: string;
  readonly evidence: readonly { readonly where: string; readonly says: string }[];
  readonly taken: string;
  readonly alternatives: readonly string[];
  readonly changes: string;
  readonly clauses: readonly ClauseId[];
  readonly treatments: readonly { readonly clause: ClauseId; readonly as: Treatment }[];
  readonly allows: readonly Allowance[];
  /** An import found it by holding the pages against each other (`readings-found.yaml`); nobody has settled it. */
  readonly found?: true;
  /** Wordings that count as the same message of a code; `{field}` stands for the name of the field. */
  readonly messages: readonly { readonly code: string; readonly accepted: readonly string[] }[];
}

export interface Contract {
  readonly operations: readonly Operation[];
  readonly envelope: Envelope;
  readonly readings: readonly Reading[];
  /** Every clause id there is, in the order of the files, with what it says in one line and where it stands. */
  readonly clauses: ReadonlyMap<ClauseId, ClauseText>;
  /** SHA-256 over the contract files, hex: two runs with the same digest were held against the same contract. */
  readonly digest: string;
}

export interface ClauseText {
  /** What the clause says, in one line: "Length : 27", "400 001_049 Unrecieved gift exits." */
  readonly says: string;
  readonly file: string;
  readonly line: number;
  /** Line of the captured page where it stands; undefined where no imported page has it. */
  readonly pageLine?: number;
  readonly source: Source;
  /** Why no request of a client can show whether it holds; absent where one can. */
  readonly notObservable?: string;
}
