import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { loadPlan, PlanMistake } from "../../src/cases/plan.ts";
import { OWN_FOLDERS } from "../../src/run/suite.ts";
import { copiedFolder } from "../support/copied-folder.ts";
import { suite } from "../support/suite.ts";

const { contract } = suite;
const dir = copiedFolder(OWN_FOLDERS.cases);
const file = join(dir, "journeys", "made-up.yaml");

const JOURNEY = `journeys:
  - id: journey.made-up
    operation: membership-cancellation
    title: A made-up journey
    clauses: [membership-cancellation#codes.001_006]
    steps:
      - { name: register, like: user-register/success, fresh: { ci: 88 } }
      - name: leave
        like: membership-cancellation/success
        expect: refused
        codes: ["001_006"]
        carry: { userId: register.response/userId }
`;

/** What is wrong with the made-up journey once a text in it is replaced, without the file's name. */
function problems(from: string, to: string): string[] {
  if (!JOURNEY.includes(from)) throw new Error(`the journey has no "${from}"`);
  writeFileSync(file, JOURNEY.replace(from, to));
  try {
    loadPlan(contract, dir);
  } catch (error) {
    if (!(error instanceof PlanMistake)) throw error;
    const shown = relative(process.cwd(), file);
    return error.problems.map((problem) => problem.replaceAll(`${shown}:`, "line "));
  }
  return [];
}

const told = (problem: string): string => `line 2: journey.made-up: ${problem}`;

describe("a journey with a mistake", () => {
  it("is told from one without", () => {
    expect(problems("made-up", "made-up")).toEqual([]);
  });

  it.each([
    [
      "nothing done, by no code",
      'expect: refused\n        codes: ["001_006"]',
      "expect: untouched",
      told("step leave expects nothing to have been done; give the codes that come when it was"),
    ],
    [
      "an unknown operation",
      "operation: membership-cancellation",
      "operation: membership",
      told("unknown operation membership"),
    ],
    [
      "an unknown clause",
      "#codes.001_006]",
      "#codes.001_007]",
      told("unknown clause membership-cancellation#codes.001_007"),
    ],
    [
      "an unknown case",
      "like: user-register/success",
      "like: user-register/succes",
      told("step register is like user-register/succes, which is no documented case"),
    ],
    ["a name that stands twice", "name: leave", "name: register", told("the step register stands twice")],
    [
      "a value of a later step",
      "register.response/userId }",
      "leave.response/userId }",
      told(
        "step leave carries userId from leave.response/userId; write an earlier step, .request or .response, and a JSON Pointer",
      ),
    ],
    [
      "a value of neither side",
      "register.response/userId }",
      "register/userId }",
      told(
        "step leave carries userId from register/userId; write an earlier step, .request or .response, and a JSON Pointer",
      ),
    ],
    [
      "a field that the operation has not",
      "carry: { userId:",
      "carry: { memberId:",
      told("step leave has the field memberId; membership-cancellation has userId"),
    ],
    [
      "a code of no page",
      'codes: ["001_006"]',
      'codes: ["001_999"]',
      told("step leave has the code 001_999, which no page has"),
    ],
    [
      "a long title",
      "A made-up journey",
      "A made-up journey whose title has so many letters that no line of a report holds it",
      told("the title has 83 characters; keep it under 70"),
    ],
    [
      "a title that wishes",
      "A made-up journey",
      "It should pass",
      told("say what is so, without 'should', in the title"),
    ],
    [
      "data of two cases",
      "fresh: { ci: 88 } }",
      "data: true }\n      - { name: between, like: membership-cancellation/unknown-member, data: true }",
      told("the steps register and between take the data of two cases; take those of one"),
    ],
    [
      "data of a case of another operation",
      "fresh: { ci: 88 } }",
      "data: true }",
      told(
        "step register takes the data of user-register/success, so the journey's operation is user-register",
      ),
    ],
  ])("%s is told with its line", (_what, from, to, problem) => {
    expect(problems(from, to)).toEqual([problem]);
  });

  it.each([
    [
      "an id of another form",
      "id: journey.made-up",
      "id: made-up",
      /^line 2: journeys\.0\.id is "made-up"; give a name such as /,
    ],
    [
      "no step",
      /steps:[\s\S]*/,
      "steps: []\n",
      /^line 6: journeys\.0\.steps is \[\]; give a list of steps, one at least/,
    ],
    [
      "no clause",
      "[membership-cancellation#codes.001_006]",
      "[]",
      /^line 5: journeys\.0\.clauses is \[\]; give /,
    ],
    [
      "a word that is none of its own",
      "expect: refused",
      "expects: refused",
      /^line \d+: journeys\.0\.steps\.1\.expects is not known here; did you mean expect\?/,
    ],
    [
      "once at once",
      "fresh: { ci: 88 }",
      "together: 1",
      /^line 7: journeys\.0\.steps\.0\.together is 1; give how many /,
    ],
    [
      "a fresh text of no length",
      "ci: 88",
      "ci: 0",
      /^line 7: journeys\.0\.steps\.0\.fresh\.ci is 0; a right value is at least 1/,
    ],
  ] as const)("%s is told with its line, by the form", (_what, from, to, problem) => {
    const text = typeof from === "string" ? from : (from.exec(JOURNEY)?.[0] ?? "");
    const found = problems(text, to);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(problem);
  });

  it("every step of which cleans up is told", () => {
    const only = JOURNEY.slice(JOURNEY.indexOf("steps:"));
    expect(
      problems(only, "steps: [{ name: leave, like: membership-cancellation/success, cleanup: true }]\n"),
    ).toEqual([told("every step cleans up; what is to be seen?")]);
  });

  it("has its own id, in all files", () => {
    writeFileSync(join(dir, "journeys", "before.yaml"), JOURNEY);
    const before = relative(process.cwd(), join(dir, "journeys", "before.yaml"));
    expect(problems("made-up", "made-up")).toEqual([
      `line 2: the id membership-cancellation/journey.made-up stands twice, first at ${before}:2`,
    ]);
  });

  it("that is no YAML is told", () => {
    const [problem] = problems("steps:", "steps: [");
    expect(problem).toMatch(/^line \d+: /);
  });
});
