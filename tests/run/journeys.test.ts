import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Alteration, PlainAnswer, RequestContext } from "../../sandbox/alteration.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import type { Case } from "../../src/cases/model.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import { runAt, troubles } from "./derived-runs.ts";
import { runCases, settingsOf, suite } from "./run-cases.ts";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const isJourney = ({ name }: Case): boolean => name.startsWith("journey.");
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

describe("the journeys on the sandbox", () => {
  const isDocumented = ({ kind }: Case): boolean => kind === "documented";
  let log: readonly string[];
  let alone: readonly CaseResult[];
  let documentedAfter: readonly CaseResult[];
  beforeAll(async () => {
    const answered: string[] = [];
    alone = await run(told(answered));
    log = [...answered];
    documentedAfter = await runAt({ ...sandbox.settings }, { choose: isDocumented });
  });

  it("pass alone", () => {
    expect(troubles(alone)).toEqual([]);
    expect(alone).toHaveLength(JOURNEYS.length);
  });

  it.each(JOURNEYS.map(({ id, name }) => [id, name]))("%s passes by itself", async (_id, name) => {
    expect(troubles(await run({}, named(name)))).toEqual([]);
  });

  it("and the documented cases leave each other's members and charges alone, whichever run first", async () => {
    expect(troubles(documentedAfter)).toEqual([]);
    await run({}, isDocumented);
    expect(troubles(await runAt({ ...sandbox.settings }, { choose: isJourney }))).toEqual([]);
  });

  it("leave no member behind, and one of those whom test data name has left", () => {
    const count = (line: string): number => log.filter((each) => each === line).length;
    expect(count("user-register 000_000")).toBeGreaterThan(8);
    expect(count("membership-cancellation 000_000")).toBe(count("user-register 000_000") + 1);
  });
});

/** A rule of the sandbox's state that is left out, and which journeys find that, by which rules. */
type Lack = readonly [operation: string, rules: readonly string[], found: readonly string[]];

const LACKS: readonly Lack[] = [
  [
    "user-register",
    ["login-id-in-use"],
    ["registered-then-in-use: failed status code message", "registered-twice-at-once: warned at-most-once"],
  ],
  ["user-register", ["already-registered"], ["registered-then-in-use: failed status code message"]],
  [
    "user-register",
    ["keep-member"],
    [
      "registered-member-leaves: warned status code message",
      "leaving-twice-at-once: not-exercised no control: none of the 2 requests was carried out, so that not both were shows nothing",
      "forged-removes-nobody: warned status code message",
      "registered-then-in-use: failed status code message",
      "registered-twice-at-once: warned at-most-once",
    ],
  ],
  [
    "membership-cancellation",
    ["unknown-member"],
    [
      "registered-member-leaves: warned code not-carried-out",
      "left-stays-left: warned code not-carried-out",
      "leaving-twice-at-once: warned at-most-once",
    ],
  ],
  [
    "membership-cancellation",
    ["forget-member"],
    [
      "registered-member-leaves: warned code not-carried-out",
      "left-stays-left: warned code not-carried-out",
      "leaving-twice-at-once: warned at-most-once",
    ],
  ],
  [
    "charge-cancellation",
    ["remember-cancellation"],
    ["cancelled-stays-cancelled: warned not-carried-out", "cancelled-twice-at-once: warned at-most-once"],
  ],
  ["member-authentication-info", ["unknown-member"], ["registered-member-leaves: warned not-carried-out"]],
  [
    "unregistered-card-inquiry",
    ["card-already-registered", "card-cvc"],
    ["registered-card-inquired: failed body-schema not-carried-out"],
  ],
  // The answer to a registration has no CVC of the new card: with a wrong one the card may as well not be found.
  ["unregistered-card-inquiry", ["card-already-registered"], []],
];

const withoutRules = (operation: string, rules: readonly string[]): Alteration => ({
  skipRule: (rule, context) =>
    context.operation.id === operation && rules.some((left) => rule === `state.${left}`),
});

/** No other journey sends a request to the operation. */
const isAbout = (operation: string) => (row: Case) =>
  isJourney(row) &&
  (row.operation === operation || (row.steps ?? []).some((step) => step.row.operation === operation));

describe("a server that lacks a rule of what it keeps", () => {
  it.each(LACKS)("%s without %j is found", async (operation, rules, found) => {
    const results = await run(withoutRules(operation, rules), isAbout(operation));
    expect(troubles(results).map((line) => line.replace(/^.*\/journey\./, ""))).toEqual(found);
  });

  it("does not conform where the run fails on what follows from the pages", async () => {
    sandbox.reset(withoutRules("membership-cancellation", ["forget-member"]));
    const settings = settingsOf({ ...sandbox.settings }, ["*/journey.left-stays-left"]);
    const report = await runCases({ ...settings, strict: "all" });
    expect(report.verdict).toBe("non-conformant");
    const [violation] = report.cases[0]?.violations.filter(({ rule }) => rule === "not-carried-out") ?? [];
    expect(violation).toMatchObject({
      level: "inferred",
      clause: "membership-cancellation#codes.001_006",
      exchange: "leave-again",
    });
  });
});

describe("a race", () => {
  it("that is lost is told as one request carried out twice, and both members leave again", async () => {
    const log: string[] = [];
    const lost = withoutRules("user-register", ["login-id-in-use", "already-registered"]);
    const [result] = await run({ ...lost, ...told(log) }, named("journey.registered-twice-at-once"));
    expect(result?.outcome).toBe("warned");
    expect(result?.violations).toMatchObject([
      {
        rule: "at-most-once",
        level: "inferred",
        documented: "one success at most of 2 requests that are the same",
        actual: "2 successes",
        exchange: "register",
      },
    ]);
    expect(log).toEqual([
      "user-register 000_000",
      "user-register 000_000",
      "membership-cancellation 000_000",
      "membership-cancellation 000_000",
    ]);
    expect(result?.observed.code).toBe("000_000");
  });

  it("in which nothing is carried out shows nothing", async () => {
    const [result] = await run(
      {
        instead: ({ operation }) =>
          operation.id === "user-register"
            ? { status: 409, code: "001_900", message: "Busy.", payload: {}, encrypted: false }
            : undefined,
      },
      named("journey.registered-twice-at-once"),
    );
    expect(result).toMatchObject({ outcome: "not-exercised" });
    expect(result?.reason).toBe(
      "no control: none of the 2 requests was carried out, so that not both were shows nothing",
    );
  });

  it("is run with the very same request", async () => {
    const bodies: string[] = [];
    await run(
      {
        request: (request) => {
          bodies.push(JSON.stringify(request));
          return request;
        },
      },
      named("journey.registered-twice-at-once"),
    );
    const [first, second] = bodies;
    expect(first).toContain("loginId");
    expect(second).toBe(first);
  });
});
