import { createServer } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { exitCodeOf } from "../../src/cli/exit-code-of.ts";
import { SilenceWatch } from "../../src/run/silence-watch.ts";
import { runWhole, settingsOf } from "./run-cases.ts";

const READING = ["member-authentication-info/*"];

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

/** Far longer than a right answer takes, with what other tests do meanwhile. */
const TIME_LIMIT_MS = "700";

const never = new Promise<never>(() => undefined);

describe("a target that falls silent", () => {
  it("in the middle of a run is asked once more, and then the run ends and says why", async () => {
    const lastAnswered = sandbox.requests + 15;
    sandbox.reset({ sealed: (wire) => (sandbox.requests > lastAnswered ? never : wire) });
    const report = await runWhole(
      settingsOf({ ...sandbox.settings }, READING, {
        KONAPLATE_TIMEOUT_MS: TIME_LIMIT_MS,
        KONAPLATE_CONCURRENCY: "12",
      }),
    );
    expect(report.verdict).toBe("incomplete");
    expect(exitCodeOf(report)).toBe(4);
    expect(report.reasons.join("\n")).toContain("The run was cut short by a target that no longer answers");
    const silent = report.cases.filter(({ fault }) => fault === "timeout");
    expect(silent.length).toBeLessThan(45);
    expect(report.cases.filter(({ fault }) => fault === "cut-short").length).toBeGreaterThan(15);
    expect(report.controls.filter(({ title }) => title.startsWith("Whether the target"))).toHaveLength(1);
  });

  it("to some requests alone is no such target", async () => {
    sandbox.reset({ sealed: (wire) => (wire.status === 400 ? never : wire) });
    const report = await runWhole(
      settingsOf({ ...sandbox.settings }, ["member-authentication-info/body*"], {
        KONAPLATE_TIMEOUT_MS: TIME_LIMIT_MS,
        KONAPLATE_CONCURRENCY: "12",
      }),
    );
    expect(report.cases.filter(({ fault }) => fault === "timeout").length).toBeGreaterThan(8);
    expect(report.cases.filter(({ fault }) => fault === "cut-short")).toEqual([]);
  });

  it("from the beginning ends a run after two time limits, whatever the plan", async () => {
    let connections = 0;
    const hole = createServer(() => {
      connections += 1;
    });
    await new Promise<void>((listening) => hole.listen(0, "127.0.0.1", listening));
    const { port } = hole.address() as { port: number };
    const env = { KONAPLATE_BASE_URL: `http://127.0.0.1:${port}`, KONAPLATE_TIMEOUT_MS: "150" };
    const report = await runWhole(settingsOf({ ...sandbox.settings }, [], env));
    hole.close();
    expect(exitCodeOf(report)).toBe(3);
    expect(connections).toBe(2);
  });
});

describe("what counts as silence", () => {
  const heard = async (faults: readonly ("timeout" | "too-large" | undefined)[], isThere: boolean) => {
    const asked: string[] = [];
    const watch = new SilenceWatch(
      async () => {
        asked.push("asked");
        return isThere;
      },
      () => asked.push("ended"),
    );
    for (const fault of faults) await watch.after({ attempts: 1, ...(fault && { fault }) });
    await watch.after({ attempts: 0, fault: "timeout" });
    return asked;
  };
  const times = <T>(count: number, what: T): T[] => Array.from({ length: count }, () => what);

  it.each([
    [times(7, "timeout" as const), false, []],
    [times(8, "timeout" as const), false, ["asked", "ended"]],
    [times(17, "timeout" as const), true, ["asked", "asked"]],
    [[...times(7, "timeout" as const), undefined, ...times(7, "timeout" as const)], false, []],
    [times(20, "too-large" as const), false, []],
  ])("%j, answered again %s: %j", async (faults, isThere, asked) => {
    expect(await heard(faults, isThere)).toEqual(asked);
  });
});
