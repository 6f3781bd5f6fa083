import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { matrixMarkdown } from "../../reporters/matrix/markdown.ts";
import { matrixPage } from "../../reporters/matrix/page.tsx";
import { parseJson } from "../../src/exact/json.ts";
import { compileSchema } from "../../src/exact/schema.ts";
import { makeMatrix } from "../../src/results/matrix/make-matrix.ts";
import type { PageColumn, TargetMatrix } from "../../src/results/matrix/model.ts";
import type { Report } from "../../src/results/model.ts";
import { answering, LEAVING, runAgainst } from "../docs/altered-run.ts";
import { HOSTILE, hostileResult, UNSEEN } from "../reporters/hostile.ts";
import { madeUpReport, madeUpResult, madeUpViolation } from "../results/made-up.ts";
import { runHere } from "../support/run-here.ts";

const GIFT = "membership-cancellation/unreceived-gift";
const schema = compileSchema(
  parseJson(readFileSync(new URL("../../reporters/matrix.schema.json", import.meta.url), "utf8")),
);
const problems = (matrix: TargetMatrix) => schema(parseJson(JSON.stringify(matrix)));

/** A run at a target of this name. */
function at(
  environment: string,
  cases: Parameters<typeof madeUpReport>[0],
  differences: Partial<Report> = {},
): Report {
  const report = madeUpReport(cases);
  return { ...report, target: { environment, baseUrl: `https://${environment}.example` }, ...differences };
}

const one = (differences: Parameters<typeof madeUpResult>[0] = {}) =>
  madeUpResult({ id: GIFT, ...differences });
const failing = one({ outcome: "failed", violations: [madeUpViolation()] });
const silent = one({ outcome: "not-exercised", reason: "no test data", exchanges: [] });

describe("the standing of targets in a row", () => {
  const standing = (...results: (ReturnType<typeof one> | undefined)[]) =>
    makeMatrix(results.map((result, index) => at(`t${index}`, result ? [result] : []))).rows[0]?.standing;
  const elsewhere = one({ observed: { status: 400, code: "001_099", message: "-" } });

  it.each([
    ["lacking", [one(), failing]],
    ["lacking", [one(), one(), failing]],
    ["lacking", [one(), one({ outcome: "warned", violations: [madeUpViolation({ level: "inferred" })] })]],
    ["reversed", [failing, one()]],
    ["otherwise", [one(), elsewhere]],
    ["otherwise", [silent, one(), failing]],
    ["unequal-evidence", [one(), silent]],
    ["unequal-evidence", [undefined, one()]],
    ["all-deviate", [failing, failing]],
    ["alike", [one(), one()]],
    ["untold", [silent, silent]],
    ["alike", [one()]],
  ] as const)("is %s", (expected, results) => {
    expect(standing(...results)).toBe(expected);
  });
});

describe("a matrix", () => {
  const page: PageColumn = {
    contractDigest: "ab12",
    cases: [
      {
        id: GIFT,
        operation: "membership-cancellation",
        title: "A gift",
        kind: "documented",
        says: { status: 400, code: "001_049", message: "Unrecieved gift exits." },
      },
      {
        id: "membership-cancellation/never-run",
        operation: "membership-cancellation",
        title: "Never run",
        kind: "documented",
        says: { status: 400, code: null, message: null },
      },
    ],
    readings: [{ id: "token-length", taken: "66 characters" }],
  };

  it("has a row for every scenario of the page, and for what only a run had", () => {
    const gone = one({ id: "membership-cancellation/gone" });
    const matrix = makeMatrix([at("sandbox", [one()]), at("partner", [failing, gone])], page);
    expect(
      matrix.rows.map(({ id, standing, cells }) => [id, standing, ...cells.map(({ outcome }) => outcome)]),
    ).toEqual([
      [GIFT, "lacking", "passed", "failed"],
      ["membership-cancellation/gone", "unequal-evidence", "absent", "passed"],
      ["membership-cancellation/never-run", "untold", "absent", "absent"],
    ]);
    expect(matrix.rows[0]?.page?.code).toBe("001_049");
    expect(matrix.rows[1]?.page).toBeNull();
    expect(problems(matrix)).toEqual([]);
  });

  it("has no column of the page unless it is asked for", () => {
    const matrix = makeMatrix([at("sandbox", [one()])]);
    expect(matrix.rows[0]).not.toHaveProperty("page");
    expect(matrixMarkdown(matrix)).not.toContain("| page |");
    expect(problems(matrix)).toEqual([]);
  });

  it("tells which readings the targets follow differently, before the others", () => {
    const seen = (observed: string) => one({ readings: [{ id: "suspended-code", observed }] });
    const matrix = makeMatrix(
      [at("sandbox", [seen("it is 001_041")]), at("partner", [seen("it is 001_042")])],
      page,
    );
    expect(matrix.readings.map(({ id, differs }) => [id, differs])).toEqual([
      ["suspended-code", true],
      ["token-length", false],
    ]);
    expect(matrix.readings[0]?.observed).toEqual([["it is 001_041"], ["it is 001_042"]]);
    expect(matrix.readings[1]).toMatchObject({ page: "66 characters", observed: [[], []] });
    expect(matrixMarkdown(matrix)).toMatch(/suspended-code .* it is 001_041 \| it is 001_042/);
  });

  it("says what keeps the columns from being compared as they stand", () => {
    const suite = { version: "0.2.0", contractDigest: "cd34", seed: "other" };
    const other = at("partner", [one(), silent], { suite, verdict: "incomplete" });
    const halted = at("dark", [silent], { halted: { cause: "settings", reason: "the keys are refused" } });
    const { notices } = makeMatrix([at("sandbox", [one()]), other, halted, at("partner", [one()])], page);
    expect(notices).toEqual([
      "The runs had different versions of the suite: sandbox 0.1.0, partner 0.2.0, dark 0.1.0, partner 2 0.1.0.",
      "The runs had different contracts: sandbox ab12, partner cd34, dark ab12, partner 2 ab12.",
      "The column of the page is the contract of today (ab12); another one judged partner.",
      "The runs had different seeds, so that generated values differ: sandbox 20260301, partner other, dark 20260301, partner 2 20260301.",
      "Two of the runs went to the same target, https://partner.example.",
      "The run of partner is incomplete: 1 of its 2 cases say nothing.",
      "dark says nothing: its run sent its opening requests alone (the keys are refused).",
    ]);
  });

  it("stays under 60 KB as Markdown, what the first does and another does not before all else", () => {
    const cases = (outcome: "passed" | "failed", differing: number) =>
      Array.from({ length: 3000 }, (_, index) =>
        one({
          id: `operation-${index % 150}/case-${index}`,
          operation: `operation-${index % 150}`,
          ...(outcome === "failed" &&
            index % differing === 0 && { outcome, violations: [madeUpViolation()] }),
        }),
      );
    const text = matrixMarkdown(
      makeMatrix([at("sandbox", cases("passed", 1)), at("partner", cases("failed", 7))]),
    );
    expect(Buffer.byteLength(text)).toBeLessThan(60_000);
    expect(text).toMatch(/and \d+ more rows in matrix.json/);
    expect(text).toContain("sandbox does, partner does not: 429");
    const [, firstRow] = /\n\| -.*\n(.*)\n/.exec(text.slice(text.indexOf("## What the page"))) ?? [];
    expect(firstRow).toContain("sandbox does, partner does not");
  });

  it("shows what a server sent as text, in every form", () => {
    const hostile = { ...hostileResult(), id: GIFT };
    const readings = [{ id: "token-length", observed: HOSTILE }];
    const matrix = makeMatrix([at("sandbox", [one()]), at("partner", [{ ...hostile, readings }])], page);
    for (const text of [matrixMarkdown(matrix), matrixPage(matrix)]) {
      expect(text).not.toMatch(UNSEEN);
      expect(text).not.toContain("<script>");
    }
    expect(JSON.parse(JSON.stringify(matrix))).toEqual(matrix);
    expect(problems(matrix)).toEqual([]);
  });
});

describe("the sandbox and a partner that deviates", () => {
  let sandbox: Report;
  let partner: Report;
  const folder = mkdtempSync(join(tmpdir(), "matrix-"));
  const path = (name: string) => join(folder, name);

  beforeAll(async () => {
    [sandbox, partner] = await Promise.all([
      runAgainst({}, LEAVING),
      runAgainst(answering("001_049", "001_006"), LEAVING),
    ]);
    writeFileSync(path("sandbox.json"), JSON.stringify(sandbox));
    const named = { ...partner, target: { environment: "partner", baseUrl: "https://partner.example" } };
    writeFileSync(path("partner.json"), JSON.stringify(named));
    writeFileSync(path("old.json"), JSON.stringify({ ...partner, schemaVersion: "0.9" }));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("stand side by side on the command line, the page before them", async () => {
    const out = path("out");
    const ended = await runHere("matrix", [
      "page",
      path("sandbox.json"),
      path("partner.json"),
      "--output",
      out,
    ]);
    expect(ended).toMatchObject({ code: 0, err: "" });
    const matrix = JSON.parse(readFileSync(join(out, "matrix.json"), "utf8")) as TargetMatrix;
    expect(problems(matrix)).toEqual([]);
    expect(matrix.rows[0]).toMatchObject({
      id: GIFT,
      standing: "lacking",
      page: { status: 400, code: "001_049", message: "Unrecieved gift exits." },
      cells: [{ outcome: "passed" }, { outcome: "failed", answer: { code: "001_006" } }],
    });
    expect(matrix.rows.filter(({ standing }) => standing === "lacking")).toHaveLength(1);
    expect(readFileSync(join(out, "matrix.md"), "utf8")).toContain("partner does not");
    const html = readFileSync(join(out, "matrix.html"), "utf8");
    expect(html).not.toMatch(/<script|<link rel="stylesheet"|src="http/);
    expect(html).toContain("unreceived-gift");
  });

  it("a file of another form is a mistake that says what to do", async () => {
    const ended = await runHere("matrix", ["page", path("old.json")]);
    expect(ended).toMatchObject({ code: 2, out: "" });
    expect(ended.err).toContain('old.json: has the form "0.9", and this version of the suite reads 1.0');
    expect(ended.err).toContain("konaplate report");
    expect((await runHere("matrix", ["page"])).err).toContain("no target is named");
    const traffic = {
      sources: ["client.har"],
      exchanges: 0,
      bases: [],
      passedOver: [],
      judged: 0,
      faulty: { client: 0, server: 0 },
      unseen: [],
    };
    writeFileSync(path("traffic.json"), JSON.stringify({ ...sandbox, traffic }));
    const recorded = await runHere("matrix", [path("traffic.json")]);
    expect(recorded).toMatchObject({ code: 2, out: "" });
    expect(recorded.err).toContain("traffic.json: is of recorded traffic");
  });
});
