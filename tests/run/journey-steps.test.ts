import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Alteration, PlainAnswer, RequestContext } from "../../sandbox/alteration.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import type { Case } from "../../src/cases/model.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import { openSession, targetOf } from "../../src/run/session.ts";
import { runAt } from "./derived-runs.ts";
import { settingsOf, suite } from "./run-cases.ts";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const isJourney = ({ kind }: Case): boolean => kind === "journey";
const JOURNEYS = suite.plan.cases.filter(isJourney);

/** What the server answered, one line an answer, in the order of the requests. */
function told(
  log: string[],
  change: (answer: PlainAnswer, context: RequestContext) => PlainAnswer = (same) => same,
) {
  return {
    plain: (answer: PlainAnswer, context: RequestContext) => {
      const given = change(answer, context);
      log.push(`${context.operation.id} ${given.code}`);
      return given;
    },
  } satisfies Alteration;
}

async function run(alter: Alteration, choose: (row: Case) => boolean = isJourney): Promise<CaseResult[]> {
  sandbox.reset(alter);
  return runAt({ ...sandbox.settings }, { choose });
}

const named = (name: string) => (row: Case) => row.name === name;

describe("a step that does not find what it should", () => {
  const LEAVES = "journey.registered-member-leaves";
  const denied =
    (operation: string): Parameters<typeof told>[1] =>
    (answer, context) =>
      context.operation.id === operation
        ? { ...answer, status: 400, code: "009_009", payload: {}, encrypted: false }
        : answer;

  it("ends the journey, and the member that was made leaves all the same", async () => {
    const log: string[] = [];
    const [result] = await run(told(log, denied("member-authentication-info")), named(LEAVES));
    expect(log).toEqual([
      "user-register 000_000",
      "member-authentication-info 009_009",
      "membership-cancellation 000_000",
    ]);
    expect(result).toMatchObject({ outcome: "warned", attempts: 3, observed: { code: "009_009" } });
    expect(result?.exchanges.map(({ label }) => label)).toEqual(["register", "known", "clean-up"]);
  });

  it("leaves nothing to clean up where it is the first", async () => {
    const log: string[] = [];
    const [result] = await run(told(log, denied("user-register")), named(LEAVES));
    expect(log).toEqual(["user-register 009_009"]);
    expect(result).toMatchObject({ outcome: "warned" });
  });

  it("is not blamed on the server where the answer may lack what the next step needs", async () => {
    const bare = told([], (answer) => ({
      ...answer,
      payload: Object.fromEntries(
        Object.entries(answer.payload).filter(([name]) => name !== "basicCardInfo"),
      ),
    }));
    const [result] = await run(bare, named("journey.registered-card-inquired"));
    expect(result).toMatchObject({
      outcome: "errored",
      fault: "could-not-run",
      reason: "could-not-run: step inquire lacks a value that an earlier answer was to give",
      violations: [],
    });
  });

  it("is told with its step where an answer stands for another", async () => {
    const swapped = told([], (answer) =>
      answer.code === "001_001" ? { ...answer, code: "001_028" } : answer,
    );
    const [result] = await run(swapped, named("journey.registered-then-in-use"));
    expect(result?.outcome).toBe("failed");
    expect(result?.violations.find(({ rule }) => rule === "code")).toMatchObject({
      level: "documented",
      exchange: "same-login-id",
      documented: "001_001",
      actual: '"001_028"',
    });
  });
});

describe("a run that ends in the middle of a journey", () => {
  it("says what was done and that it is still there", async () => {
    const settings = settingsOf({ ...sandbox.settings }, []);
    const session = openSession(suite, settings, targetOf(settings, undefined));
    const log: string[] = [];
    sandbox.reset(
      told(log, (answer) => {
        session.end("SIGINT");
        return answer;
      }),
    );
    const row = JOURNEYS.find(named("journey.registered-member-leaves"));
    if (!row) throw new Error("no such journey");
    const result = await session.run(row);
    session.close();
    expect(log).toEqual(["user-register 000_000"]);
    expect(result).toMatchObject({ outcome: "errored", fault: "cut-short", attempts: 1 });
    expect(result.reason).toMatch(
      /^cut-short: .*SIGINT.* before step known; what the steps before it made is still there$/,
    );
  });

  it("says nothing was done where the journey had not begun", async () => {
    const settings = settingsOf({ ...sandbox.settings }, []);
    const session = openSession(suite, settings, targetOf(settings, undefined));
    session.end("SIGINT");
    const results = await Promise.all(JOURNEYS.map((row) => session.run(row)));
    session.close();
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(["not-exercised"]));
  });
});
