import { headerValues } from "../checks/headers-of.ts";
import { isJsonObject } from "../exact/json.ts";
import { type EnvelopePointers, readEnvelope } from "../wire/envelope.ts";
import type { Attempt } from "./attempt.ts";

/** Statuses that a gateway gives when it does not get through to the server (RFC 9110 sections 15.6.3 to 15.6.5). */
const GATEWAY_STATUSES = new Set([502, 503, 504]);

/**
 * Whether an answer comes from the way to the API and not from the API. A proxy's page, a redirect to a log-in or an
 * empty 204 bears neither a correlation id nor JSON; a gateway that writes JSON bears neither a correlation id nor an
 * envelope. It says something of the way to the server and nothing of the server.
 */
export function isForeign(made: Pick<Attempt, "response" | "opened">, pointers: EnvelopePointers): boolean {
  const { response, opened } = made;
  if (!response) return false;
  if (headerValues(response.headers, "X-KM-Correlation-Id").length > 0) return false;
  const [type = ""] = headerValues(response.headers, "Content-Type");
  if (!isJsonObject(opened?.outer)) return GATEWAY_STATUSES.has(response.status) || !/json/i.test(type);
  return GATEWAY_STATUSES.has(response.status) && !hasEnvelope(opened, pointers);
}

function hasEnvelope({ json, outer }: NonNullable<Attempt["opened"]>, pointers: EnvelopePointers): boolean {
  return [json, outer].some((body) => readEnvelope(body, pointers).code !== undefined);
}
