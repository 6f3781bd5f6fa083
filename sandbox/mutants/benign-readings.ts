import { findOperation } from "../../src/contract/find.ts";
import type { Contract } from "../../src/contract/model.ts";
import type { Json } from "../../src/exact/json.ts";
import type { Alteration } from "../alteration.ts";
import { type Wording, wordingOf } from "../wording.ts";
import { changeAnswer, ofOperation } from "./hooks.ts";
import type { BenignVariant } from "./model.ts";

type Row = readonly [
  name: string,
  says: string,
  operation: string,
  field: string,
  refuses: (value: Json | undefined) => boolean,
  refusal: keyof Pick<Wording, "invalid" | "missing" | "length">,
];

const longer =
  (most: number, size: (text: string) => number) =>
  (value: Json | undefined): boolean =>
    typeof value === "string" && size(value) > most;
const noneOf =
  (words: readonly string[]) =>
  (value: Json | undefined): boolean =>
    typeof value === "string" && !words.includes(value);

/** Servers that take the other reading where the documents leave two. */
const ROWS: readonly Row[] = [
  [
    "user-name-in-bytes",
    "counts userName in bytes",
    "user-register",
    "userName",
    longer(100, Buffer.byteLength),
    "length",
  ],
  [
    "user-name-in-utf-16",
    "counts userName in UTF-16 units",
    "user-register",
    "userName",
    longer(100, (text) => text.length),
    "length",
  ],
  [
    "login-id-in-bytes",
    "counts loginId in bytes",
    "user-register",
    "loginId",
    longer(80, Buffer.byteLength),
    "length",
  ],
  [
    "nr-number-in-bytes",
    "counts nrNumber in bytes",
    "charge-cancellation",
    "nrNumber",
    longer(50, Buffer.byteLength),
    "length",
  ],
  [
    "known-nationalities",
    "knows a list of nationalities",
    "user-register",
    "nationality",
    noneOf(["Korean", "Foreigner"]),
    "invalid",
  ],
  [
    "known-genders",
    "knows a list of genders",
    "user-register",
    "gender",
    noneOf(["Male", "Female"]),
    "invalid",
  ],
  [
    "sequence-id-of-30",
    "takes a sequenceId of exactly 30 characters alone",
    "charge-cancellation",
    "sequenceId",
    (value) => typeof value === "string" && value.length > 0 && value.length < 30,
    "length",
  ],
  [
    "empty-as-missing",
    "calls an empty birthDate missing",
    "user-register",
    "birthDate",
    (value) => value === "",
    "missing",
  ],
  [
    "null-as-invalid",
    "calls a userId of null invalid",
    "member-authentication-info",
    "userId",
    (value) => value === null,
    "invalid",
  ],
];

export function benignReadings(contract: Contract): BenignVariant[] {
  return ROWS.map(([name, says, operation, field, refuses, refusal]) => ({
    id: `benign/reading/${name}`,
    description: `The server ${says}.`,
    operations: [operation],
    everyCase: true,
    alter: () => refusing(contract, operation, field, refuses, refusal),
  }));
}

function refusing(contract: Contract, id: string, field: string, refuses: Row[4], kind: Row[5]): Alteration {
  const operation = findOperation(contract, id);
  if (!operation) return {};
  const wording = wordingOf(operation);
  const { status, code, message } =
    kind === "length" ? wording.length(field, "1", "30") : wording[kind](field);
  const concerned = ofOperation(
    id,
    (_answer, { request }) => request !== undefined && refuses(request[field]),
  );
  return changeAnswer(concerned, () => ({ status, code, message, payload: {}, encrypted: false }));
}
