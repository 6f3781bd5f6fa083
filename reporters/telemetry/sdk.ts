import type * as Api from "@opentelemetry/api";
import type * as Exporter from "@opentelemetry/exporter-trace-otlp-http";
import type * as Resources from "@opentelemetry/resources";
import type * as Tracing from "@opentelemetry/sdk-trace-base";

/** The OpenTelemetry SDK, an optional dependency of the suite. */
export interface Sdk {
  readonly api: typeof Api;
  readonly tracing: typeof Tracing;
  readonly resources: typeof Resources;
  readonly exporter: typeof Exporter;
}

/** Loads it, where it is needed and nowhere else. Rejects where it is not installed. */
export async function loadSdk(): Promise<Sdk> {
  const [api, tracing, resources, exporter] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/sdk-trace-base"),
    import("@opentelemetry/resources"),
    import("@opentelemetry/exporter-trace-otlp-http"),
  ]);
  return { api, tracing, resources, exporter };
}
