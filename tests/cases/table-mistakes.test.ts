import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadPlan, PlanMistake } from "../../src/cases/plan.ts";
import { copiedFolder } from "../support/copied-folder.ts";
import { suite } from "../support/suite.ts";

const { contract } = suite;
const dir = copiedFolder(fileURLToPath(new URL("../../cases", import.meta.url)));

/** Replaces a text that stands from `after` on; gives the line on which it stands. */
function edit(file: string, after: string, from: string, to: string): number {
  const text = readFileSync(join(dir, file), "utf8");
  const at = text.indexOf(from, text.indexOf(after));
  if (!text.includes(after) || at < 0) throw new Error(`${file} has no "${from}" after "${after}"`);
  writeFileSync(join(dir, file), text.slice(0, at) + to + text.slice(at + from.length));
  return text.slice(0, at).split("\n").length;
}

function problems(): readonly string[] {
  try {
    loadPlan(contract, dir);
  } catch (error) {
    if (error instanceof PlanMistake) return error.problems;
    throw error;
  }
  return [];
}

const shown = (file: string, line?: number) =>
  `${relative(process.cwd(), join(dir, file))}${line === undefined ? "" : `:${line}`}: `;

/** Line of a row in the unchanged tables. */
function lineOf(file: string, text: string): number {
  return readFileSync(join(dir, file), "utf8").split(text)[0]?.split("\n").length ?? 0;
}

const LEAVING = "membership-cancellation.yaml";
const REGISTER = "user-register.yaml";

describe("a case table with a mistake", () => {
  it("is told from one without", () => {
    expect(problems()).toEqual([]);
  });

  it.each<[string, string, [after: string, from: string, to: string], row: string, words: RegExp | string]>([
    [
      "an unknown code",
      LEAVING,
      ["id: plcc-point", '"001_056"', '"001_057"'],
      "id: plcc-point",
      /^case plcc-point: code 001_057 is not documented for membership-cancellation; it has 000_000, .*001_056$/,
    ],
    [
      "an unknown title",
      LEAVING,
      ["id: plcc-point", "has PLCC points", "has PLCC point"],
      "id: plcc-point",
      /^case plcc-point: "Test for .* PLCC point" is no test-data title of membership-cancellation; it has "Test /,
    ],
    [
      "should",
      LEAVING,
      ["id: success", "is free to leave leaves", "should leave"],
      "id: success",
      "case success: say what is so, without 'should', in the title",
    ],
    [
      "a long title",
      LEAVING,
      ["id: success", "A member who is free to leave leaves", "x".repeat(70)],
      "id: success",
      "case success: the title has 70 characters; keep it under 70",
    ],
    [
      "an unknown field",
      LEAVING,
      ["id: user-id-zero", "set: { userId: 0 }", "set: { userId: 0, userld: 0 }"],
      "id: user-id-zero",
      "case user-id-zero: field userld is no request parameter of membership-cancellation; it has userId",
    ],
    [
      "an unknown field of test data",
      LEAVING,
      ["id: plcc-point", "[userId]", "[userld]"],
      "id: plcc-point",
      "case plcc-point: field userld is no request parameter of membership-cancellation; it has userId",
    ],
    [
      "a clause that is not there",
      LEAVING,
      ["id: plcc-point", "#conditions.plcc-point", "#conditions.plcc"],
      "id: plcc-point",
      "case plcc-point: clause membership-cancellation#conditions.plcc is not in the contract",
    ],
    [
      "a broken clause that is not there",
      LEAVING,
      ["id: user-id-zero", "userId.min]", "userId.minimum]"],
      "id: user-id-zero",
      "case user-id-zero: clause membership-cancellation#request.userId.minimum is not in the contract",
    ],
    [
      "neither code nor title",
      LEAVING,
      [
        "id: refund-in-progress",
        "    testData: Test for withdrawal of a member who has a refund/withdrawal in progress\n",
        "",
      ],
      "id: refund-in-progress",
      "case refund-in-progress: a row without a code needs a testData title, which gives the status",
    ],
    [
      "a status of the code that is not the title's",
      LEAVING,
      ["id: plcc-point", '"001_056"', '"000_000"'],
      "id: plcc-point",
      /^case plcc-point: code 000_000 has the status 200 and "Test .* points" 400; one row has one$/,
    ],
    [
      "a message by a title that it has not",
      LEAVING,
      [
        "id: plcc-point",
        "    testData: Test for withdrawal of a member who has PLCC points\n",
        "    message: testData\n",
      ],
      "id: plcc-point",
      "case plcc-point: message: testData needs a testData title, which is the message",
    ],
    [
      "a value of a field that no answer has",
      "member-authentication-info.yaml",
      ["id: authenticated", "{ isAuthed: true }", "{ isAuthd: true }"],
      "id: authenticated",
      "case authenticated: clause member-authentication-info#response.isAuthd is not in the contract",
    ],
  ])("%s is told with file and line", (_what, file, [after, from, to], row, words) => {
    const line = lineOf(file, row);
    edit(file, after, from, to);
    const [problem = "", ...others] = problems();
    expect(others).toEqual([]);
    expect(problem.startsWith(shown(file, line)), problem).toBe(true);
    expect(problem.slice(shown(file, line).length)).toEqual(
      typeof words === "string" ? words : expect.stringMatching(words),
    );
  });

  it.each<[string, [after: string, from: string, to: string], RegExp]>([
    [
      "an unknown key",
      ["id: success", "destructive:", "destroys:"],
      /cases\.0\.destroys is not known here; known are id, title, /,
    ],
    [
      "a wrong type",
      ["id: success", "destructive: true", "destructive: yes please"],
      /cases\.0\.destructive is "yes please"; give true where the scenario /,
    ],
    [
      "a code that is none",
      ["id: success", '"000_000"', '"000-000"'],
      /cases\.0\.code is "000-000"; give the documented response code, e\.g\. 001_049/,
    ],
    [
      "a word for data that is not all",
      ["id: success", "[userId]", "al"],
      /cases\.0\.data is "al"; give .* a list of names, or all/,
    ],
    [
      "an id with a capital",
      ["cases:", "id: success", "id: Success"],
      /cases\.0\.id is "Success"; give a name in lower case/,
    ],
    [
      "an empty title",
      ["id: success", "A member who is free to leave leaves", '""'],
      /cases\.0\.title is ""; give the scenario in a few words/,
    ],
    [
      "a code without quotes that is a number",
      ["id: success", '"000_000"', "12"],
      /cases\.0\.code is 12; give the documented response code/,
    ],
  ])("%s is told with file and line", (_what, [after, from, to], words) => {
    const line = edit(LEAVING, after, from, to);
    const [problem = "", ...others] = problems();
    expect(others).toEqual([]);
    expect(problem).toMatch(words);
    expect(problem.startsWith(shown(LEAVING, line)), problem).toBe(true);
  });

  it("broken YAML is told with file and line, beside the mistakes of other files", () => {
    const line = edit(LEAVING, "id: user-id-zero", "{ userId: 0 }", "{ userId: 0");
    edit(REGISTER, "id: success", '"000_000"', '"000_001"');
    const found = problems();
    expect(found).toHaveLength(2);
    const place = new RegExp(`^${shown(LEAVING).slice(0, -2).replaceAll(".", "\\.")}:(\\d+): `);
    const told = Number(place.exec(found[0] ?? "")?.[1]);
    expect(told).toBeGreaterThanOrEqual(line);
    expect(told).toBeLessThanOrEqual(line + 1);
    expect(found[1]).toContain("case success: code 000_001 is not documented");
  });

  it("a repeated id and a repeated title are told, with the place of the first", () => {
    const file = shown(LEAVING).slice(0, -2);
    const [first, second] = [lineOf(LEAVING, "id: unknown-member"), lineOf(LEAVING, "id: unreceived-gift")];
    edit(LEAVING, "id: unreceived-gift", "id: unreceived-gift", "id: unknown-member");
    edit(
      LEAVING,
      "001_006",
      "A gift that was not received keeps the member",
      "A user id of nobody is not found",
    );
    expect(problems()).toEqual([
      `${file}:${second}: the id membership-cancellation/unknown-member stands twice, first at ${file}:${first}`,
      `${file}:${second}: the title "A user id of nobody is not found" stands twice, first at ${file}:${first}`,
    ]);
  });

  it("a code, a title and an operation without a case are told", () => {
    const line = lineOf(LEAVING, "operation: membership");
    edit(LEAVING, "id: plcc-point", '"001_056"', '"001_055"');
    edit(LEAVING, "id: unknown-member", "    testData: Test for non-member information\n", "");
    rmSync(join(dir, REGISTER));
    const found = problems();
    expect(found).toHaveLength(3);
    expect(
      found[0]?.startsWith(`${shown(LEAVING, line)}no case has membership-cancellation#codes.001_056`),
    ).toBe(true);
    expect(
      found[1]?.startsWith(`${shown(LEAVING, line)}no case has membership-cancellation#testData.3`),
    ).toBe(true);
    expect(found[2]).toMatch(
      /contract\/user-register\.yaml:1: no table in cases\/ has the operation user-register$/,
    );
  });

  it("a code that a row only mentions is not one that it has", () => {
    edit(LEAVING, "id: plcc-point", '"001_056"', '"001_055"');
    edit(LEAVING, "id: plcc-point", "#conditions.plcc-point]", "#codes.001_056]");
    expect(problems()).toEqual([
      expect.stringContaining("no case has membership-cancellation#codes.001_056"),
    ]);
  });

  it("a gap that the contract documents is told", () => {
    const line = edit(LEAVING, "gaps:", '"001_050"', '"001_049"');
    expect(problems()).toEqual([`${shown(LEAVING, line)}code 001_049 is declared a gap, yet a case has it`]);
  });

  it("a table for an unknown operation, and a second one for a known, are told", () => {
    const line = lineOf(LEAVING, "operation: membership");
    writeFileSync(join(dir, "other.yaml"), "# a table\noperation: membership-canceling\ncases: []\n");
    writeFileSync(join(dir, "second.yaml"), "operation: membership-cancellation\ncases: []\n");
    expect(problems()).toEqual([
      expect.stringMatching(
        /other\.yaml:2: operation membership-canceling is not in the contract; it has charge-/,
      ),
      `${shown("second.yaml", 1)}a table for membership-cancellation stands twice, first at ${shown(LEAVING, line).slice(0, -2)}`,
    ]);
  });

  it("an empty and a missing folder are told", () => {
    for (const name of [
      "charge-cancellation",
      "member-authentication-info",
      "membership-cancellation",
      "unregistered-card-inquiry",
      "user-register",
    ])
      rmSync(join(dir, `${name}.yaml`));
    const words = "has no case table; one is a file such as user-register.yaml";
    expect(problems()[0]).toBe(`${relative(process.cwd(), dir)}: ${words}`);
    rmSync(dir, { recursive: true });
    expect(problems()[0]).toBe(`${relative(process.cwd(), dir)}: ${words}`);
  });
});
