import { describe, expect, it } from "vitest";
import { responseTime } from "../../src/checks/response-time.ts";
import { levelOf } from "../../src/checks/rules.ts";
import { outcomeOfViolations } from "../../src/results/outcome.ts";
import { madeUpViolation } from "../results/made-up.ts";
import { exchangeOf, notRun, theCase } from "./made-exchange.ts";

const CASE = "membership-cancellation/success";

describe("response-time", () => {
  const foundAfter = async (answeredInMs: number) =>
    responseTime.check({ ...(await exchangeOf(CASE)), took: { answeredInMs, limitMs: 500 } });

  it("holds up to the limit", async () => {
    expect(await foundAfter(500)).toEqual([]);
  });

  it("finds an answer beyond it", async () => {
    expect(await foundAfter(501)).toEqual([
      {
        clause: "membership-cancellation#codes.000_000",
        where: "response time",
        documented: "an answer within 500 ms (KONAPLATE_MAX_RESPONSE_MS; no page says so)",
        actual: "501 ms",
      },
    ]);
  });

  it("says nothing where no limit is set", async () => {
    expect(await notRun(responseTime, CASE)).toBe("not-applicable");
  });

  it("warns under every strictness, beside whatever fails", () => {
    const level = levelOf(responseTime, theCase(CASE), { status: 200, hasCode: true });
    const slow = madeUpViolation({ rule: responseTime.id, level });
    expect(level).toBe("inferred");
    for (const strict of ["none", "security", "all"] as const) {
      expect(outcomeOfViolations([slow], strict)).toBe("warned");
      expect(outcomeOfViolations([slow, madeUpViolation()], strict)).toBe("failed");
    }
  });
});
