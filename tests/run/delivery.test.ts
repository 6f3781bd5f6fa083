import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Alteration, SealedAnswer } from "../../sandbox/alteration.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import { runCases, settingsOf } from "./run-cases.ts";

const READING = "member-authentication-info/authenticated";
const DESTRUCTIVE = "membership-cancellation/success";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

/** Milliseconds that the server asked for, and nobody waited. */
const pauses: number[] = [];
const pause = async (ms: number): Promise<void> => void pauses.push(ms);
beforeEach(() => void pauses.splice(0));

async function resultOf(id: string, alter: Alteration): Promise<CaseResult> {
  sandbox.reset(alter);
  const { cases } = await runCases(settingsOf({ ...sandbox.settings }, [id]), undefined, { pause });
  const [result] = cases;
  if (!result) throw new Error(`the run had no case ${id}`);
  return result;
}

/** The first answer with another status, further headers, and a body of its own or the right one. */
function first(status: number, headers: Record<string, string>, body?: string): Alteration {
  return { sealed: (wire, { index }) => (index === 1 ? altered(wire, status, headers, body) : wire) };
}

function altered(
  wire: SealedAnswer,
  status: number,
  headers: Record<string, string>,
  body?: string,
): SealedAnswer {
  const bytes = body === undefined ? wire.body : Buffer.from(body);
  const length = ["Content-Length", String(bytes.length)] as const;
  const kept = wire.headers.filter(([name]) => name !== "Content-Length" && !(name in headers));
  const added = Object.entries(headers).filter(([, value]) => value !== "");
  return { status, headers: [...kept, ...added, length], body: bytes };
}

describe("a request that the server asks to send later", () => {
  it.each([429, 503])("is sent once more after a %i, when Retry-After is over", async (status) => {
    const result = await resultOf(READING, first(status, { "Retry-After": "7" }));
    expect(result).toMatchObject({ outcome: "passed", attempts: 2 });
    expect(pauses).toEqual([7000]);
    const [one, two] = result.exchanges;
    expect(one?.response?.status).toBe(status);
    expect(two?.label).toMatch(/\(sent again\)$/);
  });

  it("takes a date for Retry-After as well", async () => {
    const soon = Math.floor(Date.now() / 1000) * 1000 + 25_000;
    const answer = first(503, { "Retry-After": new Date(soon).toUTCString() });
    const result = await resultOf(READING, answer);
    expect(result).toMatchObject({ outcome: "passed", attempts: 2 });
    expect(pauses).toHaveLength(1);
    expect(pauses[0]).toBeLessThanOrEqual(25_000);
    expect(Date.now() + (pauses[0] ?? 0)).toBeGreaterThanOrEqual(soon);
  });

  it("is not sent again where that would be too late, and says that it was held back", async () => {
    const result = await resultOf(READING, first(429, { "Retry-After": "3600" }));
    expect(result).toMatchObject({ outcome: "errored", fault: "rate-limited", attempts: 1 });
    expect(result.reason).toContain("lower KONAPLATE_MAX_RPS");
    expect(pauses).toEqual([]);
  });

  it.each([429, 503])("is not sent again after a %i where it is destructive", async (status) => {
    const before = sandbox.requests;
    const result = await resultOf(DESTRUCTIVE, first(status, { "Retry-After": "0" }));
    expect(result.attempts).toBe(1);
    expect(sandbox.requests - before).toBe(1);
    expect(result.outcome).toBe("errored");
  });

  it("errs where the server still answers 429", async () => {
    const always: Alteration = { sealed: (wire) => altered(wire, 429, { "Retry-After": "0" }) };
    const result = await resultOf(READING, always);
    expect(result).toMatchObject({ outcome: "errored", fault: "rate-limited", attempts: 2 });
  });
});

describe("an answer that is not 200", () => {
  const page = "<html><h1>Bad gateway</h1></html>";
  const gone = { "X-KM-Correlation-Id": "" };
  const always = (status: number, headers: Record<string, string>, body?: string): Alteration => ({
    sealed: (wire) => altered(wire, status, { "Retry-After": "0", ...headers }, body),
  });

  it.each([
    ["500 with envelope and correlation id", always(500, {}), "failed"],
    ["503 with envelope and correlation id", always(503, {}), "errored"],
    ["407 with envelope and correlation id", always(407, {}), "errored"],
    ["500 with envelope and correlation id", always(500, {}), "failed"],
    [
      "500 of the server's framework",
      always(500, gone, '{"status":500,"error":"Internal Server Error"}'),
      "failed",
    ],
    ["502 page", always(502, { ...gone, "Content-Type": "text/html" }, page), "errored"],
    ["504 page that calls itself JSON", always(504, gone, page), "errored"],
    ["503 of a gateway that writes JSON", always(503, gone, '{"message":"Service Unavailable"}'), "errored"],
    [
      "302 to a log-in",
      always(302, { ...gone, "Content-Type": "text/html", Location: "/login" }, ""),
      "errored",
    ],
    ["204", always(204, { ...gone, "Content-Type": "" }, ""), "errored"],
  ])("%s", async (_name, alter, outcome) => {
    const result = await resultOf(READING, alter);
    expect(result.outcome).toBe(outcome);
    expect(result.fault).toBe(outcome === "errored" ? "foreign-answer" : undefined);
    if (outcome === "failed") expect(result.violations.map(({ rule }) => rule)).toContain("status");
    else expect(result.violations).toEqual([]);
  });

  it("and not the server's leaves the outcome of a destructive case unknown", async () => {
    const result = await resultOf(DESTRUCTIVE, always(502, { ...gone, "Content-Type": "text/html" }, page));
    expect(result).toMatchObject({ outcome: "errored", fault: "foreign-answer", attempts: 1 });
    expect(result.reason).toMatch(/^outcome unknown, and not sent again because it can change something: /);
  });
});

it("a destructive request has a connection of its own, a reading one a kept connection", async () => {
  const connections: Record<string, string | undefined> = {};
  const alter: Alteration = {
    sealed: (wire, { operation, headers }) => {
      connections[operation.id] = headers.connection;
      return wire;
    },
  };
  await resultOf(READING, alter);
  await resultOf(DESTRUCTIVE, alter);
  expect(connections).toEqual({
    "member-authentication-info": "keep-alive",
    "membership-cancellation": "close",
  });
});

it("two answers that were swapped are found by their correlation ids", async () => {
  const waiting: { wire: SealedAnswer; give: (other: SealedAnswer) => void }[] = [];
  const swap: Alteration = {
    sealed: (wire) =>
      new Promise((give) => {
        const other = waiting.pop();
        if (!other) return void waiting.push({ wire, give });
        other.give(wire);
        give(other.wire);
      }),
  };
  sandbox.reset(swap);
  const only = ["membership-cancellation/unreceived-gift", "membership-cancellation/plcc-point"];
  const { cases, verdict } = await runCases(settingsOf({ ...sandbox.settings }, only));
  expect(verdict).toBe("non-conformant");
  for (const { outcome, violations } of cases) {
    expect(outcome).toBe("failed");
    expect(violations.map(({ rule }) => rule)).toContain("correlation-echo");
  }
});

describe("a run", () => {
  /** Documented cases enough to be under way at once. */
  const SIX = "membership-cancellation/*{point,coupon}*";

  /** When each request came, how many were being answered at the same time; each is answered when `held` lets it. */
  function watch(held: (now: number) => Promise<unknown> | undefined) {
    const seen = { arrivals: [] as number[], most: 0, now: 0 };
    const alter: Alteration = {
      plain: async (answer) => {
        seen.arrivals.push(performance.now());
        seen.now++;
        seen.most = Math.max(seen.most, seen.now);
        await held(seen.now);
        seen.now--;
        return answer;
      },
    };
    return { seen, alter };
  }

  /** Holds answers back until so many requests are there at once, and for a while then, in which more could come. */
  function untilThereAre(count: number): () => Promise<unknown> {
    let enough = (): void => undefined;
    const full = new Promise<void>((resolve) => {
      enough = resolve;
    });
    let came = 0;
    return async () => {
      came += 1;
      if (came === count) enough();
      await full;
      await wait(20);
    };
  }

  it("holds its rate over all its cases", async () => {
    const { seen, alter } = watch(() => undefined);
    sandbox.reset(alter);
    const settings = settingsOf({ ...sandbox.settings }, [SIX], {
      KONAPLATE_MAX_RPS: "20",
    });
    const few = { ...settings, kinds: ["documented"] };
    const { cases } = await runCases(few);
    expect(cases).toHaveLength(6);
    expect(seen.arrivals).toHaveLength(cases.length);
    const took = (seen.arrivals.at(-1) ?? 0) - (seen.arrivals[0] ?? 0);
    // 50 ms between two beginnings; the last gap may look shorter by what the network took for the first request.
    expect(took).toBeGreaterThan(50 * (cases.length - 1) - 40);
  });

  it.each([1, 3])("has at most %i requests under way at the same time", async (concurrency) => {
    const { seen, alter } = watch(untilThereAre(concurrency));
    sandbox.reset(alter);
    const settings = settingsOf({ ...sandbox.settings }, [SIX], {
      KONAPLATE_CONCURRENCY: String(concurrency),
    });
    await runCases({ ...settings, kinds: ["documented"] });
    expect(seen.most).toBe(concurrency);
  });

  it("under refusals sends what can change something one after the other", async () => {
    const { seen, alter } = watch(() => wait(10));
    sandbox.reset(alter);
    const settings = settingsOf({ ...sandbox.settings }, [SIX, "charge-cancellation/*", "user-register/*"]);
    await runCases({ ...settings, kinds: ["documented"], allow: "refusals" });
    expect(seen.arrivals.length).toBeGreaterThan(12);
    expect(seen.most).toBe(1);
  });

  it("that is ended sends nothing more, and lets what is under way end", async () => {
    let end = (): void => undefined;
    const { seen, alter } = watch(async (now) => {
      if (now === 2) end();
      await wait(50);
    });
    sandbox.reset(alter);
    const settings = settingsOf({ ...sandbox.settings }, ["membership-cancellation/*"], {
      KONAPLATE_CONCURRENCY: "2",
    });
    const report = await runCases({ ...settings, kinds: ["documented"] }, (session) => {
      end = () => session.end("SIGINT");
    });
    expect(seen.arrivals).toHaveLength(2);
    expect(report.totals).toMatchObject({ passed: 2, notExercised: report.cases.length - 2 });
    expect(report.verdict).toBe("incomplete");
    expect(report.reasons[0]).toMatch(/^The run was cut short/);
  });

  it("that is ended does not wait for a second attempt", async () => {
    const askedMs = 29_000;
    let end = (): void => undefined;
    const { sealed } = first(503, { "Retry-After": String(askedMs / 1000) });
    sandbox.reset({
      sealed: (wire, context) => {
        end();
        return sealed?.(wire, context) ?? wire;
      },
    });
    const began = Date.now();
    const { cases } = await runCases(settingsOf({ ...sandbox.settings }, [READING]), (session) => {
      end = () => session.end("SIGTERM");
    });
    expect(Date.now() - began).toBeLessThan(askedMs);
    expect(cases[0]).toMatchObject({ outcome: "errored", fault: "cut-short", attempts: 1 });
    expect(cases[0]?.reason).toContain("cut short by SIGTERM before the request could be sent again");
  });
});
