import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Alteration, PlainAnswer } from "../../sandbox/alteration.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import type { Case } from "../../src/cases/model.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import { scaled, shareOf } from "../support/share.ts";
import { resultOf, runAt, troubles } from "./derived-runs.ts";
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
  /** Ids and amounts that were answered, as a body in a report has them. */
  const answered = new Set<string>();
  function noteValues(answer: PlainAnswer): PlainAnswer {
    for (const field of ["userId", "balance"]) {
      const value = answer.payload[field];
      if (value !== undefined) answered.add(`\\"${field}\\":${String(value)}`);
    }
    return answer;
  }
  let results: CaseResult[];
  let took: number;
  beforeAll(async () => {
    const before = process.cpuUsage();
    results = await run({ plain: noteValues }, (row) => share.has(row));
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

  it("every id and amount that was answered is kept", () => {
    expect(answered.size).toBeGreaterThan(3);
    const text = JSON.stringify(results);
    expect([...answered].filter((value) => !text.includes(value))).toEqual([]);
  });

  it("no code, message, status or time is masked", () => {
    const seen = results.flatMap(({ id, observed, exchanges }) => [
      `${id} code ${observed.code}`,
      `${id} message ${observed.message}`,
      ...exchanges.flatMap(({ response, request }) =>
        [...request.headers, ...(response?.headers ?? [])]
          .filter(([name]) => !/token|access-key/i.test(name))
          .map(([name, value]) => `${id} ${name} ${value}`),
      ),
    ]);
    expect(seen.length).toBeGreaterThan(scaled(1000));
    expect(seen.filter((value) => value.includes("*"))).toEqual([]);
  });
});
