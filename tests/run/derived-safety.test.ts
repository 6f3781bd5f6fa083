import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import type { Case } from "../../src/cases/model.ts";
import { whyNotReady } from "../../src/cases/readiness.ts";
import { listed as listedCase, renderList } from "../../src/cli/list-cases.ts";
import { exactNumber, stringifyJson } from "../../src/exact/json.ts";
import { representatives, scaled, shareOf } from "../support/share.ts";
import { type RunOptions, runAt } from "./derived-runs.ts";
import { settingsOf, suite } from "./run-cases.ts";

const share = new Set(shareOf(suite.plan.cases));

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const CHANGING = ["user-register", "membership-cancellation", "charge-cancellation"];
const isChanging = ({ operation }: Case): boolean => CHANGING.includes(operation);

interface Sent {
  readonly operation: string;
  readonly body: string;
}

/** Runs cases at a server that is not embedded; gives what it opened, and how many requests came at all. */
async function run(options: RunOptions) {
  const opened: Sent[] = [];
  sandbox.reset({
    request: (request, { operation }) => {
      opened.push({ operation: operation.id, body: stringifyJson(request) });
      return request;
    },
  });
  const before = sandbox.requests;
  const results = await runAt({ ...sandbox.settings }, options);
  return { results, opened, requests: sandbox.requests - before };
}

describe("on a target that is not embedded", () => {
  it("under read no operation that changes something gets a request", async () => {
    const { results, requests } = await run({ choose: isChanging, settings: { allow: "read" } });
    expect(results.length).toBeGreaterThan(300);
    expect(requests).toBe(0);
    for (const { id, outcome, reason } of results)
      expect([id, outcome, reason]).toEqual([
        id,
        "not-exercised",
        expect.stringContaining("forbidden by policy"),
      ]);
  });

  it("under refusals requests go out that the pages say are refused, and nobody registers, leaves or gets money back", async () => {
    const { results, requests } = await run({
      choose: (row) => isChanging(row) && share.has(row),
      settings: { allow: "refusals" },
    });
    const sent = results.filter(({ attempts }) => attempts > 0);
    expect(sent.length).toBeGreaterThan(scaled(100));
    expect(sent.filter(({ destructive }) => destructive)).toEqual([]);
    expect(requests).toBe(sent.reduce((sum, { attempts }) => sum + attempts, 0));
    expect(results.filter(({ observed }) => observed.code === "000_000")).toEqual([]);
  });

  it("data for all cases sends nobody's account into a case of an operation that changes something", async () => {
    const testData = { "membership-cancellation": { "*": { userId: exactNumber("50000104652") } } };
    const { results, requests } = await run({
      choose: ({ id }) => id.startsWith("membership-cancellation/un"),
      settings: { testData },
    });
    expect(requests).toBe(0);
    expect(results.map(({ id, outcome }) => [id, outcome])).toEqual([
      ["membership-cancellation/unknown-member", "not-exercised"],
      ["membership-cancellation/unreceived-gift", "not-exercised"],
    ]);
    for (const { reason } of results) expect(reason).toContain('"*" alone is not enough; give userId under');
  });

  it("terms that the target refuses as guessed are asked of its owner, and the server is not accused", async () => {
    const { results } = await run({
      choose: ({ id }) => /^user-register\/(success|terms)/.test(id),
      settings: { testData: {} },
    });
    expect(results.map(({ id, outcome, violations }) => [id, outcome, violations])).toEqual([
      ["user-register/success", "not-exercised", []],
      ["user-register/terms-not-agreed", "passed", []],
    ]);
    expect(results[0]?.reason).toContain(
      'the target answers 001_009, so give tcIdList under user-register: "*":',
    );
  });

  const AT_MIN = "membership-cancellation/body.userId.at-min";
  it("a value that could be somebody's is not sent without the owner's own", async () => {
    const { results, requests } = await run({ choose: ({ id }) => id === AT_MIN });
    expect(requests).toBe(0);
    expect(results[0]).toMatchObject({
      outcome: "not-exercised",
      reason: expect.stringMatching(/vouch for values under membership-cancellation: body\.userId\.at-min:/),
    });
  });

  it("a value that the owner vouches for is sent as it is given", async () => {
    const { testData } = settingsOf({ ...sandbox.settings }, []);
    const own = { "body.userId.at-min": { userId: exactNumber("50000199999") } };
    const given = {
      ...testData,
      "membership-cancellation": { ...testData["membership-cancellation"], ...own },
    };
    const { opened } = await run({ choose: ({ id }) => id === AT_MIN, settings: { testData: given } });
    expect(opened.map(({ body }) => body)).toEqual(['{"userId":50000199999}']);
  });

  it("no derived request names the member or the charge that the environment gives for all cases", async () => {
    const { testData } = settingsOf({ ...sandbox.settings }, []);
    const given = { ...testData };
    for (const id of ["membership-cancellation", "charge-cancellation"])
      given[id] = { ...testData[id], "*": { ...testData[id]?.success } };
    const choose = (row: Case): boolean =>
      row.kind === "generated" && row.operation.endsWith("-cancellation") && share.has(row);
    const { opened } = await run({ choose, settings: { testData: given } });
    expect(opened.length).toBeGreaterThan(scaled(50));
    const names = /50000104652|50000104671|KMN260114031773501|KMN221114031773543|9491330000000101/;
    expect(opened.filter(({ body }) => names.test(body))).toEqual([]);
  });
});

describe("a seed", () => {
  /** A request with a wrong header has the body of a right one. */
  const drawn = new Set(
    representatives(
      [...share].filter(({ kind }) => kind !== "journey"),
      ({ kind }) => kind !== "header",
    ),
  );

  /** Bodies in the clear by what was sent, without the values that have to be new; journeys carry ids of the target. */
  async function bodies(seed: string): Promise<string[]> {
    const { opened } = await run({
      choose: (row) => drawn.has(row),
      settings: { seed, embedded: true },
    });
    return opened
      .map(
        ({ operation, body }) =>
          `${operation} ${body.replace(/"(loginId|ci|sequenceId)":"[^"]*"/g, '"$1":new')}`,
      )
      .sort();
  }

  it("repeats every body but for values that must be new; another changes the valid ones alone", async () => {
    const [first, again, other] = [await bodies("7"), await bodies("7"), await bodies("8")];
    expect(first.length).toBeGreaterThan(scaled(200));
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    expect(other).toHaveLength(first.length);
    const derived = (all: readonly string[]): string[] => all.filter((line) => line.startsWith("membership"));
    expect(derived(other)).toEqual(derived(first));
  });
});

describe("whether a case is sent", () => {
  it.each(["read", "refusals", "changes"] as const)(
    "is one decision for the list and the run under %s",
    async (allow) => {
      const own = settingsOf({ ...sandbox.settings }, []).testData;
      const { "membership-cancellation": leaving, ...others } = own;
      const testData = { ...others, "membership-cancellation": { "*": leaving?.success ?? {} } };
      const settings = { ...settingsOf({ ...sandbox.settings }, []), allow, testData };
      // What is decided before a request is sent, the target has no say in: nobody listens there.
      const nobody = { ...sandbox.settings, KONAPLATE_BASE_URL: "http://127.0.0.1:9/open-api" };
      const results = await runAt(nobody, { choose: (row) => share.has(row), settings });
      const notSent = results.filter(({ reason }) =>
        /^(forbidden by policy|no test data)/.test(reason ?? ""),
      );
      const listed = [...share].filter((row) => whyNotReady(row, settings) !== undefined);
      expect(listed.map(({ id }) => id)).toEqual(
        notSent.filter(({ attempts }) => attempts === 0).map(({ id }) => id),
      );
      const told = renderList(
        listed.map((row) => listedCase(row, settings)),
        settings,
      );
      expect(told).toContain(`; 0 would run against ${settings.environment}`);
    },
  );
});
