import { type AddressInfo, connect, createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Alteration } from "../../sandbox/alteration.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { exitCodeOf } from "../../src/cli/exit-code-of.ts";
import type { Report } from "../../src/results/model.ts";
import { ENDED_IN_TIME_MS } from "../faults/fault.ts";
import { rsaPair, rsaPrivatePem } from "../support/rsa-keys.ts";
import { partOf, representatives } from "../support/share.ts";
import { DOORS, doorServer } from "./door-servers.ts";
import { runWhole, settingsOf, suite } from "./run-cases.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const CHANGING = ["user-register", "membership-cancellation", "charge-cancellation"];

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const otherPublic = String(rsaPair(0).publicKey.export({ type: "spki", format: "pem" }));
const otherPrivate = rsaPrivatePem(0);

/** Settings of ours that are not what the target knows. */
const WRONG: readonly (readonly [setting: string, env: Readonly<Record<string, string>>])[] = [
  ["KONAPLATE_SECRET_KEY", { KONAPLATE_SECRET_KEY: "0".repeat(32) }],
  ["KONAPLATE_ACCESS_KEY", { KONAPLATE_ACCESS_KEY: "0".repeat(40) }],
  ["KONAPLATE_ASP_ID", { KONAPLATE_ASP_ID: "1".repeat(15) }],
  ["KONAPLATE_SERVER_PUBLIC_KEY", { KONAPLATE_SERVER_PUBLIC_KEY: otherPublic }],
  ["KONAPLATE_CRYPTO_KEY_ID", { KONAPLATE_CRYPTO_KEY_ID: "0".repeat(32) }],
  ["KONAPLATE_CLIENT_PRIVATE_KEY", { KONAPLATE_CLIENT_PRIVATE_KEY: otherPrivate }],
];

/** What a run may be told to run. */
interface Chosen {
  /** A part of the plan, unless it is given: what is not sent after the opening is not sent for one and the same reason. */
  readonly only?: readonly string[];
  readonly kinds?: readonly string[];
}

const KINDS: readonly Chosen[] = [
  {},
  { kinds: ["documented"] },
  { kinds: ["header"] },
  { kinds: ["generated"] },
  { kinds: ["journey"] },
];
const WHATEVER: readonly Chosen[] = [...KINDS, { only: ["charge-cancellation/success"] }];

const PART = partOf(suite.plan.cases).map(({ id }) => id);
/** Of the documented cases those of an operation that reads and of one whose members leave again. */
const OPENED: Chosen = { only: ["member-authentication-info/*", "user-register/*"], kinds: ["documented"] };

/** All of the choices, or one: another for each row and each column of a table, so that each of both meets them all. */
function inTurn(choices: readonly Chosen[], row: number, column: number): Chosen[] {
  return representatives(choices, (_choice, index) => index === (row + column) % choices.length);
}

interface Ran {
  readonly report: Report;
  /** Requests that came to operations that change something. */
  readonly changing: number;
  readonly requests: number;
}

async function runAgainst(
  alteration: Alteration,
  env: Readonly<Record<string, string>> = {},
  { only = PART, kinds = [] }: Chosen = {},
): Promise<Ran> {
  let changing = 0;
  const before = sandbox.requests;
  sandbox.reset({
    ...alteration,
    sealed: (wire, context) => {
      if (CHANGING.includes(context.operation.id)) changing += 1;
      return alteration.sealed?.(wire, context) ?? wire;
    },
  });
  const settings = { ...settingsOf({ ...sandbox.settings, ...env }, only), kinds };
  const report = await runWhole(settings);
  return { report, changing, requests: sandbox.requests - before };
}

/** Requests that a report tells of; each was sent once. */
function sentIn({ cases, controls }: Report): number {
  return [...cases, ...controls].reduce((sum, { attempts }) => sum + attempts, 0);
}

/** A way to a port of this computer that resets the first connection at the first byte. */
async function resettingOnce(port: number): Promise<{ readonly port: number; close(): void }> {
  let isFirst = true;
  const way = createServer((socket) => {
    socket.on("error", () => undefined);
    if (isFirst) {
      isFirst = false;
      socket.once("data", () => socket.resetAndDestroy());
      return;
    }
    const onward = connect(port, "127.0.0.1");
    onward.on("error", () => socket.destroy());
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((listening) => way.listen(0, "127.0.0.1", listening));
  return { port: (way.address() as AddressInfo).port, close: () => way.close() };
}

function expectOurs({ report, changing, requests }: Ran, setting: string): void {
  expect(report).toMatchObject({ verdict: "incomplete", halted: { cause: "settings" } });
  expect(exitCodeOf(report)).toBe(4);
  expect(report.reasons[0]).toContain(setting);
  expect(report.reasons[0]).not.toContain("\n");
  expect(report.totals).toMatchObject({ passed: 0, warned: 0, failed: 0, errored: 0 });
  expect(new Set(report.cases.map(({ reason }) => reason))).toEqual(
    new Set([`not sent: ${report.reasons[0]}`]),
  );
  expect(changing).toBe(0);
  expect(requests).toBeLessThan(20);
}

describe.each(Object.entries(DOORS))("against %s", (name, style) => {
  const door = Object.keys(DOORS).indexOf(name);

  it.each(WRONG.map((wrong, column) => [...wrong, inTurn(WHATEVER, door, column)] as const))(
    "a wrong %s accuses nobody and is never green, whatever is run",
    async (setting, env, choices) => {
      for (const chosen of choices) expectOurs(await runAgainst(doorServer(style), env, chosen), setting);
    },
  );

  it.each([DAY_MS * 2, -DAY_MS * 2].map((off, column) => [off, inTurn(KINDS, door, column)] as const))(
    "a clock that is off by %d ms is named as the cause",
    async (clockMs, choices) => {
      for (const chosen of choices)
        expectOurs(await runAgainst(doorServer(style, clockMs), {}, chosen), "clock");
    },
  );

  it("right settings open the run", async () => {
    const { report } = await runAgainst(doorServer(style), {}, OPENED);
    expect(report.halted).toBeUndefined();
    expect(report.totals).toMatchObject({ failed: 0, errored: 0, notExercised: 0 });
    expect(report.controls.map(({ purpose, state }) => `${purpose} ${state}`)).toEqual([
      "opening held",
      "opening held",
      "clean-up held",
    ]);
  });

  it("without test data a wrong secret is named by what a valid id of nobody is answered", async () => {
    const env = { KONAPLATE_SECRET_KEY: "0".repeat(32), KONAPLATE_TEST_DATA: "" };
    expectOurs(await runAgainst(doorServer(style), env, { kinds: ["generated"] }), "KONAPLATE_SECRET_KEY");
    const right = await runAgainst(
      doorServer(style),
      { KONAPLATE_TEST_DATA: "" },
      { only: ["user-register/*"], kinds: ["documented"] },
    );
    expect(right.report.halted).toBeUndefined();
  });
});

describe("a server that breaks whatever comes", () => {
  it("is said to be broken, or to break over our settings: its answers do not tell which", async () => {
    const broken: Alteration = {
      plain: () => ({
        status: 500,
        code: "999_999",
        message: "It broke.",
        payload: {},
        encrypted: false,
      }),
    };
    const { report, changing } = await runAgainst(broken, {}, { only: [] });
    expect(report).toMatchObject({ verdict: "incomplete", halted: { cause: "settings" } });
    expect(report.reasons[0]).toMatch(
      /answers a server error to every request, right or wrong, 500 999_999 "It broke\.": it is broken, or it breaks over our .*KONAPLATE_SECRET_KEY/,
    );
    expect(changing).toBe(0);
  });
});

describe("what is on the way", () => {
  const answers = (
    status: number,
    type: string,
    body: string,
    only: (index: number) => boolean,
  ): Alteration => {
    let index = 0;
    return {
      sealed: (wire, { headers }) => {
        index += 1;
        if (!only(index)) return wire;
        return {
          status,
          headers: [
            ["Content-Type", type],
            ["X-KM-Correlation-Id", headers["x-km-correlation-id"] ?? ""],
            ["Content-Length", String(Buffer.byteLength(body))],
            ["Retry-After", "0"],
          ],
          body: Buffer.from(body),
        };
      },
    };
  };
  const envelope = JSON.stringify({ response: { code: "000_500", description: "unavailable" } });
  const always = (): boolean => true;

  it.each([
    ["503 in JSON with a correlation id", answers(503, "application/json", envelope, always)],
    ["502 of a page", answers(502, "text/html", "<html></html>", always)],
    ["407 of a proxy", answers(407, "text/html", "<html>Proxy</html>", always)],
    ["429", answers(429, "application/json", envelope, always)],
  ])(
    "a run that gets nothing but %s is incomplete, says so and changes nothing",
    async (name, alteration) => {
      const status = Number.parseInt(name, 10);
      for (const chosen of inTurn(KINDS, 0, status)) {
        const { report, changing, requests } = await runAgainst(alteration, {}, chosen);
        expect(report).toMatchObject({ verdict: "incomplete", halted: { cause: "way" } });
        expect(exitCodeOf(report)).toBe(4);
        expect(report.reasons[0]).toMatch(/^No answer of the API came from http.*(503|502|407|429)/);
        expect(changing).toBe(0);
        expect(requests).toBeLessThan(10);
      }
    },
  );

  it.each([503, 429])("one %d at the very beginning changes nothing of the verdict", async (status) => {
    const first = answers(status, "application/json", envelope, (index) => index === 1);
    const { report, requests } = await runAgainst(first, {}, OPENED);
    expect(report.verdict).toBe("conformant");
    expect(exitCodeOf(report)).toBe(0);
    expect(requests).toBe(sentIn(report));
    expect(report.controls[0]).toMatchObject({ purpose: "opening", state: "held", attempts: 2 });
  });

  it("one connection that is reset at the very beginning changes nothing of the verdict", async () => {
    const way = await resettingOnce(Number(new URL(sandbox.baseUrl).port));
    const { pathname } = new URL(sandbox.baseUrl);
    const env = { KONAPLATE_BASE_URL: `http://127.0.0.1:${way.port}${pathname}` };
    const { report, requests } = await runAgainst({}, env, OPENED);
    way.close();
    expect(report.verdict).toBe("conformant");
    expect(requests).toBe(sentIn(report) - 1);
    expect(report.controls[0]).toMatchObject({ purpose: "opening", state: "held", attempts: 2 });
  });

  it.each(["refused", "timeout", "reset"])(
    "of silence (%s) it is told after two time limits at most",
    async (how) => {
      const silent = createServer((socket) => (how === "reset" ? socket.resetAndDestroy() : undefined));
      await new Promise<void>((listening) => silent.listen(0, "127.0.0.1", listening));
      const { port } = silent.address() as AddressInfo;
      if (how === "refused") await new Promise((closed) => silent.close(closed));
      const began = Date.now();
      const env = { KONAPLATE_BASE_URL: `http://127.0.0.1:${port}`, KONAPLATE_TIMEOUT_MS: "1000" };
      const { report } = await runAgainst({}, env);
      expect(Date.now() - began).toBeLessThan(ENDED_IN_TIME_MS);
      expect(report).toMatchObject({ verdict: "incomplete", halted: { cause: "unreachable" } });
      expect(report.reasons[0]).toContain(`${how}: `);
      expect(exitCodeOf(report)).toBe(3);
      silent.close();
    },
  );
});
