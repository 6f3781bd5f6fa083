import { isExactNumber, isJsonObject, type Json, valueAt } from "../exact/json.ts";
import { compareNumbers, numberText } from "../exact/number.ts";
import { difference } from "./formula.ts";
import { headerValues } from "./headers-of.ts";
import type { JudgedExchange } from "./model.ts";

/** What a server was seen to do where the documents contradict themselves or are silent. */
export interface ReadingObservation {
  readonly id: string;
  readonly observed: string;
}

type Observer = (exchange: JudgedExchange, caseName: string) => string | undefined;

const OBSERVERS: Readonly<Record<string, Observer>> = {
  "tran-token-length": accepted("a token of 67 characters is accepted"),
  "tran-time-length": (exchange, name) =>
    exchange.operation.requestHeaders.some(
      ({ name: header, length }) => header === "X-KM-Tran-Time" && length === "16",
    )
      ? accepted("14 digits are accepted where the page says 16")(exchange, name)
      : undefined,
  "success-full-stop": ofCode("000_000"),
  "invalid-input-wording": ofCode("000_002", (text) => text.split(".")[0] ?? text),
  "length-message-wording": ofCode("000_015"),
  "undocumented-error-codes": (exchange, name) =>
    exchange.operation.codes.length === 1 ? uncoded(exchange, name) : undefined,
  "code-001-050": (exchange, name) =>
    exchange.operation.codes.length > 1 ? uncoded(exchange, name) : undefined,
  "error-response-encryption": ({ operation, response, opened }) => {
    if (!operation.encrypted.response || response.status < 400) return undefined;
    return opened.encrypted ? "an error body is encrypted" : "an error body is in the clear";
  },
  "point-item-wrapper": ({ opened }) => {
    const points = valueAt(opened.json, "/cardDataInfo/cardPointInfo");
    if (!Array.isArray(points) || points.length === 0) return undefined;
    const wrapped = points.some((item) => isJsonObject(item) && Object.hasOwn(item, "cardPointInfo_item"));
    return wrapped ? "an item stands inside cardPointInfo_item" : "an item is the object itself";
  },
  "card-status-length": ({ opened }) =>
    ["physicalCardStatus", "mobileCardStatus"].some(
      (field) => valueAt(opened.json, `/cardDataInfo/${field}`) === "SUSPENDED",
    )
      ? "SUSPENDED, 9 letters, is answered"
      : undefined,
  "rechargeable-amount-maximum": ({ opened }) => maximumInUse(valueAt(opened.json, "/cardDataInfo")),
  "crypto-key-id-of-response": ({ operation, response, opened }) => {
    if (!operation.encrypted.response || !opened.encrypted) return undefined;
    const there = headerValues(response.headers, "X-KM-Crypto-Key-Id").length > 0;
    return `an encrypted answer ${there ? "carries" : "does not carry"} X-KM-Crypto-Key-Id`;
  },
  "charge-cancellation-request-in-the-clear": (exchange, name) =>
    exchange.operation.id === "charge-cancellation"
      ? accepted("a request in the clear is accepted")(exchange, name)
      : undefined,
  "number-notation": ({ opened }) =>
    hasOddNumber(opened.json) ? "a number with a fraction or an exponent came" : undefined,
};

/** Every reading under which something was seen in an exchange. */
export function observeReadings(exchange: JudgedExchange, caseName: string): ReadingObservation[] {
  return Object.entries(OBSERVERS).flatMap(([id, observe]) => {
    const observed = observe(exchange, caseName);
    return observed === undefined ? [] : [{ id, observed }];
  });
}

/** Ids of the readings that a run can observe; a test holds them against the contract's. */
export const OBSERVABLE_READINGS = Object.keys(OBSERVERS);

function accepted(words: string): Observer {
  return ({ response, envelope, contract }) =>
    response.status === 200 && envelope.code === contract.envelope.successCode ? words : undefined;
}

/** A longer text is told by its length: a shortened secret would not be found any more by what masks it. */
const LONGEST_QUOTED = 200;

function quoted(text: string): string {
  return text.length <= LONGEST_QUOTED ? `"${text}"` : `a text of ${text.length} characters`;
}

function ofCode(code: string, shorten: (message: string) => string = (message) => message): Observer {
  return ({ envelope }) =>
    envelope.code === code && typeof envelope.message === "string"
      ? `${code} reads ${quoted(shorten(envelope.message))}`
      : undefined;
}

function uncoded({ expected, envelope }: JudgedExchange, caseName: string): string | undefined {
  // A derived case has no scenario of its own: what it is answered says nothing of those without a code.
  if (expected.code !== null || expected.demand || typeof envelope.code !== "string") return undefined;
  return `${caseName.replace(/^again\./, "")} answers ${/^[0-9]{3}_[0-9]{3}$/.test(envelope.code) ? envelope.code : quoted(envelope.code)}`;
}

function maximumInUse(card: Json | undefined): string | undefined {
  if (!isJsonObject(card)) return undefined;
  const amount = numberText(valueAt(card, "/rechargeableAmount"));
  const maxima = ["maxNonRealNameRechargeAmount", "maxRealNameRechargeAmount"].filter((name) => {
    const left = difference(`${name} - balance`, card);
    return amount !== undefined && left !== undefined && compareNumbers(left, amount) === 0;
  });
  return maxima.length === 1 ? `it rests on ${maxima[0]}` : undefined;
}

function hasOddNumber(value: Json | undefined): boolean {
  if (isExactNumber(value)) return /[.eE]/.test(value.value);
  if (Array.isArray(value)) return value.some(hasOddNumber);
  return isJsonObject(value) && Object.values(value).some(hasOddNumber);
}
