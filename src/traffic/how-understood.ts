import type { Operation } from "../contract/model.ts";
import { type Understanding, understandingOf } from "../results/understanding.ts";
import { readJsonBytes } from "../wire/body-text.ts";
import { readEnvelope } from "../wire/envelope.ts";
import type { TrafficExchange } from "./exchange.ts";
import type { TrafficSetting } from "./setting.ts";

/** How far a recorded request came with its server, by an answer that nobody has opened yet. */
export function howUnderstood(
  { response }: Pick<TrafficExchange, "response">,
  operation: Operation,
  { contract, pointers }: Pick<TrafficSetting, "contract" | "pointers">,
): Understanding {
  if (!response) return "unclear";
  const { json } = response.body ? readJsonBytes(response.body) : { json: undefined };
  const { code, message } = readEnvelope(json, pointers);
  const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
  const { status } = response;
  return understandingOf({ status, code: text(code), message: text(message) }, operation, contract);
}
