import type { Family, Level } from "../../contract/expectation.ts";
import { isCredential, levelOfHeaderRefusal } from "../../contract/header-refusal.ts";
import { hasBody } from "../../contract/inputs.ts";
import type { Operation, Parameter } from "../../contract/model.ts";
import type { HeaderChange, Tampering } from "../model.ts";
import type { TreatmentOf } from "./derived-case.ts";

/** One way to make a request's headers, token or encryption wrong. */
export interface HeaderFault {
  /** Part of the case id: `X-KM-Tran-Token.other-key`. */
  readonly name: string;
  readonly words: string;
  readonly tampering: Tampering;
  /** The clauses that it breaks. */
  readonly clauses: readonly string[];
  /** How certain it is that the request is not carried out; observed: the documents leave it open. */
  readonly level: Level;
  /** Carrying the request out lets somebody do what they must not. */
  readonly family?: Family;
}

/** Every fault that the contract's header table and encryption marks of an operation give reason to try. */
export function headerFaults(operation: Operation, treatmentOf: TreatmentOf): HeaderFault[] {
  const ofHeaders = operation.requestHeaders.flatMap((header) => faultsOf(header, operation, treatmentOf));
  if (hasBody(operation)) return [...ofHeaders, ...encryptionFaults(operation)];
  // The signature of the empty text is always the same, and may read the same in base64 and in base64url.
  return ofHeaders.filter(({ tampering }) => tampering.token !== "base64url");
}

function faultsOf(header: Parameter, operation: Operation, treatmentOf: TreatmentOf): HeaderFault[] {
  const sent = header.presence !== "optional" || operation.encrypted.request || operation.encrypted.response;
  if (!sent) return [];
  const change = (
    name: string,
    words: string,
    how: HeaderChange,
    fact: string,
    level: Level = levelOfHeaderRefusal(
      fact,
      header,
      operation,
      (clause) => treatmentOf(clause) === "ignored",
    ),
  ): HeaderFault => ({
    name: `${header.name}.${name}`,
    words: `${header.name} ${words}`,
    tampering: { headers: { [header.name]: how } },
    clauses: [`${header.clause}.${fact}`],
    level,
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
    ...(SPECIAL[header.name] ?? []).map(([name, words, value, level]) =>
      change(
        name,
        words,
        { change: "replace", value },
        header.format === undefined ? "type" : "format",
        level,
      ),
    ),
    ...(header.name === "X-KM-Tran-Token" ? tokenFaults(header) : []),
  ];
}

/**
 * Values of the right length that are wrong in their form or belong to nobody. No page says that a server reads the
 * times or the zone: of those that are far past or do not exist it is recorded what comes.
 */
const SPECIAL: Readonly<
  Record<string, readonly (readonly [name: string, words: string, value: string, level?: Level])[]>
> = {
  "X-KM-User-AspId": [["foreign", "of nobody", "999999999999999"]],
  "X-KM-Access-Key": [["foreign", "of nobody", "f".repeat(40)]],
  "X-KM-Crypto-Key-Id": [["foreign", "of nobody", "f".repeat(32)]],
  "X-KM-Correlation-Id": [
    ["no-hyphen", "without its hyphen", "2611201550010a1b2c3d"],
    ["impossible-month", "of a month that does not exist", "261320155001-0a1b2c3", "observed"],
    ["impossible-hour", "of an hour that does not exist", "261120245001-0a1b2c3", "observed"],
    ["not-hex", "whose last part is not hexadecimal", "261120155001-0a1b2cg"],
  ],
  "X-KM-Tran-Time": [
    ["far-past", "of the year 2000", "20000101000000", "observed"],
    ["impossible", "of a date that does not exist", "20261340256199", "observed"],
    ["not-digits", "of letters", "YYYYMMDDHHMMSS"],
  ],
  "X-KM-Time-Zone": [["unknown", "that does not exist", "XXX", "observed"]],
};

/** Tokens that the holder of the secret key has not made for this request. */
const FORGED: ReadonlySet<string> = new Set(["other-body", "other-key", "truncated"]);

function tokenFaults({ name, clause }: Parameter): HeaderFault[] {
  const fault = (
    token: NonNullable<Tampering["token"]>,
    words: string,
    level: Level = "inferred",
  ): HeaderFault => ({
    name: `${name}.${token}`,
    words: `${name} ${words}`,
    tampering: { token },
    clauses: [`${clause}.format`],
    level,
    ...(FORGED.has(token) && { family: "security" }),
  });
  return [
    fault("wrong-prefix", "with another version in front"),
    fault("impossible-time", "with a time that does not exist", "observed"),
    fault("past-time", "with a time of the year 2000", "observed"),
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
    level: "inferred",
  });
  if (!encrypted.request)
    return [fault("encrypted", "A body encrypted where the page asks for it in the clear")];
  return [
    fault("in-the-clear", "A body in the clear where the page asks for encryption"),
    fault("for-another-key", "A body encrypted for another key"),
    fault("bad-tag", "A body whose authentication tag is wrong"),
  ];
}
