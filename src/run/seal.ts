import type { Operation } from "../contract/model.ts";
import type { Settings } from "../environment/model.ts";
import { type JsonObject, stringifyJson } from "../exact/json.ts";
import { makeCorrelationId } from "../wire/correlation-id.ts";
import { encryptMessage } from "../wire/message-encryption.ts";
import { tokenTime, tranTime } from "../wire/time.ts";
import { makeTranToken } from "../wire/tran-token.ts";
import type { HeaderLine, WireRequest } from "../wire/transport.ts";
import type { Target } from "./context.ts";

export interface SealedRequest extends WireRequest {
  readonly correlationId: string;
  /** The body's text before it was encrypted. */
  readonly clearText: string;
}

/** Makes what travels: the body encrypted where the page marks it so, and the headers that sign exactly that text. */
export async function sealRequest(
  operation: Operation,
  body: JsonObject,
  settings: Settings,
  { credentials }: Target,
): Promise<SealedRequest> {
  const { timeZone, tokenMessage } = settings;
  const clearText = stringifyJson(body);
  const text = operation.encrypted.request
    ? stringifyJson({ encData: await encryptMessage(clearText, credentials.serverPublicKey) })
    : clearText;
  const now = new Date();
  const correlationId = makeCorrelationId(now, timeZone);
  const token = makeTranToken(credentials.secretKey, text, tokenTime(now, timeZone), tokenMessage);
  const headers: HeaderLine[] = [
    ["Accept", "application/json"],
    ["Content-Type", "application/json"],
    ["X-KM-User-AspId", credentials.aspId],
    ["X-KM-Correlation-Id", correlationId],
    ["X-KM-Access-Key", credentials.accessKey],
    ["X-KM-Tran-Token", token],
    ["X-KM-Tran-Time", tranTime(now, timeZone)],
    ["X-KM-Time-Zone", timeZone],
  ];
  // "Required value when requesting data encryption": where neither side is encrypted it asks for nothing.
  if (operation.encrypted.request || operation.encrypted.response) {
    headers.push(["X-KM-Crypto-Key-Id", credentials.cryptoKeyId]);
  }
  return { path: operation.path, headers, body: text, correlationId, clearText };
}
