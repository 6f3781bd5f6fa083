import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Log, Result } from "sarif";
import { describe, expect, it, onTestFinished } from "vitest";
import { repositoryAround } from "../../reporters/repository.ts";
import { renderSarif } from "../../reporters/sarif/sarif.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import type { Report } from "../../src/results/model.ts";
import { answering, LEAVING, runAgainst } from "../docs/altered-run.ts";
import { madeUpDeviation, madeUpReport, madeUpResult, madeUpViolation } from "../results/made-up.ts";
import { suite } from "../run/run-cases.ts";
import { hostileResult, UNSEEN } from "./hostile.ts";
import { sarifProblems } from "./public-schemas.ts";

const problems = sarifProblems();

function read(report: Report, clauses?: Parameters<typeof renderSarif>[1]) {
  const text = renderSarif(report, clauses);
  expect(problems(text)).toEqual([]);
  const [run] = (JSON.parse(text) as Log).runs;
  if (!run) return expect.unreachable("the log has no run");
  return { run, results: run.results ?? [], rules: run.tool.driver.rules ?? [] };
}

const failing = (differences: Partial<CaseResult> = {}): CaseResult =>
  madeUpResult({
    id: "membership-cancellation/one",
    outcome: "failed",
    violations: [madeUpViolation()],
    ...differences,
  });
const lineOf = ({ locations }: Result | { locations?: Result["locations"] }) => {
  const place = locations?.[0]?.physicalLocation;
  return [place?.artifactLocation?.uri, place?.region?.startLine];
};

describe("conformance.sarif", () => {
  it("has a result for each cause of the server's: rule, level, line of the clause, example", async () => {
    const report = await runAgainst(answering("001_049", "001_006"), LEAVING);
    const { run, results, rules } = read(report, suite.contract.clauses);
    const causes = report.causes.filter(({ of }) => of === "server");
    expect(results.map(({ partialFingerprints }) => partialFingerprints?.["konaplateCause/v1"])).toEqual(
      causes.map(({ id }) => id),
    );
    const [first] = results;
    const clause = causes[0]?.clause ?? "";
    const at = suite.contract.clauses.get(clause);
    expect(first && lineOf(first)).toEqual([at?.file, at?.line]);
    expect(first?.locations?.[0]?.logicalLocations?.[0]?.fullyQualifiedName).toBe(clause);
    expect(first?.level).toBe("error");
    expect(first?.message.text).toContain("npx konaplate run --only");
    expect(rules[first?.ruleIndex ?? -1]?.id).toBe(first?.ruleId);
    expect(rules[0]?.shortDescription?.text.length).toBeGreaterThan(10);
    expect(first?.webRequest?.method).toBe("POST");
    expect(first?.webResponse?.statusCode).toBe(400);
    expect(run.invocations?.[0]?.executionSuccessful).toBe(true);
    expect(run.automationDetails?.id).toBe("konaplate-conformance/remote/");
  });

  it("places a cause of the suite's contract at the user's own file, and the line of the contract beside it", () => {
    const root = mkdtempSync(join(tmpdir(), "sarif-"));
    onTestFinished(() => rmSync(root, { recursive: true }));
    const project = join(root, "ci");
    for (const folder of [join(root, ".git"), join(project, "environments")])
      mkdirSync(folder, { recursive: true });
    const clause = madeUpViolation().clause;
    const placed = (file: string, source = file) => {
      const report = madeUpReport([failing({ source: { file: source, line: 9 } })]);
      const places = new Map([[clause, { file, line: 5, says: "Required" }]]);
      const around = repositoryAround(project, report.target.environment);
      const [result] = (JSON.parse(renderSarif(report, places, around)) as Log).runs[0]?.results ?? [];
      expect(problems(renderSarif(report, places, around))).toEqual([]);
      const beside = { locations: result?.relatedLocations ?? [] };
      return result && [lineOf(result), lineOf(beside)];
    };
    const none = [undefined, undefined];
    const suites = "konaplate-conformance/contract/a.yaml";
    expect(placed("contract/own.yaml")).toEqual([["ci/contract/own.yaml", 5], none]);
    expect(placed("../shared/own.yaml")).toEqual([["shared/own.yaml", 5], none]);
    expect(placed(suites)).toEqual([none, ["contract/a.yaml", 5]]);
    writeFileSync(join(project, "package.json"), "{}");
    expect(placed(suites)).toEqual([
      ["ci/package.json", 1],
      ["contract/a.yaml", 5],
    ]);
    expect(placed(`node_modules/${suites}`)).toEqual([
      ["ci/package.json", 1],
      ["contract/a.yaml", 5],
    ]);
    expect(placed("../../elsewhere/a.yaml")?.[0]).toEqual(["ci/package.json", 1]);
    const { environment } = madeUpReport([]).target;
    writeFileSync(join(project, `environments/${environment}.yaml`), "name: x");
    expect(placed(suites)?.[0]).toEqual([`ci/environments/${environment}.yaml`, 1]);
    expect(placed(suites, "cases/own.yaml")?.[0]).toEqual(["ci/cases/own.yaml", 9]);
  });

  it("tells the same cause by the same fingerprint in another run, and another target apart", () => {
    const one = madeUpReport([failing()]);
    const later = {
      ...one,
      startedAt: "2026-03-02T09:00:00.000Z",
      target: { ...one.target, environment: "partner" },
    };
    const [first, second] = [read(one), read(later)];
    expect(second.results.map(({ partialFingerprints }) => partialFingerprints)).toEqual(
      first.results.map(({ partialFingerprints }) => partialFingerprints),
    );
    expect(second.run.automationDetails?.id).not.toBe(first.run.automationDetails?.id);
  });

  it("suppresses what a declared deviation tolerates, and nothing else", () => {
    const tolerated = failing({ outcome: "warned", violations: [madeUpViolation({ deviation: "D-1" })] });
    const { results } = read(
      madeUpReport([tolerated], { deviations: [madeUpDeviation("matched", tolerated.id)] }),
    );
    expect(results[0]?.suppressions).toMatchObject([{ kind: "external", status: "accepted" }]);
    expect(results[0]?.suppressions?.[0]?.justification).toContain("D-1");
    expect(read(madeUpReport([failing()])).results[0]).not.toHaveProperty("suppressions");
  });

  it("warns of what warns, and marks what is of the family security", () => {
    const warned = failing({ outcome: "warned", violations: [madeUpViolation({ level: "inferred" })] });
    expect(read(madeUpReport([warned])).results[0]?.level).toBe("warning");
    const open = failing({ violations: [madeUpViolation({ level: "inferred", family: "security" })] });
    const [result] = read(madeUpReport([open])).results;
    expect(result?.level).toBe("error");
    expect(result?.properties?.tags).toEqual(["inferred", "security"]);
  });

  it("names why cases say nothing among the notifications, and no line of the contract for it", () => {
    const { run, results } = read(madeUpReport());
    const silent = run.invocations?.[0]?.toolExecutionNotifications ?? [];
    expect(silent.map(({ message }) => message.text).join()).toContain("no test data");
    expect(results.every(({ message }) => !message.text?.includes("no test data"))).toBe(true);
  });

  it("rests on the line of the case where the contract has not got the clause", () => {
    const [result] = read(madeUpReport([failing()])).results;
    const { file, line } = madeUpResult().source;
    expect(result && lineOf(result)).toEqual([file, line]);
  });

  it("lets a server write no link and no placeholder into a message", () => {
    const actual = "[here](https://evil.example) {0}";
    const linked = failing({ violations: [madeUpViolation({ actual })] });
    const text = JSON.stringify(read(madeUpReport([linked])).results.map(({ message }) => message));
    expect(text).not.toContain("](");
    expect(text).not.toContain("{0}");
    const { results } = read(madeUpReport([hostileResult()]));
    for (const { message, webResponse } of results) {
      expect(message.text).not.toMatch(UNSEEN);
      expect(webResponse?.body?.text).not.toMatch(UNSEEN);
    }
  });

  it("is empty, and still a log, where all is well", () => {
    expect(read(madeUpReport([madeUpResult()]))).toMatchObject({ results: [], rules: [] });
    expect(problems('{"version":"2.1.0"}').length).toBeGreaterThan(0);
  });
});
