import type { Case, Tampering, TokenFault, Writing } from "../cases/model.ts";
import type { Operation } from "../contract/model.ts";
import type { Settings, Target } from "../environment/model.ts";
import type { JsonObject } from "../exact/json.ts";
import { makeCorrelationId } from "../wire/correlation-id.ts";
import { encryptMessage } from "../wire/message-encryption.ts";
import { tokenTime, tranTime } from "../wire/time.ts";
import { makeTranToken } from "../wire/tran-token.ts";
import type { HeaderLine, WireRequest } from "../wire/transport.ts";
import { placeInputs } from "./address.ts";
import {
  foreignKey,
  signingFault,
  tamperHeaders,
  tamperToken,
  telltaleText,
  tokenTimeFault,
  withBadTag,
} from "./tamper.ts";
import { writtenHeaders, writtenJson } from "./writing.ts";

export interface SealedRequest extends WireRequest {
  /** As it travels; undefined where the case leaves it out. */
  readonly correlationId: string | undefined;
  /** The body's text before it was encrypted. */
  readonly clearText: string;
  /** The body travels as `{"encData": …}`. */
  readonly encrypted: boolean;
}

/**
 * Makes what travels: inputs in path, query and body, the body encrypted where the page marks it so, and the headers that sign exactly that text;
 * with the fault that a case wants in it, or in the other right writing that it wants, if it wants one.
 */
export async function sealRequest(
  operation: Operation,
  inputs: JsonObject,
  settings: Settings,
  target: Target,
  { tampering, writing = {} }: Pick<Case, "tampering" | "writing"> = {},
): Promise<SealedRequest> {
  const placed = placeInputs(operation, inputs);
  const hasNone = placed.body === undefined;
  const clearText = placed.body === undefined ? "" : writtenJson(placed.body, writing.json);
  const encrypted = !hasNone && isEncrypted(operation, tampering);
  const now = new Date(Date.now() + (tampering?.clockMs ?? 0));
  const timeZone = writing.timeZone ?? settings.timeZone;
  const token = (signed: string): string =>
    tokenFor(signed, now, { ...settings, timeZone }, target, tampering?.token);
  const sent = encrypted ? await encryptedText(clearText, target, tampering, writing) : clearText;
  // Without a body the token signs the empty text (reading token-without-body).
  const text = hasNone ? sent : telltaleText(tampering?.token, sent, token);
  const made: HeaderLine[] = [
    ["Accept", "application/json"],
    ["Content-Type", "application/json"],
    ["X-KM-User-AspId", target.credentials.aspId],
    ["X-KM-Correlation-Id", makeCorrelationId(now, timeZone)],
    ["X-KM-Access-Key", target.credentials.accessKey],
    ["X-KM-Tran-Token", tamperToken(token(text), tampering?.token)],
    ["X-KM-Tran-Time", tranTime(now, timeZone)],
    ["X-KM-Time-Zone", timeZone],
    ...cryptoKeyId(operation, encrypted || writing.keyId === "sent", target),
  ];
  const headers = tamperHeaders(made, tampering);
  const correlationId = headers.find(([name]) => name === "X-KM-Correlation-Id")?.[1];
  const written = writtenHeaders(headers, writing.headerNames);
  return {
    method: operation.method,
    path: placed.path,
    headers: written,
    body: text,
    correlationId,
    clearText,
    encrypted,
  };
}

/** "Required value when requesting data encryption": where neither side is encrypted it asks for nothing. */
function cryptoKeyId({ encrypted }: Operation, isWanted: boolean, { credentials }: Target): HeaderLine[] {
  const isNeeded = encrypted.request || encrypted.response || isWanted;
  return isNeeded ? [["X-KM-Crypto-Key-Id", credentials.cryptoKeyId]] : [];
}

function tokenFor(
  text: string,
  now: Date,
  { timeZone, tokenMessage }: Settings,
  { credentials }: Target,
  fault: TokenFault | undefined,
): string {
  const [key, signed] = signingFault(fault, credentials.secretKey, text);
  return makeTranToken(key, signed, tokenTimeFault(fault, tokenTime(now, timeZone)), tokenMessage);
}

function isEncrypted({ encrypted }: Operation, tampering: Tampering | undefined): boolean {
  if (tampering?.body === "in-the-clear") return false;
  return encrypted.request || tampering?.body === "encrypted";
}

async function encryptedText(
  clearText: string,
  { credentials }: Target,
  tampering: Tampering | undefined,
  { encryption, json }: Writing,
): Promise<string> {
  const key = tampering?.body === "for-another-key" ? foreignKey(credentials) : credentials.serverPublicKey;
  const jwe = encryptMessage(clearText, key, encryption);
  return writtenJson({ encData: tampering?.body === "bad-tag" ? withBadTag(jwe) : jwe }, json);
}
