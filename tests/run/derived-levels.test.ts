import { describe, expect, it } from "vitest";
import type { Alteration, PlainAnswer, RequestContext } from "../../sandbox/alteration.ts";
import type { Case } from "../../src/cases/model.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import { resultOf, runAltered } from "./derived-runs.ts";
import { suite } from "./run-cases.ts";

const of =
  (operation: string, ...kinds: string[]) =>
  (row: Case): boolean =>
    row.operation === operation && (kinds.length === 0 || kinds.includes(row.kind));
const answered = (
  change: (answer: PlainAnswer, context: RequestContext) => Partial<PlainAnswer>,
): Alteration => ({
  plain: (answer, context) => ({ ...answer, ...change(answer, context) }),
});

describe("a violation", () => {
  const without = (rule: string): Alteration => ({ skipRule: (each) => each === rule });

  it("of what a page says fails its case", async () => {
    const alter = answered(({ code }) => (code === "000_003" ? { code: "000_002" } : {}));
    const results = await runAltered(alter, {
      choose: of("membership-cancellation", "documented", "generated"),
    });
    expect(resultOf(results, "membership-cancellation/user-id-zero").outcome).toBe("failed");
    expect(results.filter(({ outcome, kind }) => outcome === "failed" && kind !== "documented")).toEqual([]);
  });

  it.each([
    ["none", "warned"],
    ["security", "warned"],
    ["all", "failed"],
  ] as const)("of what follows from the pages, under strict %s, is %s", async (strict, outcome) => {
    // Out of range, the member is looked for and not found: refused, and not as the pages refuse a parameter.
    const choose = of("member-authentication-info", "documented", "generated");
    const options = { choose, settings: { strict } };
    const results = await runAltered(without("body.userId.range"), options);
    const overMax = resultOf(results, "member-authentication-info/body.userId.over-max");
    expect(overMax.outcome).toBe(outcome);
    expect(overMax.violations.map(({ level }) => level)).toContain("inferred");
    const seen = results.filter((result) => result.outcome === outcome).map(({ id }) => id.split("/")[1]);
    expect(seen).toEqual(["body.userId.under-min", "body.userId.negative", "body.userId.over-max"]);
  });

  it("of what the pages leave open is recorded and passes, under strict as well", async () => {
    const options = {
      choose: of("member-authentication-info", "documented", "generated"),
      settings: { strict: "all" as const },
    };
    const alter = answered(({ payload }) => ({ payload: { ...payload, unlisted: "x" } }));
    const results = await runAltered(alter, options);
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(["passed"]));
    const found = resultOf(results, "member-authentication-info/authenticated").violations;
    expect(found).toMatchObject([{ rule: "unknown-fields", level: "observed", where: "/unlisted" }]);
  });
});

describe("a server that answers everything in one way", () => {
  const outcomes = (results: readonly CaseResult[], demand: string): string[] => {
    const ids = new Set(
      suite.plan.cases.filter(({ expected }) => expected.demand?.kind === demand).map(({ id }) => id),
    );
    return [...new Set(results.filter(({ id }) => ids.has(id)).map(({ outcome }) => outcome))];
  };
  const OPERATION = "member-authentication-info";
  /** Of the headers one stands for the others. */
  const choose = (row: Case): boolean =>
    row.operation === OPERATION && (row.kind !== "header" || row.name.startsWith("header.X-KM-Tran-Token."));

  it("with a success fails, and in whatever breaks the contract as well", async () => {
    const payload = { isAuthed: true };
    const alter = answered(() => ({ status: 200, code: "000_000", message: "Success", payload }));
    const results = await runAltered(alter, { choose });
    expect(resultOf(results, `${OPERATION}/not-authenticated`).outcome).toBe("failed");
    expect(new Set(outcomes(results, "refusal"))).toEqual(new Set(["failed", "warned"]));
    expect(resultOf(results, `${OPERATION}/body.userId.missing`).outcome).toBe("failed");
    expect(resultOf(results, `${OPERATION}/body.userId.fraction`).outcome).toBe("warned");
    expect(new Set(outcomes(results, "no-success"))).toEqual(new Set(["failed", "warned"]));
    expect(resultOf(results, `${OPERATION}/header.X-KM-Tran-Token.other-key`).outcome).toBe("failed");
    expect(resultOf(results, `${OPERATION}/header.X-KM-Tran-Token.base64url`).outcome).toBe("warned");
  });

  it("with a refusal of its own fails, and is warned of the code and the field's name", async () => {
    const alter = answered(() => ({ status: 400, code: "000_999", message: "No.", payload: {} }));
    const results = await runAltered(alter, { choose });
    expect(resultOf(results, `${OPERATION}/authenticated`).outcome).toBe("failed");
    expect(outcomes(results, "refusal")).toEqual(["warned"]);
    expect(outcomes(results, "no-success")).toEqual(["passed"]);
    const rules = resultOf(results, `${OPERATION}/body.userId.missing`).violations.map(({ rule }) => rule);
    expect(rules).toEqual(["code", "names-field"]);
  });
});
