import type { CoveragePoint } from "../contract/coverage-point.ts";
import type { Operation } from "../contract/model.ts";
import type { JsonObject } from "../exact/json.ts";
import type { CaseResult, Violation } from "../results/case-result.ts";
import { outcomeOfViolations } from "../results/outcome.ts";
import { openBody } from "../wire/open-body.ts";
import { sentInputs } from "./address-inputs.ts";
import type { TrafficExchange } from "./exchange.ts";
import { type JudgedServer, judgeAnswer, silent } from "./judge-answer.ts";
import { judgeRequest } from "./judge-request.ts";
import type { UsableKeys } from "./key-proof.ts";
import type { Matched } from "./matching.ts";
import { bear, receivedRequest } from "./received-request.ts";
import { recordedExchange } from "./record.ts";
import { requestPointsReached } from "./request-points.ts";
import type { TrafficMemory, TrafficSetting } from "./setting.ts";

/** Holds the two sides of a recorded exchange against the contract, each by itself and both against each other. */
export async function judgeExchange(
  exchange: TrafficExchange,
  { operation, base }: Matched,
  moment: number,
  keys: UsableKeys,
  setting: TrafficSetting,
  memory: TrafficMemory,
): Promise<CaseResult> {
  const { strict } = setting;
  const { request, response } = exchange;
  const asked = request.body && openBody(request.body, keys.serverPrivateKey);
  const answered = response?.body && openBody(response.body, keys.clientPrivateKey);
  const recorded = recordedExchange(
    exchange,
    { operation, base },
    { request: asked, response: answered },
    setting.masking,
  );
  const { masking, exchanges } = recorded;
  const client = judgeRequest(receivedRequest(exchange, operation, asked, setting, keys, memory), masking);
  const inputs = sentInputs(operation, exchange.url, asked);
  const unopened = keys.why.answer;
  const context = { exchange, operation, moment, setting, memory, client, inputs, masking, unopened };
  const isOfPage = exchange.method === operation.method;
  const server = !isOfPage
    ? silent("not-exercised", "the page has another method", undefined)
    : response
      ? judgeAnswer(response, answered, context)
      : unanswered(exchange, masking);
  bear(exchange, operation, inputs, memory);
  const { outcome, reason, fault, ...seen } = server;
  const violations = [...client.violations, ...server.violations.map(ofServer)];
  const told = outcomeOfViolations(violations, strict);
  // What is wrong stands whatever else could not be looked at.
  const isTold = told !== "passed";
  return {
    id: `${operation.id}/${exchange.id}`,
    operation: operation.id,
    title: `${operation.title}: ${exchange.name}`,
    level: "documented",
    kind: "traffic",
    destructive: false,
    effect: operation.effect,
    source: exchange.source,
    expected: { status: null, code: null, message: null },
    startedAt: exchange.startedAt.toISOString(),
    durationMs: exchange.durationMs,
    attempts: 1,
    exchanges,
    ...seen,
    points: [...(seen.points ?? []), ...(isOfPage ? reachedBy(request, inputs, operation, setting) : [])],
    outcome: isTold ? told : outcome,
    ...(reason !== undefined && { reason }),
    ...(fault !== undefined && !isTold && { fault }),
    violations,
    rules: [...client.rules, ...server.rules],
  };
}

function unanswered({ fault }: TrafficExchange, masking: TrafficSetting["masking"]): JudgedServer {
  const faultClass = fault?.faultClass ?? "network";
  return silent(
    "errored",
    `${faultClass}: ${masking.bodyText(fault?.message ?? "there is no answer")}`,
    faultClass,
  );
}

function ofServer(violation: Violation): Violation {
  return { ...violation, side: "server" };
}

/** Only what was there to be read puts a table to the test. */
function reachedBy(
  { headers, hidden }: TrafficExchange["request"],
  inputs: JsonObject | undefined,
  operation: Operation,
  { contract }: TrafficSetting,
): CoveragePoint[] {
  const sent = hidden.wholeBody || hidden.fields.length > 0 ? undefined : inputs;
  const told = headers.filter(([name]) => !hidden.headers.has(name.toLowerCase()));
  const all = requestPointsReached(sent, told, operation, contract);
  return all.filter((point) => ![...hidden.headers].some((name) => point.toLowerCase().includes(name)));
}
