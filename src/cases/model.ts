import type { CoveragePoint } from "../contract/coverage-point.ts";
import type { Expectation, Family, Kind, Level } from "../contract/expectation.ts";
import type { ClauseId, Effect } from "../contract/model.ts";
import type { TimeZone } from "../environment/model.ts";
import type { Json } from "../exact/json.ts";

/** What is special in a request. `set` also says null and exact numbers; `omit` takes a field away: three things. */
export interface RequestDifference {
  /** Values by JSON Pointer into the body in the clear. */
  readonly set: ReadonlyMap<string, Json>;
  /** JSON Pointers of the fields left out. */
  readonly omit: readonly string[];
  /** Clauses that the request breaks on purpose; it must break exactly these. */
  readonly breaks: readonly ClauseId[];
  /** The field that a derived request may break in any of its facts. */
  readonly within?: ClauseId;
  /** Objects and arrays that the request has although they are optional: something inside them is special. */
  readonly ensure?: readonly string[];
  /** Values that are others than the right ones, and of the same form. */
  readonly other?: readonly OtherThan[];
  /** Names the made-up values that a request has to itself, where its case sends several. */
  readonly values?: string;
  /** Values that are new with every request, by JSON Pointer, with their lengths. */
  readonly fresh?: ReadonlyMap<string, number>;
}

/** A value in place of the right one, by JSON Pointer, and the end of it that is another. */
export interface OtherThan {
  readonly pointer: string;
  readonly at: "end" | "start";
}

/** One scenario: what is sent and what the documents say comes back. */
export interface Case {
  /** `operation/name`: the public name in reports, test data and on the command line. */
  readonly id: string;
  readonly operation: string;
  readonly name: string;
  readonly title: string;
  readonly kind: Kind;
  readonly level: Level;
  /** What it means across the levels when the answer is not what the case demands. */
  readonly family?: Family;
  /** Meant to be carried out although its operation changes money or a membership. Permission goes by `effect`. */
  readonly destructive: boolean;
  /** What carrying it out can change: the strongest effect of all operations that its requests go to. */
  readonly effect: Effect;
  /**
   * The pages say of each of its requests to a changing operation that it is refused: it breaks what they state, or
   * names a thing that the target's owner keeps in a state for which they document the refusal.
   */
  readonly refusal: boolean;
  /** Request fields that only the target's owner can give: their names. */
  readonly data: readonly string[];
  /**
   * At least one of these fields is given for this very case and not by `*`: the operation changes something, and data
   * for all cases would send somebody's account into a case that only a prepared one survives.
   */
  readonly ownData?: boolean;
  /** The case whose test data it uses, by its name; its own where absent. */
  readonly dataOf?: string;
  /** What it sends could hit somebody's account, so off the embedded sandbox its own test data has to be given. */
  readonly couldBeSomebodys?: boolean;
  readonly clauses: readonly ClauseId[];
  readonly request: RequestDifference;
  /** What is done to the request after it was sealed, or to the way of sealing it; absent: nothing. */
  readonly tampering?: Tampering;
  /** Another writing of the request that is right as well; absent: the plain one. */
  readonly writing?: Writing;
  readonly expected: Expectation;
  /** What of the contract the case puts to the test, as `clause aspect`: `….loginId.max over`. */
  readonly points?: readonly CoveragePoint[];
  /** The reading that the case probes, with what is seen when the request is accepted and when it is refused. */
  readonly probe?: Probe;
  /** The requests of a journey, in their order; absent in a case of one request. */
  readonly steps?: readonly JourneyStep[];
  /** The seeded body that a variety case sends has its optional fields by chance. */
  readonly optionalFields?: boolean;
  /** What shows that its refusal is one for what it broke; absent where no refusal is expected. */
  readonly control?: CaseControl;
  /** Where the row stands, for links and messages. */
  readonly source: { readonly file: string; readonly line: number };
}

/** What the refusal that a case expects rests on. */
export interface CaseControl {
  /** Id of the documented case whose right request it is; or of the operation, where any right request of it will do. */
  readonly of: string;
  /** The right request, to be sent beside the refusals. */
  readonly row?: Case;
  /** Fields and headers that only a refusal for the broken thing itself names. */
  readonly names: readonly string[];
}

/** A question that the documents leave open, put to the server. */
export interface Probe {
  readonly reading: string;
  /** Codes that only come when the request got past what is probed. */
  readonly acceptedCodes: readonly string[];
  readonly accepted: string;
  readonly refused: string;
}

/** How a right request is written where the documents allow more than one form. */
export interface Writing {
  /** Zone of the times in headers and token, instead of that of the settings. */
  readonly timeZone?: TimeZone;
  /** The strength that the body is encrypted with. */
  readonly encryption?: "A128GCM" | "A256GCM";
  readonly headerNames?: "lower-case" | "upper-case";
  readonly json?: "spaced" | "escaped" | "reversed";
  /** X-KM-Crypto-Key-Id is sent although nothing is encrypted. */
  readonly keyId?: "sent";
}

/** A deliberate fault in headers, token or encryption. */
export interface Tampering {
  /** What is done to a header of the sealed request, by the header's name. */
  readonly headers?: Readonly<Record<string, HeaderChange>>;
  /** How the body travels instead of as its page says. */
  readonly body?: "in-the-clear" | "encrypted" | "for-another-key" | "bad-tag";
  /** How the token is made wrong. */
  readonly token?: TokenFault;
  /** How far from this computer's clock the times of the request are, in milliseconds. */
  readonly clockMs?: number;
}

export type HeaderChange =
  | { readonly change: "remove" | "empty" | "upper-case" }
  | { readonly change: "cut" | "extend"; readonly by: number }
  | { readonly change: "replace"; readonly value: string };

export type TokenFault =
  | "other-body"
  | "other-key"
  | "impossible-time"
  | "past-time"
  | "wrong-prefix"
  | "truncated"
  | "base64url"
  | "unpadded";

/** Where a carried value comes from: a step's request or answer in the clear, and the place in it. */
export interface Carried {
  readonly step: string;
  readonly side: "request" | "response";
  readonly pointer: string;
  /** As many characters of a text from its beginning; absent: all. */
  readonly first?: number;
}

/** One request of a journey, as a case of its own that lacks the values carried into it. */
export interface JourneyStep {
  readonly name: string;
  readonly row: Case;
  /** By JSON Pointer into the request. */
  readonly carry: ReadonlyMap<string, Carried>;
  /** How many times the request is sent at once; more than once it may succeed at most once. */
  readonly together: number;
  /** Runs whatever happened before, if the values that it needs are there: it leaves the target as it was. */
  readonly cleanup: boolean;
}
