import { validateHeaderValue } from "node:http";
import { stringifyJson } from "../src/exact/json.ts";
import { makeCorrelationId } from "../src/wire/correlation-id.ts";
import { encryptMessage } from "../src/wire/message-encryption.ts";
import type { HeaderLine } from "../src/wire/transport.ts";
import type { PlainAnswer, SealedAnswer } from "./alteration.ts";
import type { Identity } from "./identity.ts";

/**
 * Writes an answer down: the envelope at the root of the body beside the payload (reading response-envelope), the
 * body encrypted for the client where it is to be, the request's correlation id given back.
 */
export async function sealAnswer(
  answer: PlainAnswer,
  identity: Identity,
  correlationId: string | undefined,
): Promise<SealedAnswer> {
  const { status, encrypted } = answer;
  const text = answerText(answer);
  const sealed = encrypted ? encryptMessage(text, identity.client.publicKey) : undefined;
  const body = Buffer.from(sealed === undefined ? text : stringifyJson({ encData: sealed }), "utf8");
  const headers: HeaderLine[] = [
    ["Content-Type", "application/json"],
    ["Content-Length", String(body.length)],
    ["X-KM-Correlation-Id", answerableId(correlationId)],
  ];
  if (encrypted) headers.push(["X-KM-Crypto-Key-Id", identity.cryptoKeyId]);
  return { status, headers, body };
}

/** The body of an answer in the clear. */
export function answerText({ code, message, payload }: PlainAnswer): string {
  return stringifyJson({ response: { code, description: message }, ...payload });
}

/** The id that came, right or wrong; the page requires one in every response, so a missing one is made up. */
function answerableId(correlationId: string | undefined): string {
  if (!correlationId) return makeCorrelationId(new Date(), "UTC");
  try {
    validateHeaderValue("X-KM-Correlation-Id", correlationId);
    return correlationId;
  } catch {
    return makeCorrelationId(new Date(), "UTC");
  }
}
