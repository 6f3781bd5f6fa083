import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Alteration, RequestContext } from "../../sandbox/alteration.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import type { Settings, TestData } from "../../src/environment/model.ts";
import { exactNumber, type Json, type JsonObject, stringifyJson } from "../../src/exact/json.ts";
import type { Report } from "../../src/results/model.ts";
import { isExhaustive, scaled, shareNames, shareOf } from "../support/share.ts";
import { runCases, settingsOf, suite } from "./run-cases.ts";

let sandbox: RunningSandbox;
let settings: Settings;
beforeAll(async () => {
  sandbox = await startSandbox();
  settings = settingsOf({ ...sandbox.settings }, shareNames(suite.plan.cases));
});
afterAll(() => sandbox.close());

const CHANGING = ["user-register", "membership-cancellation", "charge-cancellation"];
/** The cases of what changes something: what the others do is nothing to what is changed. */
const OF_CHANGES = casesOf(CHANGING);

function casesOf(operations: readonly string[]): string[] {
  return shareOf(suite.plan.cases)
    .filter(({ operation }) => operations.includes(operation))
    .map(({ id }) => id);
}

/** What a server that counts has seen. */
interface Seen {
  /** Each request that it opened. */
  readonly asked: { readonly operation: string; readonly request: JsonObject }[];
  /** Those of them that changed something. */
  readonly carriedOut: { readonly operation: string; readonly request: JsonObject }[];
}

async function run(special: Partial<Settings>, alter: Alteration = {}) {
  const seen: Seen = { asked: [], carriedOut: [] };
  sandbox.reset({
    ...alter,
    plain: (answer, context) => {
      note(seen, context, answer.code);
      return alter.plain?.(answer, context) ?? answer;
    },
  });
  const report: Report = await runCases({ ...settings, ...special });
  return { report, seen };
}

function note(seen: Seen, { operation, request = {} }: RequestContext, code: string): void {
  seen.asked.push({ operation: operation.id, request });
  if (code === "000_000" && CHANGING.includes(operation.id))
    seen.carriedOut.push({ operation: operation.id, request });
}

function withData(operation: string, name: string, fields: Record<string, Json>): TestData {
  const own = settings.testData[operation];
  return { ...settings.testData, [operation]: { ...own, [name]: { ...own?.[name], ...fields } } };
}

/** Test data whose member, charge or login id has not the state any more that their case needs. */
const STALE: readonly (readonly [string, () => TestData, changed: RegExp])[] = [
  [
    "a member free to leave under unreceived-gift",
    () => withData("membership-cancellation", "unreceived-gift", { userId: exactNumber("50000104652") }),
    /^CHANGED on the target: a membership \(member 50000104652\)\. membership-cancellation\/unreceived-gift was carried out/,
  ],
  [
    "a charge that can be cancelled under no-bank-account",
    () => withData("charge-cancellation", "no-bank-account", dataOf("charge-cancellation", "success")),
    /^CHANGED on the target: money \(.*charge KMN260114031773501\)\. charge-cancellation\/no-bank-account was carried out/,
  ],
  [
    "a login id that nobody has under login-id-in-use",
    () => withData("user-register", "login-id-in-use", { loginId: "nobody.at.all@member.example" }),
    /^CHANGED on the target: a membership .*user-register\/login-id-in-use was carried out/,
  ],
];

function dataOf(operation: string, name: string): Record<string, Json> {
  return { ...settings.testData[operation]?.[name] };
}

describe("under read", () => {
  it("no operation that changes something gets a request", async () => {
    const { report, seen } = await run({ allow: "read" });
    expect(seen.asked.length).toBeGreaterThan(scaled(50));
    expect(seen.asked.filter(({ operation }) => CHANGING.includes(operation))).toEqual([]);
    expect(report.ledger).toEqual([]);
    expect(report.tripwire).toBeUndefined();
  });
});

describe("under refusals", () => {
  it("nothing changes where the test data are right", async () => {
    const { report, seen } = await run({ allow: "refusals", only: OF_CHANGES });
    expect(seen.carriedOut).toEqual([]);
    expect(seen.asked.filter(({ operation }) => CHANGING.includes(operation)).length).toBeGreaterThan(
      scaled(100),
    );
    expect(report.ledger).toEqual([]);
    expect(report.tripwire).toBeUndefined();
  });

  it.each(STALE)(
    "with %s one thing changes, and the first line says which",
    async (_title, data, changed) => {
      const { report, seen } = await run({ allow: "refusals", only: OF_CHANGES, testData: data() });
      expect(seen.carriedOut).toHaveLength(1);
      expect(report.tripwire?.message).toMatch(changed);
      expect(report.tripwire?.certain).toBe(true);
      expect(report.verdict).toBe("non-conformant");
      expect(report.reasons[0]).toBe(report.tripwire?.message);
      expect(report.ledger).toMatchObject([{ meant: false, state: "left" }]);
      const last = seen.asked.findLastIndex(({ operation }) => CHANGING.includes(operation));
      expect(seen.asked[last]).toEqual(seen.carriedOut[0]);
    },
  );

  it("a server that lets a login id register twice gets one registration at most", async () => {
    const { seen, report } = await run(
      { allow: "refusals", only: OF_CHANGES },
      { skipRule: (rule) => rule === "state.login-id-in-use" },
    );
    expect(seen.carriedOut.map(({ operation }) => operation)).toEqual(["user-register"]);
    expect(report.tripwire?.operation).toBe("user-register");
  });

  it("a refusal that nobody says anything of stops the rest as well, and accuses nobody", async () => {
    const { report, seen } = await run(
      { allow: "refusals", only: OF_CHANGES },
      {
        plain: (answer, { operation }) =>
          CHANGING.includes(operation.id) ? { ...answer, status: 503 } : answer,
      },
    );
    expect(seen.asked.filter(({ operation }) => CHANGING.includes(operation))).toHaveLength(1);
    expect(report.tripwire?.certain).toBe(false);
    expect(report.tripwire?.message).toMatch(/^MAY HAVE CHANGED on the target/);
    expect(report.verdict).toBe("incomplete");
    expect(report.ledger).toMatchObject([{ did: "unknown" }]);
  });
});

const TESTED_THINGS = ["userId", "nrNumber", "loginId", "ci"];

/** The things that the requests named, by field and value, each as often as it was named. */
function namedIn(requests: Seen["asked"]): string[] {
  return requests.flatMap(({ operation, request }) =>
    TESTED_THINGS.filter((field) => Object.hasOwn(request, field))
      .filter((field) => operation !== "charge-cancellation" || field === "nrNumber")
      .map((field) => `${field} ${stringifyJson(request[field] ?? null)}`),
  );
}

/** The same of everything that test data name. */
function namedByData(): Set<string> {
  const cases = Object.entries(settings.testData).flatMap(([operation, byName]) =>
    Object.values(byName).map((request) => ({ operation, request: { ...request } })),
  );
  return new Set(namedIn(cases));
}

describe("under changes", () => {
  let ofRightServer: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    ofRightServer = await run({ allow: "changes" });
  });

  /** What a run changed of the things that its test data name. */
  function changedOnes({ carriedOut }: Seen): string[] {
    const named = namedByData();
    return namedIn(carriedOut).filter((thing) => named.has(thing));
  }

  it("nothing that test data name is changed twice", () => {
    const changed = changedOnes(ofRightServer.seen);
    expect(changed.length).toBeGreaterThan(3);
    expect(new Set(changed).size).toBe(changed.length);
  });

  /** Rules that keep a thing from being changed twice, by operation. */
  const KEEPING: readonly (readonly [rules: string, operation: string])[] = [
    ["forget-member", "membership-cancellation"],
    ["remember-cancellation", "charge-cancellation"],
    ["login-id-in-use", "user-register"],
    ["already-registered", "user-register"],
  ];
  const kept = KEEPING.map(([rule]) => rule).join(", ");
  // With every case once without all of them: what one of them alone would have let pass passes then too.
  it.each(isExhaustive() ? [[kept, "*"] as const] : KEEPING)(
    "nor by a server without the rule %s, but for what a journey has for itself",
    async (left, operation) => {
      const skipRule = (rule: string): boolean => left.split(", ").some((each) => rule === `state.${each}`);
      // What depends on the rule is what the pages tell of its operation, and what follows upon it.
      const chosen =
        operation === "*"
          ? { only: OF_CHANGES }
          : { only: casesOf([operation]), kinds: ["documented", "journey"] };
      const { seen } = await run({ allow: "changes", ...chosen }, { skipRule });
      const changed = changedOnes(seen);
      expect(changed).not.toEqual([]);
      const twice = changed.filter((thing, index) => changed.indexOf(thing) !== index);
      const ofJourneys = Object.entries(settings.testData).flatMap(([operation, byName]) =>
        Object.entries(byName)
          .filter(([name]) => name.startsWith("journey."))
          .flatMap(([, request]) => namedIn([{ operation, request: { ...request } }])),
      );
      expect(twice.filter((thing) => !ofJourneys.includes(thing))).toEqual([]);
    },
  );

  const NAMING_MEMBERS = ["membership-cancellation", "charge-cancellation", "member-authentication-info"];
  it("after an unknown outcome nothing names that thing again", async () => {
    const { seen, report } = await run(
      { allow: "changes", only: casesOf(NAMING_MEMBERS) },
      {
        sealed: (answer, { operation, request }) =>
          operation.id === "membership-cancellation" && String(request?.userId) === "50000104652"
            ? { ...answer, status: 504, body: Buffer.from("gateway timeout") }
            : answer,
      },
    );
    const asked = seen.asked.filter(({ request }) => String(request.userId) === "50000104652");
    expect(asked).toHaveLength(1);
    expect(report.ledger.filter(({ did }) => did === "unknown")).toMatchObject([
      { case: "membership-cancellation/success", things: [{ value: "50000104652" }] },
    ]);
  });

  it("what the run made is gone at its end, and the ledger says so", () => {
    const { seen, report } = ofRightServer;
    const made = report.ledger.filter(({ did }) => did === "created");
    expect(made.length).toBeGreaterThan(scaled(20));
    expect(made.filter(({ state }) => state === "left")).toEqual([]);
    for (const { things } of made) expect(things[0]?.value).toMatch(/^[0-9]+$/);
    const count = (of: string): number => seen.carriedOut.filter(({ operation }) => operation === of).length;
    const leftNames = report.ledger.filter((entry) => entry.operation === "membership-cancellation");
    expect(count("user-register")).toBe(made.length);
    expect(count("membership-cancellation")).toBe(made.length + leftNames.length);
  });

  it("what cannot be removed again is left, and the ledger says which and how to put it right", async () => {
    const { report } = await run(
      { allow: "changes", only: ["user-register/success"] },
      {
        instead: ({ operation }) =>
          operation.id === "membership-cancellation"
            ? {
                status: 400,
                code: "001_052",
                message: "Active card has balance.",
                payload: {},
                encrypted: false,
              }
            : undefined,
      },
    );
    const [entry] = report.ledger;
    expect(report.ledger).toHaveLength(1);
    expect(entry).toMatchObject({
      did: "created",
      state: "left",
      things: [{ kind: "member", field: "userId" }],
    });
    expect(entry?.remedy).toBe(
      `Remove member ${entry?.things[0]?.value}, which user-register created for this run.`,
    );
  });
});
