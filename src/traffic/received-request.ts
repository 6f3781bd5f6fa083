import { headerValues } from "../checks/headers-of.ts";
import type { ReceivedRequest } from "../checks/request/model.ts";
import { inputsOf } from "../contract/inputs.ts";
import type { Operation } from "../contract/model.ts";
import type { JsonObject } from "../exact/json.ts";
import { numberText } from "../exact/number.ts";
import type { OpenedBody } from "../wire/open-body.ts";
import { addressInputs, takesAddress } from "./address-inputs.ts";
import { credentialRefusal } from "./credential-refusal.ts";
import { isHiddenAt, type TrafficExchange } from "./exchange.ts";
import type { UsableKeys } from "./key-proof.ts";
import type { TrafficMemory, TrafficSetting } from "./setting.ts";

const CORRELATION_ID = "X-KM-Correlation-Id";

/** A recorded request as the rules look at it. */
export function receivedRequest(
  exchange: TrafficExchange,
  operation: Operation,
  opened: OpenedBody | undefined,
  setting: TrafficSetting,
  { secretKey, why, isUnservedKey }: UsableKeys,
  { born }: TrafficMemory,
): ReceivedRequest {
  const { request, startedAt, url } = exchange;
  const { contract, validators, tokenMessage } = setting;
  const own = validators.get(operation.id);
  if (!own) throw new Error(`there are no schemas of ${operation.id}`);
  const { headers, hidden, body, isExact } = request;
  const isMisshapen = opened?.problems.some(({ kind }) => kind.startsWith("jwe-")) ?? false;
  const refusedAccessKey = isUnservedKey ? credentialRefusal(exchange, operation, setting) : undefined;
  const isUnopened = opened?.encrypted === true && opened.text === undefined && !isMisshapen;
  return {
    contract,
    operation,
    validators: own,
    method: exchange.method,
    headers,
    isHiddenHeader: (name) => hidden.headers.has(name.toLowerCase()),
    isHiddenField: (pointer) => isHiddenAt(hidden, pointer),
    text: isExact ? body?.toString("utf8") : undefined,
    opened: hidden.wholeBody ? undefined : opened,
    unopened: isUnopened ? why.request : undefined,
    ...(takesAddress(operation) && { address: addressInputs(operation, url) }),
    sentAt: startedAt,
    secretKey,
    unverified: why.token,
    ...(refusedAccessKey !== undefined && { refusedAccessKey }),
    tokenMessage,
    bornBefore: (name, value) => born.get(`${name}\n${value}`),
  };
}

/** Remembers what no other request may bear. */
export function bear(
  { request, name }: TrafficExchange,
  operation: Operation,
  inputs: JsonObject = {},
  { born }: TrafficMemory,
): void {
  const [id] = headerValues(request.headers, CORRELATION_ID);
  if (id !== undefined) note(CORRELATION_ID, id);
  for (const field of inputsOf(operation).filter(({ unique }) => unique === true)) {
    const value = Object.hasOwn(inputs, field.name) ? inputs[field.name] : undefined;
    const text = typeof value === "string" ? value : numberText(value);
    if (text !== undefined) note(field.clause, text);
  }

  function note(what: string, value: string): void {
    const key = `${what}\n${value}`;
    if (!born.has(key)) born.set(key, name);
  }
}
