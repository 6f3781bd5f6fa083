import type { Context, Span, Tracer } from "@opentelemetry/api";
import type { ReadableSpan, SpanProcessor } from "@opentelemetry/sdk-trace-base";
import type { CaseResult } from "../../src/results/case-result.ts";
import type { RecordedExchange } from "../../src/results/exchange.ts";
import { shown } from "../../src/results/inert-text.ts";
import type { ControlRecord, Report } from "../../src/results/model.ts";
import { caseHeadline } from "../case-details.ts";
import { causesByCase } from "../cause-text.ts";
import { caseAttributes, controlAttributes, exchangeAttributes, runAttributes } from "./attributes.ts";
import type { Sdk } from "./sdk.ts";

/** Environment variables as the OpenTelemetry specification names them. */
export type OtelEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * A run as spans of one trace: the run, below it its cases and controls, below them their exchanges. Made of the report
 * alone, so that nothing is in them that masking has not seen.
 */
export function spansOf(report: Report, sdk: Sdk, environment: OtelEnvironment): ReadableSpan[] {
  const ended: ReadableSpan[] = [];
  const collector: SpanProcessor = {
    onStart: () => undefined,
    onEnd: (span) => void ended.push(span),
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
  const { BasicTracerProvider } = sdk.tracing;
  const provider = new BasicTracerProvider({
    resource: resourceOf(report, sdk, environment),
    sampler: new sdk.tracing.AlwaysOnSampler(),
    spanProcessors: [collector],
  });
  new Trace(sdk, provider.getTracer("konaplate-conformance", report.suite.version)).add(report);
  return ended;
}

function resourceOf({ suite }: Report, { resources }: Sdk, environment: OtelEnvironment) {
  const own = resources.resourceFromAttributes({
    "service.name": environment.OTEL_SERVICE_NAME || "konaplate-conformance",
    "service.version": suite.version,
  });
  return resources.detectResources({ detectors: [resources.envDetector] }).merge(own);
}

class Trace {
  constructor(
    private readonly sdk: Sdk,
    private readonly tracer: Tracer,
  ) {}

  add(report: Report): void {
    const { api } = this.sdk;
    const start = Date.parse(report.startedAt);
    const attributes = runAttributes(report);
    const span = this.tracer.startSpan("konaplate run", { startTime: start, attributes }, api.ROOT_CONTEXT);
    const below = api.trace.setSpan(api.ROOT_CONTEXT, span);
    const causes = causesByCase(report);
    for (const control of report.controls) this.#control(control, below);
    for (const result of report.cases)
      this.#case(
        result,
        (causes.get(result.id) ?? []).map(({ id }) => id),
        below,
      );
    if (report.verdict === "non-conformant") this.#mark(span, report.reasons[0] ?? report.verdict);
    span.end(start + report.durationMs);
  }

  #case(result: CaseResult, causes: readonly string[], below: Context): void {
    const { id, outcome, reason } = result;
    const attributes = caseAttributes(result, causes);
    const span = this.#under(`case ${shown(id)}`, result, attributes, below);
    if (outcome === "failed" || outcome === "errored")
      this.#mark(span, caseHeadline(result) || (reason ?? outcome));
    span.end(endOf(result));
  }

  #control(control: ControlRecord, below: Context): void {
    const attributes = controlAttributes(control);
    this.#under(`${control.purpose} ${shown(control.id)}`, control, attributes, below).end(endOf(control));
  }

  /** A span with its exchanges below it. */
  #under(
    name: string,
    made: CaseResult | ControlRecord,
    attributes: ReturnType<typeof caseAttributes>,
    below: Context,
  ): Span {
    const { api } = this.sdk;
    const span = this.tracer.startSpan(name, { startTime: Date.parse(made.startedAt), attributes }, below);
    const own = api.trace.setSpan(below, span);
    for (const [index, exchange] of made.exchanges.entries())
      this.#exchange(exchange, resentBefore(made, index), own);
    return span;
  }

  /** A refusal is what most cases ask for: only what broke, or a server that did, is an error. */
  #exchange(exchange: RecordedExchange, resent: number, below: Context): void {
    const { api } = this.sdk;
    const send = exchange.steps.find(({ name }) => name === "send");
    const start = send?.startedAt ?? Date.parse(exchange.startedAt);
    const span = this.tracer.startSpan(
      exchange.request.method,
      { kind: api.SpanKind.CLIENT, startTime: start, attributes: exchangeAttributes(exchange, resent) },
      below,
    );
    const status = exchange.response?.status ?? 0;
    if (exchange.fault !== undefined || status >= 500) this.#mark(span, exchange.fault ?? `status ${status}`);
    span.end(send?.endedAt ?? start + exchange.durationMs);
  }

  #mark(span: Span, message: string): void {
    span.setStatus({ code: this.sdk.api.SpanStatusCode.ERROR, message: shown(message) });
  }
}

function endOf({ startedAt, durationMs }: CaseResult | ControlRecord): number {
  return Date.parse(startedAt) + durationMs;
}

/** How many times the same request went out before; the recorder marks what is sent again in its label. */
function resentBefore({ exchanges }: CaseResult | ControlRecord, index: number): number {
  return exchanges[index]?.label.endsWith(" (sent again)") ? 1 : 0;
}
