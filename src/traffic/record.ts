import type { Operation } from "../contract/model.ts";
import type { Masking } from "../masking/masking.ts";
import type { RecordedExchange } from "../results/exchange.ts";
import type { Attempt } from "../run/attempt-model.ts";
import { recordAttempts } from "../run/recorder.ts";
import type { OpenedBody } from "../wire/open-body.ts";
import { sentInputs, takesAddress } from "./address-inputs.ts";
import type { TrafficExchange } from "./exchange.ts";

/** An exchange as the engine's recorder takes it, so that everything is masked where a run masks it. */
export function recordedExchange(
  exchange: TrafficExchange,
  { operation, base }: { readonly operation: Operation; readonly base: string },
  opened: { readonly request: OpenedBody | undefined; readonly response: OpenedBody | undefined },
  masking: Masking,
): { readonly exchanges: RecordedExchange[]; readonly masking: Masking } {
  const { request, response, fault, startedAt, durationMs } = exchange;
  const text = request.body?.toString("utf8") ?? "";
  const clear = opened.request?.text;
  const inputs = sentInputs(operation, exchange.url, opened.request);
  const { pathname, search } = new URL(exchange.url);
  const path = pathname.slice(new URL(base).pathname.replace(/\/$/, "").length);
  const attempt: Attempt = {
    operation,
    body: inputs ?? {},
    sealed: {
      // What nobody asks for in a query may be anybody's.
      path: takesAddress(operation) ? `${path}${search}` : path,
      headers: request.headers,
      body: text,
      clearText: clear ?? "",
      encrypted: opened.request?.encrypted === true && clear !== undefined,
      correlationId: undefined,
    },
    startedAt,
    moment: 0,
    durationMs,
    steps: [],
    servedBefore: [],
    requestFaults: [],
    ...(response && {
      response: {
        status: response.status,
        headers: response.headers,
        body: response.body ?? Buffer.alloc(0),
      },
    }),
    ...(opened.response && { opened: opened.response }),
    ...(fault && !response && { fault }),
  };
  return recordAttempts([attempt], exchange.name, { masking, target: { baseUrl: base } });
}
