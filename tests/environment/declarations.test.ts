import { describe, expect, it } from "vitest";
import { load, problemsOf } from "./project.ts";

const environment = (text: string) => ({ files: { "environments/embedded.yaml": text } });
const FILE = "environments/embedded.yaml";

describe("declared gaps", () => {
  it("name cases by id or glob, with the place of each", () => {
    const text =
      "gaps:\n  - case: user-register/success\n    reason: no telephone\n  - {case: 'membership-cancellation/*-in-progress', reason: nothing stays in progress}\n";
    expect(load(environment(text)).gaps).toEqual([
      { case: "user-register/success", reason: "no telephone", file: FILE, line: 2 },
      {
        case: "membership-cancellation/*-in-progress",
        reason: "nothing stays in progress",
        file: FILE,
        line: 4,
      },
    ]);
  });

  it.each([
    [
      "{case: membership-cancellation/plc-point, reason: a}",
      `${FILE}:2: the gap "membership-cancellation/plc-point" matches no case; give a case id or a glob such as membership-cancellation/*; did you mean membership-cancellation/plcc-point? (one of your own needs --contract and --cases)`,
    ],
    [
      "{case: membership-cancellation/plcc-point}",
      `${FILE}:2: gaps.0.reason is missing; give why the environment cannot exercise the case, in a sentence`,
    ],
    [
      "{case: membership-cancellation/plcc-point, reason: ' '}",
      `${FILE}:2: gaps.0.reason is not of the right form; give why the environment cannot exercise the case, in a sentence`,
    ],
    [
      "{case: membership-cancellation/plcc-point, reason: a, reasn: b}",
      `${FILE}:2: gaps.0.reasn is not known here; did you mean reason?`,
    ],
  ])("that are wrong are mistakes: %s", (gap, message) => {
    expect(problemsOf(environment(`gaps:\n  - ${gap}\n`))).toEqual([message]);
  });
});

const right = {
  id: "gift-message",
  case: "membership-cancellation/unreceived-gift",
  rule: "message",
  where: "/response/description",
  reason: "spelling corrected",
  owner: "wallet team",
  ticket: "WALLET-1",
  expires: "2028-02-29",
};
const deviations = (...items: object[]) =>
  environment(`deviations:\n${items.map((item) => `  - ${JSON.stringify(item)}\n`).join("")}`);

describe("known deviations", () => {
  it("name one case, one rule and, where given, one place", () => {
    const { where: _anywhere, ...wide } = { ...right, id: "wide", expires: "2020-01-01" };
    expect(load(deviations(right, wide)).deviations).toEqual([
      { ...right, file: FILE, line: 2 },
      { ...wide, file: FILE, line: 3 },
    ]);
  });

  it.each(["status", "body", "header X-KM-Correlation-Id", "/a~1b/0"])("take %s as a place", (where) => {
    expect(load(deviations({ ...right, where })).deviations[0]?.where).toBe(where);
  });

  it.each([
    [
      { case: "membership-cancellation/*" },
      "deviation gift-message: there is no case membership-cancellation/*; give one case id, globs are too wide here; did you mean membership-cancellation/success?",
    ],
    [{ rule: "massage" }, "deviation gift-message: there is no rule massage; did you mean message?"],
    [
      { expires: "2027-02-29" },
      'deviation gift-message: expires is "2027-02-29"; give a day that exists as yyyy-MM-dd, e.g. 2030-06-30',
    ],
    [
      { expires: "2027-W01-1" },
      'deviation gift-message: expires is "2027-W01-1"; give a day that exists as yyyy-MM-dd, e.g. 2030-06-30',
    ],
    [{ owner: "" }, "deviations.0.owner is not of the right form; give who mends it: a person or team"],
    [
      { ticket: 12 },
      'deviations.0.ticket is not of the right form; give where it is tracked, as text, e.g. "PAY-1234"',
    ],
    [
      { where: "response/description" },
      "deviations.0.where is not of the right form; give status, body, header and its name, or a JSON Pointer into the response body",
    ],
    [{ expires: undefined }, "deviations.0.expires is missing; give the last day on which it is tolerated"],
    [{ severity: "low" }, "deviations.0.severity is not known here; known are id, case, rule, where, reason"],
  ])("that are wrong are mistakes: %o", (change, message) => {
    const problems = problemsOf(deviations({ ...right, ...change }));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`${FILE}:2: ${message}`);
  });

  it("need ids of their own", () => {
    expect(problemsOf(deviations(right, { ...right, rule: "code" }))).toEqual([
      `${FILE}:3: deviation gift-message: the id is taken by line 2; give each deviation an id of its own`,
    ]);
  });
});

describe("an environment file", () => {
  it("with several mistakes tells each with its line", () => {
    expect(problemsOf(environment("testdata: {}\nname: ''\ngaps: all\n"))).toEqual([
      `${FILE}:1: testdata is not known here; did you mean testData?`,
      `${FILE}:2: name is not of the right form; give a title for readers of the file`,
      `${FILE}:3: gaps is not of the right form; give a list of documented cases that this environment cannot exercise, each with case and reason`,
    ]);
  });

  it("that is no YAML gets the line where it breaks", () => {
    const problems = problemsOf(environment("name: a\ngaps: [\n"));
    expect(problems).toEqual([expect.stringMatching(/^environments\/embedded\.yaml:[23]: /)]);
  });

  it("whose mistakes lie beside wrong variables is told together with them", () => {
    const env = { KONAPLATE_STRICT: "1" };
    expect(problemsOf({ env, ...environment("nam: a\n") })).toHaveLength(2);
  });
});
