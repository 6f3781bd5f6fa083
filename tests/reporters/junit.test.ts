import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import type { CaseResult, Outcome } from "../../src/results/case-result.ts";
import type { Report } from "../../src/results/model.ts";
import { madeUpReport, madeUpResult, madeUpViolation } from "../results/made-up.ts";
import { hostileResult, UNSEEN } from "./hostile.ts";
import { renderJunit } from "./joined.ts";

interface TestCase {
  name: string;
  classname: string;
  time: string;
  failure?: { message: string; type: string; "#text": string };
  error?: { message: string; "#text": string };
  skipped?: string;
  "system-out"?: string;
  properties: { property: { name: string; value: string }[] };
}
interface Suite {
  name: string;
  tests: string;
  failures: string;
  errors: string;
  skipped: string;
  testcase: TestCase[];
  properties: TestCase["properties"];
}

function read(report: Report): { suites: Suite[]; cases: TestCase[] } {
  const xml = renderJunit(report);
  expect(XMLValidator.validate(xml)).toBe(true);
  expect(xml).not.toMatch(UNSEEN);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    parseTagValue: false,
    isArray: (name) => ["testsuite", "testcase", "property"].includes(name),
  });
  const suites: Suite[] = parser.parse(xml).testsuites.testsuite ?? [];
  return { suites, cases: suites.flatMap(({ testcase }) => testcase) };
}

/** The outcome as a reader of JUnit sees it; a warning is a pass with something to say. */
function outcomeOf(test: TestCase): Outcome {
  if (test.failure) return "failed";
  if (test.error) return "errored";
  if (test.skipped !== undefined) return "not-exercised";
  return test["system-out"] ? "warned" : "passed";
}

const only = (result: CaseResult): TestCase | undefined => read(madeUpReport([result])).cases[0];

describe("junit.xml", () => {
  it("has every case with its outcome under its operation", () => {
    const report = madeUpReport();
    expect(read(report).cases.map((test) => [test.classname, test.name, outcomeOf(test)])).toEqual(
      report.cases.map(({ operation, id, outcome }) => [operation, id, outcome]),
    );
  });

  it("counts failures, errors and skipped cases apart, operation by operation", () => {
    const { suites } = read(madeUpReport());
    expect(suites.map((s) => [s.name, s.tests, s.failures, s.errors, s.skipped])).toEqual([
      ["membership-cancellation", "3", "1", "0", "0"],
      ["card-inquiry", "2", "0", "1", "1"],
    ]);
  });

  it("says what failed, with every violation", () => {
    const failed = read(madeUpReport()).cases[2];
    const [cause] = madeUpReport().causes;
    expect(failed?.failure?.type).toBe(cause?.id);
    expect(failed?.properties.property).toContainEqual({
      name: "cause",
      value: expect.stringMatching(`^${cause?.id}: fails the run: .*\\(1 case, documented\\)$`),
    });
    expect(failed?.failure?.message).toContain("code at /response/code");
    expect(failed?.failure?.["#text"]).toMatch(/Expected:.*001_049[\s\S]*message at \/response\/description/);
    expect(failed?.time).toBe("0.012");
  });

  it("tells the run and its causes in the properties of each suite, the heaviest first", () => {
    const report = madeUpReport();
    const [first, second] = read(report).suites.map(({ properties }) => properties.property);
    const causesIn = (all: typeof first) => all?.filter(({ name }) => name.startsWith("cause."));
    expect(causesIn(first)?.map(({ name }) => name)).toEqual(
      report.causes.slice(0, 2).map(({ id }) => `cause.${id}`),
    );
    expect(causesIn(first)?.[0]?.value).toContain(report.causes[0]?.title);
    expect(causesIn(second)?.map(({ name }) => name)).toEqual(
      report.causes.slice(2).map(({ id }) => `cause.${id}`),
    );
    for (const properties of [first, second]) {
      expect(properties).toContainEqual({ name: "verdict", value: "non-conformant" });
      expect(properties).toContainEqual({ name: "strict", value: "security" });
      expect(properties).toContainEqual({
        name: "warnings",
        value: expect.stringContaining("KONAPLATE_STRICT is security"),
      });
    }
    const calm = read(madeUpReport([madeUpResult()])).suites[0]?.properties.property.map(({ name }) => name);
    expect(calm).toEqual(["verdict", "target", "seed", "strict", "warned"]);
  });

  it("has at most twenty causes of a suite, and says how many more there are", () => {
    const cases = Array.from({ length: 50 }, (_, n) =>
      madeUpResult({
        id: `a/${n}`,
        outcome: "failed",
        violations: [madeUpViolation({ rule: "dates", where: `/a${n}x` })],
      }),
    );
    const properties = read(madeUpReport(cases)).suites[0]?.properties.property ?? [];
    expect(properties.filter(({ name }) => name.startsWith("cause."))).toHaveLength(20);
    expect(properties.at(-1)).toEqual({
      name: "causes",
      value: "30 lighter ones stand in conformance.json",
    });
  });

  it("marks what warned, and says how to run a case again", () => {
    const warned = read(madeUpReport()).cases[1];
    expect(warned?.["system-out"]).toMatch(/^WARNED\n/);
    expect(warned?.["system-out"]).toContain("--seed '20260301'");
  });

  it("gives the reason of what was skipped and of what errored", () => {
    const { cases } = read(madeUpReport());
    expect(cases[4]?.["system-out"]).toBe("not exercised: no test data: fill in card-inquiry/success/cardNo");
    expect(cases[4]?.properties.property).toContainEqual({
      name: "reason",
      value: "no test data: fill in card-inquiry/success/cardNo",
    });
    expect(cases[3]?.error?.message).toBe("timeout: no answer within 10000 ms");
  });

  it("is no pass where a failed case lacks a violation", () => {
    expect(
      only(madeUpResult({ outcome: "failed", reason: "the outcome is unknown" }))?.failure,
    ).toMatchObject({
      message: "the outcome is unknown",
    });
  });

  it("lets a passed case say what was observed", () => {
    const seen = madeUpResult({ violations: [madeUpViolation({ level: "observed" })] });
    expect(only(seen)?.failure).toBeUndefined();
    expect(only(seen)?.["system-out"]).toContain("(observed)");
  });

  it.each(["failed", "errored", "not-exercised", "warned"] as const)(
    "is well formed whatever a server answers in a case that is %s",
    (outcome) => {
      const { cases } = read(madeUpReport([hostileResult(outcome), madeUpResult()]));
      expect(cases.map(outcomeOf)).toEqual([outcome, "passed"]);
      expect(cases[0]?.name).toBe("membership-cancellation/hostile");
    },
  );

  it("of a run without cases has none", () => {
    expect(read(madeUpReport([])).cases).toEqual([]);
  });
});
