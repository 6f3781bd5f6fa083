import type { Party } from "../../contract/expectation.ts";
import { isJsonObject, type Json, type JsonObject, parseJson } from "../../exact/json.ts";
import type { CaseResult, Violation } from "../case-result.ts";
import type { RecordedExchange } from "../exchange.ts";
import type { ExchangeFacts } from "../exchange-facts.ts";
import { exchangeFacts } from "../kept-elsewhere.ts";

/** One answer, or one recorded request, with the violations that are judged in it; a journey has several answers. */
export interface Site {
  readonly result: CaseResult;
  readonly side: Party;
  /** The exchange that it is about; `exchangeOf` reads it. */
  readonly sent: ExchangeFacts | undefined;
  readonly violations: readonly Violation[];
}

const SIDES: readonly Party[] = ["server", "client"];

/** Every answer with violations that are judged: what is only observed has no cause to be told. */
export function sitesOf(results: readonly CaseResult[]): Site[] {
  return results.flatMap((result) => {
    const judged = result.violations.filter(({ level }) => level !== "observed");
    return SIDES.flatMap((side) => {
      const own = judged.filter((violation) => (violation.side ?? "server") === side);
      return [...new Set(own.map(({ exchange }) => exchange))].map((label) => ({
        result,
        side,
        sent: sentFor(result, label),
        violations: own.filter(({ exchange }) => exchange === label),
      }));
    });
  });
}

/** The exchange of a label; the last one where the case has one request, which may have been sent again. */
function sentFor(result: CaseResult, label: string | undefined): ExchangeFacts | undefined {
  const facts = exchangeFacts(result);
  return facts.findLast((sent) => sent.label === label) ?? facts.at(-1);
}

/** What travelled: read where it is asked for, since there may be as many sites as a run has cases. */
export function exchangeOf({ result, sent }: Site): RecordedExchange | undefined {
  const at = sent === undefined ? -1 : exchangeFacts(result).indexOf(sent);
  return at === -1 ? undefined : result.exchanges[at];
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

export function cameAt({ result, sent, violations }: Site): Came {
  const said = (rules: readonly string[]): string | undefined => {
    const found = violations.find(({ rule }) => rules.includes(rule));
    return found && unquoted(found.actual);
  };
  const isLast = sent === undefined || sent === exchangeFacts(result).at(-1);
  const seen = isLast ? result.observed : { status: sent?.status ?? null, code: null, message: null };
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
