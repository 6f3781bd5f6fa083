import { headerValues } from "../checks/headers-of.ts";
import { isJsonObject } from "../exact/json.ts";
import type { Attempt } from "./attempt-model.ts";

/**
 * Statuses that the way to the server gives and never the server: a proxy that wants to know who asks, and a gateway
 * that does not get through (RFC 9110 sections 15.5.8 and 15.6.3 to 15.6.5). Gateways write JSON and correlation ids
 * as well, so nothing else of the answer counts.
 */
const STATUSES_OF_THE_WAY = new Set([407, 502, 503, 504]);

export function isStatusOfTheWay(status: number): boolean {
  return STATUSES_OF_THE_WAY.has(status);
}

/**
 * Whether an answer comes from the way to the API and not from the API: by its status, or because it bears neither a
 * correlation id nor JSON, as a proxy's page, a redirect to a log-in or an empty 204. It says something of the way to
 * the server and nothing of the server.
 */
export function isForeign({ response, opened }: Pick<Attempt, "response" | "opened">): boolean {
  if (!response) return false;
  if (isStatusOfTheWay(response.status)) return true;
  if (headerValues(response.headers, "X-KM-Correlation-Id").length > 0) return false;
  const [type = ""] = headerValues(response.headers, "Content-Type");
  return !isJsonObject(opened?.outer) && !/json/i.test(type);
}
