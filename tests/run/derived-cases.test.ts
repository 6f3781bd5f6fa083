import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Alteration } from "../../sandbox/alteration.ts";
import { sandboxRules } from "../../sandbox/rules.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { sandboxTreatments } from "../../sandbox/treatments.ts";
import type { Case } from "../../src/cases/model.ts";
import type { CaseResult, Violation } from "../../src/results/case-result.ts";
import { representatives, scaled, shareOf } from "../support/share.ts";
import { openRuns, resultOf, runAt, troubles } from "./derived-runs.ts";
import { suite } from "./run-cases.ts";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

/** Runs cases as on the embedded sandbox, where no word of an owner is needed. */
async function run(alter: Alteration, choose: (row: Case) => boolean): Promise<CaseResult[]> {
  sandbox.reset(alter);
  return runAt({ ...sandbox.settings }, { choose, settings: { embedded: true } });
}

/** What asks which reading the server follows, of one operation. */
const PROBES = /^charge-cancellation\/(header\.X-KM-Tran-T|body\.sequenceId\.)/;
const share = new Set([
  ...shareOf(suite.plan.cases),
  ...suite.plan.cases.filter(({ id }) => PROBES.test(id)),
]);
const demandOf = (kind: string) => [...share].filter(({ expected }) => expected.demand?.kind === kind);

describe("on the sandbox", () => {
  let results: CaseResult[];
  let took: number;
  beforeAll(async () => {
    const before = process.cpuUsage();
    results = await run({}, (row) => share.has(row));
    const { user, system } = process.cpuUsage(before);
    took = (user + system) / 1000;
  });

  const state = (id: string, rule: string): string | undefined =>
    resultOf(results, id).rules.find((record) => record.rule === rule)?.state;

  it("every case of every kind passes, and with what other tests do meanwhile it takes a minute of the processor at most", () => {
    expect(troubles(results)).toEqual([]);
    expect(results.length).toBe(share.size);
    expect(took).toBeLessThan(60_000);
  });

  it("every request that breaks the contract in a field is refused for that field", () => {
    const rows = demandOf("refusal");
    expect(rows.length).toBeGreaterThan(scaled(150));
    for (const { id } of rows) {
      const held = ["status", "code", "names-field"].map((rule) => state(id, rule));
      expect([id, ...held]).toEqual([id, "held", "held", "held"]);
    }
  });

  it("no value within its bounds is refused for its field", () => {
    const rows = demandOf("acceptance");
    expect(rows.length).toBeGreaterThan(scaled(10));
    for (const { id } of rows) expect([id, state(id, "not-refused")]).toEqual([id, "held"]);
  });

  it("no request with wrong headers, token or encryption is carried out", () => {
    const rows = demandOf("no-success").filter(({ kind }) => kind === "header");
    expect(rows.length).toBeGreaterThan(scaled(150));
    for (const { id } of rows) expect([id, state(id, "not-carried-out")]).toEqual([id, "held"]);
  });

  it("the probes tell which reading it follows", () => {
    const observed = results.flatMap(({ readings }) =>
      readings.map((reading) => `${reading.id}: ${reading.observed}`),
    );
    expect(observed).toEqual(
      expect.arrayContaining([
        "tran-token-length: a token of 66 characters is accepted as well",
        "tran-time-length: 16 digits are refused",
        "length-exact-or-at-most: sequenceId of 15 characters is accepted where the page says 30",
      ]),
    );
  });
});

/** Sandbox rules whose absence no case shows, each with the reason why; the rest has to be noticed. */
const UNSEEN: readonly (readonly [reason: string, rules: RegExp])[] = [
  ["the length refuses an empty text as well", / body\..*\.empty$/],
  ["the form refuses another length as well", / body\.birthDate\.length$/],
  ["what is no card number is refused as well", /-inquiry body\.cardNo\.(presence|type|length)$/],
  [
    "client code demands nothing",
    / body\.(mobileNumber|email|addressInfo|joinChannel|tcIdList|cardExpiry)\./,
  ],
  [
    "another length is another value",
    / header\.X-KM-(User-AspId|Access-Key|Crypto-Key-Id|Time-Zone)\.length$/,
  ],
  ["the form refuses another length as well", / header\.X-KM-(Correlation-Id|Tran-Time)\.length$/],
  ["what does not exist is not near", / header\.X-KM-Tran-Time\.form$/],
  [
    "no page says that the clock and the zone are read",
    / header\.X-KM-(Tran-T(oken|ime)\.clock|Time-Zone\.value)$/,
  ],
  ["the guideline says what to send, not what is refused", / header\.(Accept|Content-Type)\./],
  ["the request is in the clear", /charge-cancellation header\.X-KM-Crypto-Key-Id\./],
  ["nothing is encrypted", /membership-cancellation header\.X-KM-Crypto-Key-Id\./],
];
/** Of so many rules one is left out, of each operation another: over the operations those of every header. */
const IN_TURN = suite.contract.operations.length;
const isSeen = (rule: string): boolean => !UNSEEN.some(([, pattern]) => pattern.test(rule));

describe.each(suite.contract.operations.map((operation) => [operation.id, operation] as const))(
  "a server of %s",
  (id, operation) => {
    const rules = sandboxRules(operation, sandboxTreatments(suite.contract));
    const turn = suite.contract.operations.indexOf(operation) % IN_TURN;

    /** The violations that are judged in the cases of a name, by rule of the sandbox that is left out. */
    async function violationsBy(
      begin: string,
      nameOf: (rule: string) => string,
    ): Promise<Map<string, Violation[]>> {
      const runs = openRuns({ ...sandbox.settings }, { settings: { embedded: true } });
      const found = new Map<string, Violation[]>();
      try {
        const begun = rules.filter((each) => each.startsWith(begin) && each !== "body.encryption");
        for (const rule of representatives(begun, (_rule, index) => index % IN_TURN === turn)) {
          sandbox.reset({ skipRule: (each, context) => each === rule && context.operation.id === id });
          runs.forget();
          const name = nameOf(rule);
          const results = await runs.run((row) => row.operation === id && row.name.startsWith(name));
          const judged = results.flatMap(({ violations }) => violations);
          found.set(
            `${id} ${rule}`,
            // A sandbox that was reset gives out the ids of the run before it again.
            judged.filter(({ level, rule: by }) => level !== "observed" && by !== "unique-value"),
          );
        }
        return found;
      } finally {
        runs.close();
      }
    }

    it("that does not hold to one rule of a field is noticed, by the field", async () => {
      const found = await violationsBy("body.", (rule) => `body.${rule.split(".").at(-2)}.`);
      const seen = [...found].filter(([, violations]) => violations.length > 0);
      expect(seen.map(([rule]) => rule)).toEqual([...found.keys()].filter(isSeen));
      for (const [rule, violations] of seen) {
        const field = rule.split(".").at(-2);
        expect(new Set(violations.map(({ clause }) => clause.replace(/\.[a-z]+$/, "")))).toEqual(
          new Set([`${id}#request.${field}`]),
        );
        expect(violations.some((each) => ["names-field", "status", "code"].includes(each.rule))).toBe(true);
      }
    });

    it("that does not hold to one rule of a header is noticed to carry a wrong request out", async () => {
      const found = await violationsBy("header.", (rule) => `header.${rule.split(".")[1]}.`);
      const seen = [...found].filter(([, all]) => all.some(({ rule }) => rule === "not-carried-out"));
      expect(seen.map(([rule]) => rule)).toEqual([...found.keys()].filter(isSeen));
    });
  },
);
