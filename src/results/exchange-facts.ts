import type { RecordedExchange } from "./exchange.ts";

/** What many look up of an exchange: little enough to stay in memory for all of a run. */
export interface ExchangeFacts {
  readonly label: string;
  readonly startedAt: string;
  readonly durationMs: number;
  /** Absent where no answer came. */
  readonly status?: number;
  /** Milliseconds from sending the request to the end of its answer; absent where none came. */
  readonly answeredMs?: number;
  /** The answer was encrypted, and could be opened. */
  readonly opened?: true;
  /** X-KM-Correlation-Id of the request. */
  readonly correlationId?: string;
  /** Milliseconds by which the server's clock was ahead, by the Date of its answer. */
  readonly aheadMs?: number;
}

const CORRELATION_ID = "x-km-correlation-id";

export function factsOfExchange(exchange: RecordedExchange): ExchangeFacts {
  const { label, startedAt, durationMs, response } = exchange;
  const answeredMs = answeredAfter(exchange);
  const correlationId = correlationIdOf(exchange);
  const aheadMs = aheadBy(exchange);
  return {
    label,
    startedAt,
    durationMs,
    ...(response && { status: response.status }),
    ...(answeredMs !== undefined && { answeredMs }),
    ...(response?.opened !== undefined && { opened: true }),
    ...(correlationId !== undefined && { correlationId }),
    ...(aheadMs !== undefined && { aheadMs }),
  };
}

/** The correlation id that the request of an exchange bore. */
function correlationIdOf(exchange: RecordedExchange | undefined): string | undefined {
  return exchange?.request.headers.find(([name]) => name.toLowerCase() === CORRELATION_ID)?.[1];
}

/** What the suite does before and after (building, sealing, opening) is not in it. */
function answeredAfter({ response, steps }: RecordedExchange): number | undefined {
  const send = steps.find(({ name }) => name === "send");
  return response && send ? send.endedAt - send.startedAt : undefined;
}

/** The header names the second that has begun, so half a second is added to it. */
function aheadBy({ response, startedAt, durationMs }: RecordedExchange): number | undefined {
  const date = response?.headers.find(([name]) => name.toLowerCase() === "date")?.[1];
  const difference = Date.parse(date ?? "") + 500 - (Date.parse(startedAt) + durationMs / 2);
  return Number.isFinite(difference) ? difference : undefined;
}
