import { treatmentOf } from "../../contract/find.ts";
import { headerValues } from "../headers-of.ts";
import { couldNotRun, type NotRun } from "../model.ts";
import type { ReceivedRequest, RequestFinding, RequestRule } from "./model.ts";

const KEY_ID = "X-KM-Crypto-Key-Id";

/** A request travels encrypted where its page marks the request parameters so, and names the key then. */
export const requestEncryption: RequestRule = {
  id: "request-encryption",
  title: "The body is encrypted where the page says so, with a documented algorithm, for the server's key.",
  next: "Compare the body with the Encrypted mark of the page's request parameters, and look which public key the client encrypts with.",
  check: (request) => {
    const { opened } = request;
    if (!opened) return couldNotRun("the recorder has not the body");
    const findings = [...unmarked(request), ...malformed(request), ...withoutKeyId(request)];
    return findings.length === 0 ? notOpened(request) : findings;
  },
};

/** That it is for the server's key shows only when it is opened. */
function notOpened({ unopened }: ReceivedRequest): NotRun | readonly RequestFinding[] {
  return unopened === undefined ? [] : couldNotRun(unopened);
}

function unmarked({ operation, opened, text }: ReceivedRequest): RequestFinding[] {
  if (!opened || opened.encrypted === operation.encrypted.request) return [];
  // A request without a body has nothing to encrypt; of one with masked fields it can be told that it is in the clear.
  if (!opened.encrypted && (text ?? opened.text) === "") return [];
  const clause = `${operation.id}#encrypted.request`;
  if (opened.encrypted)
    return [
      {
        clause,
        where: "body",
        documented: "a body in the clear",
        actual: "an encrypted body",
        level: "inferred",
        refusal: { level: "inferred" },
      },
    ];
  return [
    {
      clause,
      where: "body",
      documented: 'an encrypted body, {"encData": "<compact JWE>"}',
      actual: "a body in the clear",
      level: "documented",
      family: "security",
      refusal: { level: "inferred", family: "security" },
    },
  ];
}

function malformed({ operation, opened }: ReceivedRequest): RequestFinding[] {
  return (opened?.problems ?? [])
    .filter(({ kind }) => kind.startsWith("jwe-"))
    .map(({ pointer, message }) => ({
      clause: `${operation.id}#encrypted.request`,
      where: pointer,
      documented: "a compact JWE for the server's key, RSA-OAEP with A128GCM or A256GCM",
      actual: message,
      level: "documented",
      refusal: {
        level: "inferred",
        ...(operation.encrypted.request && { family: "security" as const }),
      },
    }));
}

/** "Required value when requesting data encryption" (reading crypto-key-id-of-request). */
function withoutKeyId({ operation, opened, headers, contract }: ReceivedRequest): RequestFinding[] {
  const header = operation.requestHeaders.find(({ name }) => name === KEY_ID);
  if (!header || !opened?.encrypted || headerValues(headers, KEY_ID).length > 0) return [];
  const clause = `${header.clause}.presence`;
  const isIgnored = treatmentOf(contract, clause)?.as === "ignored";
  return [
    {
      clause,
      where: `header ${KEY_ID}`,
      documented: "to be present (required when the request is encrypted)",
      actual: "absent",
      level: "documented",
      ...(!isIgnored && operation.encrypted.request && { refusal: { level: "documented" as const } }),
    },
  ];
}
