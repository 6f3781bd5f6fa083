import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace-base";
import { shown } from "../../src/results/inert-text.ts";
import type { Report } from "../../src/results/model.ts";
import { loadSdk, type Sdk } from "./sdk.ts";
import { type OtelEnvironment, spansOf } from "./spans.ts";

/** Spans of one request; a collector takes no bodies without bounds. */
const AT_ONCE = 512;
const TIMEOUT_MS = 10_000;

/**
 * Sends the spans of a run to the collector that OTEL_EXPORTER_OTLP_ENDPOINT names, as OTLP over HTTP in JSON; sends
 * nothing where none is named. What is wrong with it is told and fails no run.
 *
 * @returns what to tell: where they went, or why they did not; undefined where nobody asked for them
 */
export async function exportSpans(
  report: Report,
  environment: OtelEnvironment,
  load: () => Promise<Sdk> = loadSdk,
): Promise<string | undefined> {
  const url = endpointOf(environment);
  if (url === undefined) return undefined;
  if (!URL.canParse(url))
    return `no spans were sent: OTEL_EXPORTER_OTLP_ENDPOINT is no URL; give one such as http://localhost:4318`;
  if (protocolOf(environment) === "grpc")
    return "no spans were sent: OTEL_EXPORTER_OTLP_PROTOCOL is grpc, and this suite speaks http/json alone; give the collector's HTTP port, mostly 4318";
  const at = new URL(url);
  const where = shown(`${at.origin}${at.pathname}`);
  let sdk: Sdk;
  try {
    sdk = await load();
  } catch {
    return "no spans were sent: OTEL_EXPORTER_OTLP_ENDPOINT is set, and the OpenTelemetry SDK is not installed; npm install --include=optional";
  }
  const timeoutMillis = Number(environment.OTEL_EXPORTER_OTLP_TIMEOUT) || TIMEOUT_MS;
  const exporter = new sdk.exporter.OTLPTraceExporter({ url, timeoutMillis });
  const spans = spansOf(report, sdk, environment);
  try {
    for (let first = 0; first < spans.length; first += AT_ONCE)
      await exportSome(exporter, spans.slice(first, first + AT_ONCE));
    return `${spans.length} spans were sent to ${where}`;
  } catch (error) {
    return `the spans could not be sent to ${where}: ${shown((error as Error).message)}`;
  } finally {
    await exporter.shutdown();
  }
}

function protocolOf(environment: OtelEnvironment): string | undefined {
  return environment.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL || environment.OTEL_EXPORTER_OTLP_PROTOCOL;
}

/** The OpenTelemetry specification of exporters: the signal's own endpoint as it stands, the common one with a path. */
function endpointOf(environment: OtelEnvironment): string | undefined {
  if (environment.OTEL_SDK_DISABLED === "true" || environment.OTEL_TRACES_EXPORTER === "none")
    return undefined;
  const own = environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT;
  if (own) return own;
  const common = environment.OTEL_EXPORTER_OTLP_ENDPOINT;
  return common ? `${common.replace(/\/$/, "")}/v1/traces` : undefined;
}

function exportSome(exporter: SpanExporter, spans: ReadableSpan[]): Promise<void> {
  return new Promise((resolve, reject) => {
    exporter.export(spans, ({ code, error }) => {
      // 0 is success in the SDK's own enumeration, which is no dependency of ours.
      if (code === 0) resolve();
      else reject(error ?? new Error("the collector did not take them"));
    });
  });
}
