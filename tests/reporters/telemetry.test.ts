import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { maskedUrl } from "../../reporters/telemetry/attributes.ts";
import { exportSpans } from "../../reporters/telemetry/export-spans.ts";
import type { ControlRecord, Report } from "../../src/results/model.ts";
import { madeUpExchange, madeUpReport, madeUpResult, oneOfEach } from "../results/made-up.ts";
import { hostileResult } from "./hostile.ts";

/** Spans as OTLP writes them in JSON. */
interface Sent {
  name: string;
  kind: number;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  status: { code: number; message?: string };
  attributes: {
    key: string;
    value: { stringValue?: string; intValue?: number; arrayValue?: { values: { stringValue: string }[] } };
  }[];
}
interface Body {
  resourceSpans: { resource: { attributes: Sent["attributes"] }; scopeSpans: { spans: Sent[] }[] }[];
}

let collector: Server;
let bodies: string[];
let paths: string[];
let status: number;

beforeEach(async () => {
  bodies = [];
  paths = [];
  status = 200;
  collector = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", () => {
      bodies.push(text);
      paths.push(request.url ?? "");
      response.writeHead(status, { "Content-Type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
});
afterEach(() => new Promise((resolve) => collector.close(resolve)));

const endpoint = () => `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
const send = (report: Report, environment: Record<string, string> = {}) =>
  exportSpans(report, {
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint(),
    OTEL_EXPORTER_OTLP_TIMEOUT: "2000",
    ...environment,
  });
const received = (): Sent[] =>
  bodies.flatMap((body) =>
    (JSON.parse(body) as Body).resourceSpans.flatMap(({ scopeSpans }) =>
      scopeSpans.flatMap(({ spans }) => spans),
    ),
  );
const attribute = ({ attributes }: Pick<Sent, "attributes">, key: string) => {
  const value = attributes.find((one) => one.key === key)?.value;
  return (
    value?.stringValue ?? value?.intValue ?? value?.arrayValue?.values.map(({ stringValue }) => stringValue)
  );
};

const control: ControlRecord = {
  id: "card-inquiry/success",
  purpose: "opening",
  operation: "card-inquiry",
  title: "made up",
  state: "held",
  observed: { status: 200, code: "000_000", message: "Success." },
  startedAt: "2026-03-01T09:00:00.000Z",
  durationMs: 11,
  attempts: 1,
  exchanges: [madeUpExchange()],
};

describe("the spans of a run", () => {
  it("are one for the run, one for each case and control, one for each exchange below it", async () => {
    const report = madeUpReport(oneOfEach(), { controls: [control] });
    expect(await send(report)).toBe(`${received().length} spans were sent to ${endpoint()}/v1/traces`);
    expect(paths).toEqual(["/v1/traces"]);
    const spans = received();
    const exchanges = report.cases.reduce((sum, one) => sum + one.exchanges.length, 0);
    expect(spans).toHaveLength(1 + 1 + report.cases.length + exchanges + 1);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    const root = spans.find(({ name }) => name === "konaplate run");
    expect(root?.parentSpanId).toBeUndefined();
    expect(root && attribute(root, "konaplate.verdict")).toBe(report.verdict);
    expect(root?.status.code).toBe(2);
    for (const { id, outcome, startedAt, exchanges: own } of report.cases) {
      const span = spans.find(({ name }) => name === `case ${id}`);
      expect(span?.parentSpanId).toBe(root?.spanId);
      expect(span && attribute(span, "konaplate.case.outcome")).toBe(outcome);
      expect(span?.startTimeUnixNano).toBe(`${Date.parse(startedAt)}000000`);
      expect(spans.filter(({ parentSpanId }) => parentSpanId === span?.spanId)).toHaveLength(own.length);
    }
    const [body] = bodies.map((text) => JSON.parse(text) as Body);
    const resource = body?.resourceSpans[0]?.resource ?? { attributes: [] };
    expect(attribute(resource, "service.name")).toBe("konaplate-conformance");
  });

  it("tell an exchange by the conventions for HTTP clients, and how long sending took", async () => {
    await send(madeUpReport([madeUpResult()]));
    const [span] = received().filter(({ kind }) => kind === 3);
    const told = (key: string) => span && attribute(span, key);
    expect(span?.name).toBe("POST");
    expect(told("http.request.method")).toBe("POST");
    expect(told("url.full")).toBe("http://127.0.0.1:4010/api/v1/user/unregister");
    expect(told("server.address")).toBe("127.0.0.1");
    expect(told("server.port")).toBe(4010);
    expect(told("http.response.status_code")).toBe(200);
    expect(told("http.request.header.x-km-correlation-id")).toEqual(["260301180000-0a1b2c3"]);
    expect(BigInt(span?.endTimeUnixNano ?? 0) - BigInt(span?.startTimeUnixNano ?? 0)).toBe(11_000_000n);
    expect(span?.status.code).toBe(0);
  });

  it("mark what failed and what broke, and no refusal that was asked for", async () => {
    const { response: _none, ...silent } = madeUpExchange({ fault: "timeout: no answer within 10000 ms" });
    await send(madeUpReport([...oneOfEach(), madeUpResult({ id: "a/silent", exchanges: [silent] })]));
    const failed = received().filter(({ status: { code } }) => code === 2);
    expect(failed.map(({ name }) => name).sort()).toEqual([
      "POST",
      "case card-inquiry/card-not-found",
      "case membership-cancellation/unreceived-gift",
      "konaplate run",
    ]);
    expect(failed.flatMap((span) => attribute(span, "error.type") ?? [])).toEqual(["timeout"]);
  });

  it("bear neither bodies nor other headers, and no credentials of a URL", async () => {
    const exchange = madeUpExchange();
    const secret = madeUpExchange({
      request: {
        ...exchange.request,
        url: "https://someone:hunter2@host.example/api?token=hunter2",
        headers: [["X-KM-Access-Key", "hunter2"]],
        body: "hunter2",
      },
    });
    await send(madeUpReport([madeUpResult({ exchanges: [secret] }), hostileResult()]));
    expect(bodies.join()).not.toContain("hunter2");
    expect(bodies.join()).not.toContain("9999999999999999999");
    expect(maskedUrl("https://u:p@host/a?b=c#d")).toBe("https://REDACTED:REDACTED@host/a?b=REDACTED");
  });

  it("are sent in parts, and nothing more once a part is not taken", async () => {
    const cases = Array.from({ length: 600 }, (_, index) =>
      madeUpResult({ id: `membership-cancellation/${index}` }),
    );
    await send(madeUpReport(cases));
    expect(received()).toHaveLength(1201);
    expect(bodies).toHaveLength(3);
    bodies = [];
    status = 400;
    expect(await send(madeUpReport(cases))).toMatch(
      /^the spans could not be sent to http:\/\/127.0.0.1:\d+\/v1\/traces: /,
    );
    expect(bodies).toHaveLength(1);
  });

  it("are sent nowhere unless they are asked for", async () => {
    expect(
      await exportSpans(madeUpReport(), {}, () => expect.unreachable("it is not to be loaded")),
    ).toBeUndefined();
    expect(await send(madeUpReport(), { OTEL_SDK_DISABLED: "true" })).toBeUndefined();
    expect(await send(madeUpReport(), { OTEL_TRACES_EXPORTER: "none" })).toBeUndefined();
    expect(bodies).toEqual([]);
  });

  it("that cannot be sent are told of, and break nothing", async () => {
    const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint() };
    const missing = await exportSpans(madeUpReport(), environment, () =>
      Promise.reject(new Error("not found")),
    );
    expect(missing).toContain("the OpenTelemetry SDK is not installed");
    expect(await exportSpans(madeUpReport(), { OTEL_EXPORTER_OTLP_ENDPOINT: "collector" })).toContain(
      "is no URL",
    );
    expect(await send(madeUpReport(), { OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" })).toContain(
      "speaks http/json alone",
    );
  });
});
