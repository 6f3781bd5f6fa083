import { setTimeout as wait } from "node:timers/promises";
import type { Case } from "../cases/model.ts";
import { headerValues } from "../checks/headers-of.ts";
import { type Attempt, attempt, isForeign } from "./attempt.ts";
import type { RunContext } from "./context.ts";

/** The attempts of a case; the last one is what the case is judged by. */
export interface Delivery {
  readonly attempts: readonly Attempt[];
  /** Why the last attempt cannot be judged: the case has errored, and nothing is said of the server. */
  readonly trouble?: string;
}

/** A server that asks for a longer pause than this is left alone. */
const LONGEST_PAUSE_MS = 30_000;

/**
 * Sends the request of a case, once more where the server asked for a pause (429, 503) or where a kept connection
 * turned out to be closed. A destructive request is sent at most once: what became of it is then unknown.
 */
export async function deliver(row: Case, context: RunContext): Promise<Delivery> {
  const first = await context.turn(() => attempt(row, context));
  const pause = row.destructive ? undefined : pauseBeforeRetry(first);
  if (pause === undefined) return withTrouble(row, [first]);
  await wait(pause);
  return withTrouble(row, [first, await context.turn(() => attempt(row, context))]);
}

/** Milliseconds to wait before a second attempt; undefined where there is to be none. */
function pauseBeforeRetry({ response, fault }: Attempt): number | undefined {
  if (fault) return fault.faultClass === "reset" ? 0 : undefined;
  if (response?.status !== 429 && response?.status !== 503) return undefined;
  const pause = retryAfter(headerValues(response.headers, "Retry-After")[0]);
  return pause <= LONGEST_PAUSE_MS ? pause : undefined;
}

/** Retry-After (RFC 9110 section 10.2.3) in milliseconds: seconds, or a date; one second where there is none. */
function retryAfter(value: string | undefined): number {
  if (value === undefined) return 1000;
  if (/^[0-9]+$/.test(value)) return Number(value) * 1000;
  const until = Date.parse(value);
  return Number.isNaN(until) ? 1000 : Math.max(0, until - Date.now());
}

function withTrouble(row: Case, attempts: readonly Attempt[]): Delivery {
  const trouble = troubleOf(row, attempts[attempts.length - 1]);
  return trouble === undefined ? { attempts } : { attempts, trouble };
}

function troubleOf(row: Case, last: Attempt | undefined): string | undefined {
  if (!last) return "nothing was sent";
  if (last.requestFaults.length > 0) {
    return `request-schema: the request was not sent, it is not what the case means to send: ${last.requestFaults.join("; ")}`;
  }
  if (last.fault) return faultTrouble(row, last.fault);
  const { response } = last;
  if (!response) return "no answer";
  if (response.status === 429) return "rate-limited: the server answers 429; lower KONAPLATE_MAX_RPS";
  if (!isForeign(last)) return undefined;
  const [type = "no content type"] = headerValues(response.headers, "Content-Type");
  return `foreign-answer: what came (status ${response.status}, ${type}) is neither JSON nor bears a correlation id; look at the base URL and at proxies on the way`;
}

function faultTrouble(row: Case, fault: NonNullable<Attempt["fault"]>): string {
  const unsent = ["refused", "dns", "tls"].includes(fault.faultClass);
  const classified = `${fault.faultClass}: ${fault.message}`;
  if (!row.destructive || unsent) return classified;
  return `outcome unknown, and not sent again because the case is destructive: ${classified}`;
}
