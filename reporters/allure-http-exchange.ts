import type { HttpExchange } from "allure-js-commons";
import type { HeaderLine, RecordedExchange } from "../src/results/model.ts";

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
      body: { contentType: "application/json", encoding: "utf8", value: request.body },
    },
    ...(response && {
      response: {
        status: response.status,
        headers: named(response.headers),
        body: { encoding: "utf8" as const, value: response.body },
      },
    }),
    ...(fault !== undefined && { error: { name: "TransportFault", message: fault } }),
  };
}

function named(headers: readonly HeaderLine[]): { name: string; value: string }[] {
  return headers.map(([name, value]) => ({ name, value }));
}
