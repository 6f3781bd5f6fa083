import type { Operation } from "../contract/model.ts";
import type { TrafficExchange } from "./exchange.ts";
import { howUnderstood } from "./how-understood.ts";
import type { JudgedClient } from "./judge-request.ts";
import type { TrafficSetting } from "./setting.ts";

/** The statuses by which HTTP refuses whoever asks (RFC 9110 sections 15.5.2 and 15.5.4). */
const OF_CREDENTIALS = [401, 403];

/** The status by which a server refused whoever asked, before it looked at what is asked; undefined where it did not. */
export function credentialRefusal(
  exchange: TrafficExchange,
  operation: Operation,
  setting: TrafficSetting,
): number | undefined {
  const status = exchange.response?.status ?? 0;
  const isRefused =
    OF_CREDENTIALS.includes(status) && howUnderstood(exchange, operation, setting) === "unclear";
  return isRefused ? status : undefined;
}

/** Why a refusal proves nothing of either side: what it may be about could not be looked at. Undefined where it does. */
export function whyUnproven(
  exchange: TrafficExchange,
  operation: Operation,
  setting: TrafficSetting,
  { isRight, violations, rules }: Pick<JudgedClient, "isRight" | "violations" | "rules">,
): string | undefined {
  const status = credentialRefusal(exchange, operation, setting);
  if (status === undefined || isRight || violations.some(({ level }) => level !== "observed"))
    return undefined;
  const unseen = rules.filter(({ state }) => state === "could-not-run").map(({ reason }) => reason ?? "");
  return `not verified: the server refuses whoever asks (status ${status}), and whether rightly could not be seen: ${[...new Set(unseen)].join("; ")}`;
}
