import type { Family } from "../../contract/expectation.ts";
import type { Operation, Parameter } from "../../contract/model.ts";
import type { HeaderChange, Tampering } from "../model.ts";

/** One way to make a request's headers, token or encryption wrong. */
export interface HeaderFault {
  /** Part of the case id: `X-KM-Tran-Token.other-key`. */
  readonly name: string;
  readonly words: string;
  readonly tampering: Tampering;
  /** The clauses that it breaks. */
  readonly clauses: readonly string[];
  /** Refused: it must not succeed. Observed: the documents leave it open. */
  readonly expected: "refused" | "observed";
  /** Carrying the request out lets somebody do what they must not. */
  readonly family?: Family;
}

/** Every fault that the contract's header table and encryption marks of an operation give reason to try. */
export function headerFaults(operation: Operation): HeaderFault[] {
  return [
    ...operation.requestHeaders.flatMap((header) => faultsOf(header, operation)),
    ...encryptionFaults(operation),
  ];
}

function faultsOf(header: Parameter, operation: Operation): HeaderFault[] {
  const sent = header.presence !== "optional" || operation.encrypted.request || operation.encrypted.response;
  if (!sent) return [];
  // Accept and Content-Type are of the guideline, which says what to send and not what is refused.
  const strict =
    header.name.startsWith("X-") && (header.presence !== "optional" || operation.encrypted.request);
  const expected = strict ? "refused" : "observed";
  const change = (name: string, words: string, how: HeaderChange, fact: string): HeaderFault => ({
    name: `${header.name}.${name}`,
    words: `${header.name} ${words}`,
    tampering: { headers: { [header.name]: how } },
    clauses: [`${header.clause}.${fact}`],
    expected,
    ...(isCredential(header.name, name) && { family: "security" }),
  });
  return [
    change("missing", "left out", { change: "remove" }, "presence"),
    change("empty", "empty", { change: "empty" }, "presence"),
    ...(header.length === undefined
      ? []
      : [
          // A token that lacks only its padding has the printed length of 66: that is a question, and not a fault.
          change("too-short", "too short", { change: "cut", by: 2 }, "length"),
          change("too-long", "too long", { change: "extend", by: 1 }, "length"),
        ]),
    ...(SPECIAL[header.name] ?? []).map(([name, words, value]) =>
      change(name, words, { change: "replace", value }, header.format === undefined ? "type" : "format"),
    ),
    ...(header.name === "X-KM-Tran-Token" ? tokenFaults(header) : []),
  ];
}

/** Headers that say who asks, and prove it. A key id that is left out or misspelt lets nobody in. */
function isCredential(header: string, fault: string): boolean {
  if (header === "X-KM-Crypto-Key-Id") return fault === "foreign";
  return ["X-KM-User-AspId", "X-KM-Access-Key", "X-KM-Tran-Token"].includes(header);
}

/** Values of the right length that are wrong in their form or belong to nobody. */
const SPECIAL: Readonly<Record<string, readonly (readonly [name: string, words: string, value: string])[]>> =
  {
    "X-KM-User-AspId": [["foreign", "of nobody", "999999999999999"]],
    "X-KM-Access-Key": [["foreign", "of nobody", "f".repeat(40)]],
    "X-KM-Crypto-Key-Id": [["foreign", "of nobody", "f".repeat(32)]],
    "X-KM-Correlation-Id": [
      ["no-hyphen", "without its hyphen", "2611201550010a1b2c3d"],
      ["impossible-month", "of a month that does not exist", "261320155001-0a1b2c3"],
      ["impossible-hour", "of an hour that does not exist", "261120245001-0a1b2c3"],
      ["not-hex", "whose last part is not hexadecimal", "261120155001-0a1b2cg"],
    ],
    "X-KM-Tran-Time": [
      ["far-past", "of the year 2000", "20000101000000"],
      ["impossible", "of a date that does not exist", "20261340256199"],
      ["not-digits", "of letters", "YYYYMMDDHHMMSS"],
    ],
    "X-KM-Time-Zone": [["unknown", "that does not exist", "XXX"]],
  };

/** Tokens that the holder of the secret key has not made for this request. */
const FORGED: ReadonlySet<string> = new Set(["other-body", "other-key", "truncated"]);

function tokenFaults({ name, clause }: Parameter): HeaderFault[] {
  const fault = (token: NonNullable<Tampering["token"]>, words: string): HeaderFault => ({
    name: `${name}.${token}`,
    words: `${name} ${words}`,
    tampering: { token },
    clauses: [`${clause}.format`],
    expected: "refused",
    ...(FORGED.has(token) && { family: "security" }),
  });
  return [
    fault("wrong-prefix", "with another version in front"),
    fault("impossible-time", "with a time that does not exist"),
    fault("past-time", "with a time of the year 2000"),
    fault("other-body", "that signs another body"),
    fault("other-key", "signed with another key"),
    fault("truncated", "with half of its signature"),
    fault("base64url", "in base64url"),
  ];
}

function encryptionFaults({ id, encrypted }: Operation): HeaderFault[] {
  const fault = (body: NonNullable<Tampering["body"]>, words: string): HeaderFault => ({
    ...(encrypted.request && { family: "security" }),
    name: `encryption.${body}`,
    words,
    tampering: { body },
    clauses: [`${id}#encrypted.request`],
    expected: "refused",
  });
  if (!encrypted.request)
    return [fault("encrypted", "A body encrypted where the page asks for it in the clear")];
  return [
    fault("in-the-clear", "A body in the clear where the page asks for encryption"),
    fault("for-another-key", "A body encrypted for another key"),
    fault("bad-tag", "A body whose authentication tag is wrong"),
  ];
}
