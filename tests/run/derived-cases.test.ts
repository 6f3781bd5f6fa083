import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Alteration } from "../../sandbox/alteration.ts";
import { sandboxRules } from "../../sandbox/rules.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { treatmentsOf } from "../../sandbox/treatments.ts";
import type { Case } from "../../src/cases/model.ts";
import type { CaseResult } from "../../src/results/model.ts";
import { resultOf, runAt, troubles } from "./derived-runs.ts";
import { suite } from "./run-cases.ts";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

/** Runs cases as on the embedded sandbox, where no word of an owner is needed. */
async function run(alter: Alteration, choose: (row: Case) => boolean, strict = false): Promise<CaseResult[]> {
  sandbox.reset(alter);
  return runAt({ ...sandbox.settings }, { choose, settings: { embedded: true, strict } });
}

const demandOf = (kind: string) => suite.plan.cases.filter(({ expected }) => expected.demand?.kind === kind);

describe("on the sandbox", () => {
  let results: CaseResult[];
  let duration: number;
  beforeAll(async () => {
    const begun = Date.now();
    results = await run({}, () => true);
    duration = Date.now() - begun;
  });

  const state = (id: string, rule: string): string | undefined =>
    resultOf(results, id).rules.find((record) => record.rule === rule)?.state;

  it("every case of every kind passes, well within the time of a run", () => {
    expect(troubles(results)).toEqual([]);
    expect(results.length).toBe(suite.plan.cases.length);
    expect(duration).toBeLessThan(30_000);
  });

  it("every request that breaks the contract in a field is refused for that field", () => {
    const rows = demandOf("refusal");
    expect(rows.length).toBeGreaterThan(150);
    for (const { id } of rows) {
      const held = ["status", "code", "names-field"].map((rule) => state(id, rule));
      expect([id, ...held]).toEqual([id, "held", "held", "held"]);
    }
  });

  it("no value within its bounds is refused for its field", () => {
    const rows = demandOf("acceptance");
    expect(rows.length).toBeGreaterThan(15);
    for (const { id } of rows) expect([id, state(id, "not-refused")]).toEqual([id, "held"]);
  });

  it("no request with wrong headers, token or encryption is carried out", () => {
    const rows = demandOf("no-success").filter(({ kind }) => kind === "header");
    expect(rows.length).toBeGreaterThan(150);
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

/** Rules without which an answer is the same: another rule refuses the same value for the same field. */
const TWICE_REFUSED: readonly string[] = [];

describe.each(suite.contract.operations.map((operation) => [operation.id, operation] as const))(
  "a server of %s",
  (id, operation) => {
    const rules = sandboxRules(operation, treatmentsOf(suite.contract));
    const without = (rule: string): Alteration => ({
      skipRule: (each, context) => each === rule && context.operation.id === id,
    });

    it("that does not hold to one rule of a field warns, by the field", async () => {
      const unnoticed: string[] = [];
      for (const rule of rules.filter((each) => each.startsWith("body.") && each !== "body.encryption")) {
        const field = rule.split(".").at(-2) ?? "";
        const results = await run(
          without(rule),
          ({ operation: of, name }) => of === id && name.startsWith(`body.${field}.`),
        );
        const found = results.flatMap(({ outcome, violations }) => (outcome === "warned" ? violations : []));
        const isNoticed = found.some((violation) =>
          ["names-field", "status", "code"].includes(violation.rule),
        );
        const namesIt = found.every(({ clause }) => clause.startsWith(`${id}#request.${field}.`));
        if (!isNoticed || !namesIt) unnoticed.push(`${id} ${rule}`);
      }
      expect(unnoticed).toEqual(TWICE_REFUSED.filter((rule) => rule.startsWith(`${id} `)));
    });

    it("that does not hold to one rule of a header warns that a wrong request is carried out", async () => {
      const unnoticed: string[] = [];
      for (const rule of rules.filter((each) => each.startsWith("header."))) {
        const header = rule.split(".")[1] ?? "";
        const results = await run(
          without(rule),
          ({ operation: of, name }) => of === id && name.startsWith(`header.${header}.`),
        );
        const found = results.flatMap(({ outcome, violations }) => (outcome === "warned" ? violations : []));
        if (!found.some((violation) => violation.rule === "not-carried-out")) unnoticed.push(`${id} ${rule}`);
      }
      expect(unnoticed).toEqual([]);
    });
  },
);
