import { beforeAll, describe, expect, it } from "vitest";
import { startSandbox } from "../../sandbox/server.ts";
import type { Report } from "../../src/results/model.ts";
import { runWhole, settingsOf } from "../run/run-cases.ts";
import { scaled, shareOf } from "../support/share.ts";
import { suite } from "../support/suite.ts";

describe("a run of the right sandbox", () => {
  let report: Report;
  let userIds: ReadonlySet<string>;
  beforeAll(async () => {
    const sent = new Set<string>();
    const sandbox = await startSandbox({
      seed: "useful",
      alter: {
        plain: (answer) => {
          for (const field of ["userId", "balance"]) {
            const value = answer.payload[field];
            if (value !== undefined) sent.add(`\\"${field}\\":${String(value)}`);
          }
          return answer;
        },
      },
    });
    const cases = shareOf(suite.plan.cases).map(({ id }) => id);
    report = await runWhole(settingsOf({ ...sandbox.settings }, cases));
    await sandbox.close();
    userIds = sent;
  }, 300_000);

  it("keeps every id and amount that it answered", () => {
    expect(userIds.size).toBeGreaterThan(3);
    const text = JSON.stringify(report);
    expect([...userIds].filter((id) => !text.includes(id))).toEqual([]);
  });

  it("masks no code, message, status or time", () => {
    const seen = report.cases.flatMap(({ id, observed, exchanges }) => [
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
