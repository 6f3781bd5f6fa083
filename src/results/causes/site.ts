import type { Party } from "../../contract/expectation.ts";
import { isJsonObject, type Json, type JsonObject, parseJson } from "../../exact/json.ts";
import type { CaseResult, Violation } from "../case-result.ts";
import type { RecordedExchange } from "../exchange.ts";

/** One answer, or one recorded request, with the violations that are judged in it; a journey has several answers. */
export interface Site {
  readonly result: CaseResult;
  readonly side: Party;
  readonly exchange: RecordedExchange | undefined;
  readonly violations: readonly Violation[];
}

const SIDES: readonly Party[] = ["server", "client"];
const CORRELATION_ID = "x-km-correlation-id";

/** Every answer with violations that are judged: what is only observed has no cause to be told. */
export function sitesOf(results: readonly CaseResult[]): Site[] {
  return results.flatMap((result) => {
    const judged = result.violations.filter(({ level }) => level !== "observed");
    return SIDES.flatMap((side) => {
      const own = judged.filter((violation) => (violation.side ?? "server") === side);
      return [...new Set(own.map(({ exchange }) => exchange))].map((label) => ({
        result,
        side,
        exchange: exchangeOf(result, label),
        violations: own.filter(({ exchange }) => exchange === label),
      }));
    });
  });
}

/** The exchange of a label; the last one where the case has one request, which may have been sent again. */
function exchangeOf({ exchanges }: CaseResult, label: string | undefined): RecordedExchange | undefined {
  const named = exchanges.filter((exchange) => exchange.label === label);
  return named.at(-1) ?? exchanges.at(-1);
}

/** The correlation id that the request of an exchange bore. */
export function correlationIdOf(exchange: RecordedExchange | undefined): string | undefined {
  return exchange?.request.headers.find(([name]) => name.toLowerCase() === CORRELATION_ID)?.[1];
}

/** The answer in the clear as it was recorded, masked; undefined where there is none or it is no JSON. */
export function answerOf(exchange: RecordedExchange | undefined): Json | undefined {
  const { response } = exchange ?? {};
  if (!response) return undefined;
  try {
    return parseJson(response.opened ?? response.body);
  } catch {
    return undefined;
  }
}

/** What an answer is where it is no object with members: the rules about its members all break then. */
export function emptinessOf(answer: Json | undefined): string | undefined {
  if (answer === undefined) return undefined;
  if (Array.isArray(answer)) return "an array";
  if (answer === null) return "null";
  if (!isJsonObject(answer)) return "no object";
  return Object.keys(answer as JsonObject).length === 0 ? "an empty object" : undefined;
}

/** What came, as one answer: its status, and code and message as far as the violations or the case say them. */
export interface Came {
  readonly status: string | undefined;
  readonly code: string | undefined;
  readonly message: string | undefined;
}

export function cameAt({ result, exchange, violations }: Site): Came {
  const said = (rules: readonly string[]): string | undefined => {
    const found = violations.find(({ rule }) => rules.includes(rule));
    return found && unquoted(found.actual);
  };
  const isLast = exchange === undefined || exchange === result.exchanges.at(-1);
  const seen = isLast
    ? result.observed
    : { status: exchange?.response?.status ?? null, code: null, message: null };
  return {
    status: said(["status"]) ?? seen.status?.toString(),
    code: said(["code", "distinct-code", "code-form"]) ?? seen.code ?? undefined,
    message: said(["message", "names-field"]) ?? seen.message ?? undefined,
  };
}

/** A value out of its JSON text; anything else as it is. */
export function unquoted(text: string): string {
  if (!text.startsWith('"')) return text;
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}
