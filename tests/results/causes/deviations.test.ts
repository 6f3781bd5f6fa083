import { describe, expect, it } from "vitest";
import type { Cause } from "../../../src/results/cause.ts";
import { DEVIATIONS, deviatingRun } from "./deviating-runs.ts";
import { silentReports } from "./told-everywhere.ts";

describe("one defect is told as one cause", () => {
  it.each(DEVIATIONS)("%s", async (id, says) => {
    const report = await deviatingRun(id);
    const { causes, cases } = report;
    const ofServer = causes.filter(({ of }) => of === "server");
    expect(ofServer.map(({ title }) => title)).toHaveLength(1);
    expect(ofServer[0]?.title).toMatch(says);
    expect(causes[0]).toBe(ofServer[0]);
    expect(silentReports(report, causes[0] as Cause)).toEqual([]);
    const violated = cases.filter(({ violations }) => violations.some(({ level }) => level !== "observed"));
    expect(new Set(ofServer[0]?.cases)).toEqual(new Set(violated.map((result) => result.id)));
  });

  it("of a server that swaps answers too, whatever is wrong with each of them", async () => {
    const id = "intermittent/swapped/answers";
    const { causes } = await deviatingRun(id);
    expect(causes.filter(({ of }) => of === "server").map(({ title }) => title)).toEqual([
      "Answers are swapped: the X-KM-Correlation-Id of another request comes back",
    ]);
  });
});
