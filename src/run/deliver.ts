import type { Case } from "../cases/model.ts";
import { headerValues } from "../checks/headers-of.ts";
import { attempt } from "./attempt.ts";
import type { Attempt } from "./attempt-model.ts";
import type { RunContext } from "./context.ts";
import { RunCutShort } from "./cut-short.ts";
import { type Trouble, troubleOf } from "./trouble.ts";

/** The attempts of a case, at least one; the last one is what the case is judged by. */
export interface Delivery {
  readonly attempts: readonly Attempt[];
  readonly last: Attempt;
  readonly trouble?: Trouble;
}

/** A server that asks for a longer pause than this is left alone. */
const LONGEST_PAUSE_MS = 30_000;

/**
 * Sends the request of a case, once more where the server asked for a pause (429, 503) or where a kept connection
 * turned out to be closed. A request that may change something is sent once: what became of it is unknown then.
 * Throws RunCutShort where the run ends before the first attempt.
 */
export async function deliver(row: Case, context: RunContext): Promise<Delivery> {
  const first = await context.turn(() => attempt(row, context));
  const pause = row.effect !== "nothing" ? undefined : pauseBeforeRetry(first);
  if (pause === undefined) return judgeable(row, [], first);
  try {
    await context.pause(pause);
    const second = await context.turn(() => attempt(row, context));
    return judgeable(row, [first], second);
  } catch (error) {
    const cut: unknown = context.ending.reason;
    if (!context.ending.aborted || !(cut instanceof RunCutShort)) throw error;
    const reason = `cut-short: run cut short by ${cut.by} before the request could be sent again`;
    return { attempts: [first], last: first, trouble: { fault: "cut-short", reason } };
  }
}

function judgeable(row: Case, before: readonly Attempt[], last: Attempt): Delivery {
  const trouble = troubleOf(row, last);
  return { attempts: [...before, last], last, ...(trouble && { trouble }) };
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
