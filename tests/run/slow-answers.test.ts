import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { strictNote } from "../../reporters/cause-text.ts";
import type { Alteration } from "../../sandbox/alteration.ts";
import { answering, LEAVING, runAgainst } from "../docs/altered-run.ts";

const GIFT = "membership-cancellation/unreceived-gift";

/** Withdrawals that the server thinks about; the others it answers at once. */
const thinking: Alteration = {
  plain: async (answer) => {
    if (answer.code === "001_049") await wait(120);
    return answer;
  },
};

describe("with KONAPLATE_MAX_RESPONSE_MS", () => {
  it("a slow answer warns, with a cause of its own, and fails no run even where everything inferred does", async () => {
    const report = await runAgainst(thinking, LEAVING, {
      KONAPLATE_MAX_RESPONSE_MS: "100",
      KONAPLATE_STRICT: "all",
    });
    const warned = report.cases.filter(({ outcome }) => outcome === "warned").map(({ id }) => id);
    expect(warned).toContain(GIFT);
    const slow = report.causes.find(({ rules }) => rules.includes("response-time"));
    expect(slow).toMatchObject({ effect: "warns", of: "server", places: ["response time"] });
    expect(slow?.title).toMatch(
      /^Answers take longer than KONAPLATE_MAX_RESPONSE_MS allows, such as \d+ ms$/,
    );
    expect(slow?.cases).toContain(GIFT);
    expect(report.totals.failed).toBe(0);
    expect(strictNote(report)).toBeUndefined();
    const [times] = report.responseTimes ?? [];
    expect(times?.max).toBeGreaterThanOrEqual(100);
  });

  it("what the pages say still fails beside it", async () => {
    const wrong = { ...thinking, plain: answering("001_049", "001_006").plain } as Alteration;
    const report = await runAgainst(wrong, [GIFT], { KONAPLATE_MAX_RESPONSE_MS: "60000" });
    expect(report.cases.map(({ outcome }) => outcome)).toEqual(["failed"]);
  });

  it("unset, no answer is slow", async () => {
    const report = await runAgainst(thinking, [GIFT]);
    expect(report.cases.map(({ outcome }) => outcome)).toEqual(["passed"]);
  });
});
