import { expect, it } from "vitest";
import { causesBetween, parseHistory, renderHistory, withRun } from "../../src/results/history.ts";
import { madeUpReport, madeUpResult } from "./made-up.ts";

const at = (startedAt: string, cases = [madeUpResult()]) => ({ ...madeUpReport(cases), startedAt });

it("keeps the runs in their order, the same run once, and the last fifty", () => {
  const [first, second] = [at("2026-03-01T09:00:00.000Z"), at("2026-03-02T09:00:00.000Z")];
  const history = withRun(withRun(withRun([], first), second), second);
  expect(history.map(({ startedAt }) => startedAt)).toEqual([first.startedAt, second.startedAt]);
  const many = Array.from({ length: 60 }, (_, n) => at(`2026-03-01T09:00:${n + 10}.000Z`));
  expect(many.reduce((kept, report) => withRun(kept, report), history)).toHaveLength(50);
});

it("reads back what it wrote, and leaves out lines that are no run", () => {
  const history = withRun([], madeUpReport());
  expect(parseHistory(`torn {\n${renderHistory(history)}{}\n`)).toEqual(history);
  expect(history[0]?.causes.map(({ effect }) => effect)).toEqual(["fails", "warns"]);
});

it("says which causes appeared and which went", () => {
  const [bad, good] = [madeUpReport(), at("2026-03-02T09:00:00.000Z")].map(
    (report) => withRun([], report)[0],
  );
  if (!bad || !good) throw new Error("a run is kept");
  expect(causesBetween(undefined, bad)).toEqual({ appeared: [], went: [] });
  expect(causesBetween(good, bad)).toEqual({ appeared: bad.causes, went: [] });
  expect(causesBetween(bad, good)).toEqual({ appeared: [], went: bad.causes });
});
