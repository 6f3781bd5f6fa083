import { describe, expect, it } from "vitest";
import { isPending, recordedOnly } from "../../src/run/pending.ts";
import { CONTRACT, theCase } from "../checks/made-exchange.ts";
import { runAltered } from "./derived-runs.ts";

const OPERATION = "charge-cancellation";

describe("a pending answer", () => {
  it.each([
    [{ isPending: true }, true],
    [{ isPending: false }, false],
    [{}, false],
    [null, false],
  ])("%j of charge-cancellation: %s", (answer, pending) => {
    expect(isPending(answer, OPERATION, CONTRACT)).toBe(pending);
  });

  it("is known by the contract, and not by the name of a field", () => {
    expect(isPending({ isPending: true }, "member-authentication-info", CONTRACT)).toBe(false);
  });

  it("leaves nothing to be demanded", () => {
    const row = theCase("charge-cancellation/header.X-KM-Tran-Token.other-key");
    expect(row.level).toBe("inferred");
    expect(recordedOnly(row)).toMatchObject({
      level: "observed",
      expected: { demand: { kind: "no-success", level: "observed" } },
    });
  });
});

describe("a server that carries a charge cancellation out twice", () => {
  const twice = (isPending: boolean) =>
    runAltered(
      {
        skipRule: (rule) => rule === "state.remember-cancellation",
        plain: (answer, { operation }) =>
          operation.id === OPERATION && /^(000_000|007_030)$/.test(answer.code)
            ? { ...answer, status: 200, code: "000_000", message: "Success.", payload: { isPending } }
            : answer,
      },
      { choose: ({ name }) => name === "journey.cancelled-twice-at-once" },
    );

  it("is told of it where its answers are final", async () => {
    const [result] = await twice(false);
    expect(result?.violations).toMatchObject([{ rule: "at-most-once", level: "inferred" }]);
    expect(result?.outcome).toBe("warned");
  });

  it("is not where they are pending, which may both come to nothing", async () => {
    const [result] = await twice(true);
    expect([result?.outcome, result?.violations]).toEqual(["passed", []]);
  });
});
