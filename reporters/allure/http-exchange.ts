import type { HttpExchange } from "allure-js-commons";
import type { RecordedExchange, RecordedHeader } from "../../src/results/exchange.ts";
import { shown, visibleLines } from "../../src/results/inert-text.ts";

const ATTACHMENT_LIMIT = 64 * 1024;
const HEADER_LIMIT = 4000;

/** A text to be attached: its characters visible, its lines kept, and not more of it than anybody reads. */
export function attachedText(text: string): string {
  const head = visibleLines(text.slice(0, ATTACHMENT_LIMIT));
  return text.length > ATTACHMENT_LIMIT ? `${head}… (more in conformance.json)` : head;
}

/** A recorded exchange in the form that Allure shows as an HTTP exchange. */
export function httpExchange({ request, response, fault, ...times }: RecordedExchange): HttpExchange {
  const start = Date.parse(times.startedAt);
  return {
    schemaVersion: 1,
    start,
    stop: start + times.durationMs,
    request: {
      method: request.method,
      url: request.url,
      headers: named(request.headers),
      body: { contentType: "application/json", encoding: "utf8", value: attachedText(request.body) },
    },
    ...(response && {
      response: {
        status: response.status,
        headers: named(response.headers),
        body: { encoding: "utf8" as const, value: attachedText(response.body) },
      },
    }),
    ...(fault !== undefined && { error: { name: "TransportFault", message: shown(fault, 1000) } }),
  };
}

function named(headers: readonly RecordedHeader[]): { name: string; value: string }[] {
  return headers.map(([name, value]) => ({ name: shown(name), value: shown(value, HEADER_LIMIT) }));
}
