import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openBody } from "../../src/wire/open-body.ts";
import { openTransport, type Transport } from "../../src/wire/transport.ts";
import { TransportFault } from "../../src/wire/transport-fault.ts";
import {
  ENDED_IN_TIME_MS,
  type ExpectedOutcome,
  FAULT_MAX_BODY_BYTES,
  type Fault,
  timeLimitOf,
} from "../faults/fault.ts";
import { type FaultServer, startFaultServer } from "../faults/fault-server.ts";
import { FAULTS } from "../faults/faults.ts";
import { vectorKey } from "../vectors/vectors.ts";

const REQUEST = {
  headers: [["Content-Type", "application/json"]] as const,
  body: '{"userId":9999999999999999999}',
};
const LIMITS = { maxBodyBytes: FAULT_MAX_BODY_BYTES, maxConnections: 2 };

/** Whatever escapes an exchange: asynchronous throws, rejections nobody waits for, warnings of superagent. */
const escaped: unknown[] = [];
const note = (error: unknown): void => void escaped.push(error);
const warn = console.warn;
let server: FaultServer;

beforeAll(async () => {
  server = await startFaultServer();
  process.on("uncaughtException", note);
  process.on("unhandledRejection", note);
  console.warn = note;
});
afterAll(async () => {
  process.off("uncaughtException", note);
  process.off("unhandledRejection", note);
  console.warn = warn;
  await server.close();
});

/** A transport to the origin of a fault, and the path of the fault below it. */
function transportTo(fault: Fault): { transport: Transport; path: string } {
  const url = new URL(server.url(fault.name));
  const limits = { ...LIMITS, timeoutMs: timeLimitOf(fault) };
  return { transport: openTransport({ baseUrl: url.origin, ...limits }), path: `${url.pathname}/api/v1` };
}

async function outcomeOf(transport: Transport, path: string): Promise<ExpectedOutcome> {
  try {
    const { status, body } = await transport.send({ path, ...REQUEST });
    const { problems } = openBody(body, vectorKey("client-private"));
    const problem = problems[0]?.kind;
    return problem === undefined ? { kind: "answer", status } : { kind: "answer", status, problem };
  } catch (error) {
    if (!(error instanceof TransportFault)) throw error;
    return { kind: "fault", faultClass: error.faultClass };
  }
}

// At the same time: they wait most of it. What escapes from one is told by each that ends afterwards.
describe.concurrent("each fault ends in its class, in time, and leaves the next request alone", () => {
  it.each(FAULTS)("$name", async (fault) => {
    const { expected, play } = fault;
    const { transport, path } = transportTo(fault);
    const started = performance.now();
    expect(await outcomeOf(transport, path)).toEqual(expected);
    expect(performance.now() - started).toBeLessThan(ENDED_IN_TIME_MS);
    await new Promise((resolve) => setTimeout(resolve, 80));
    const isWhole = typeof play === "string";
    const next = () => outcomeOf(transport, isWhole ? path : "/keep-alive");
    // Under the short limit a busy computer may be too late for an answer that came: another request has its own time.
    await vi.waitFor(
      async () => expect(await next()).toEqual(isWhole ? expected : { kind: "answer", status: 200 }),
      ENDED_IN_TIME_MS,
    );
    transport.close();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(escaped).toEqual([]);
  });
});
