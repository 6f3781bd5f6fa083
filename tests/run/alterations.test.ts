import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Alteration, PlainAnswer } from "../../sandbox/alteration.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { exitCodeOf } from "../../src/cli/exit-code-of.ts";
import type { Report } from "../../src/results/model.ts";
import { violationHeadline } from "../../src/results/violation-text.ts";
import { runCases, settingsOf } from "./run-cases.ts";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

/** A required response field of each operation; membership-cancellation has none but its envelope. */
const OPERATIONS: readonly (readonly [operation: string, field: string | undefined])[] = [
  ["user-register", "userId"],
  ["membership-cancellation", undefined],
  ["charge-cancellation", "isPending"],
  ["unregistered-card-inquiry", "cardDataInfo"],
  ["member-authentication-info", "isAuthed"],
];

/** Runs documented cases of an operation. */
async function runDocumented(operation: string, alter: Alteration, names = "*"): Promise<Report> {
  sandbox.reset(alter);
  const settings = settingsOf({ ...sandbox.settings }, [`${operation}/${names}`]);
  return runCases({ ...settings, kinds: ["documented"] });
}

/** Runs the cases of an operation that succeed against a sandbox whose successes are altered. */
function runAltered(operation: string, alter: Alteration): Promise<Report> {
  return runDocumented(operation, alter, "{success,authenticated,not-authenticated}");
}

function successes(change: (answer: PlainAnswer) => PlainAnswer): Alteration {
  return { plain: (answer) => (answer.code === "000_000" ? change(answer) : answer) };
}

function findings(report: Report): string[] {
  return report.cases
    .filter(({ outcome }) => outcome === "failed")
    .flatMap(({ violations }) => violations.map(({ rule, where }) => `${rule} at ${where}`));
}

describe.each(OPERATIONS)("a server of %s", (operation, field) => {
  it("that is right conforms", async () => {
    const report = await runDocumented(operation, {});
    expect([report.verdict, findings(report)]).toEqual(["conformant", []]);
    expect(exitCodeOf(report)).toBe(0);
  });

  it("that answers a wrong code fails, by the code and its place", async () => {
    const report = await runAltered(
      operation,
      successes((answer) => ({ ...answer, code: "777_777" })),
    );
    expect(exitCodeOf(report)).toBe(1);
    expect(new Set(findings(report))).toEqual(new Set(["code at /response/code"]));
    const [failed] = report.cases.filter(({ outcome }) => outcome === "failed");
    expect(failed?.violations.map(violationHeadline).join("\n")).toContain('came "777_777"');
  });

  it("that answers a wrong status fails, by the status", async () => {
    const report = await runAltered(
      operation,
      successes((answer) => ({ ...answer, status: 202 })),
    );
    expect(exitCodeOf(report)).toBe(1);
    expect(findings(report)).toContain("status at status");
  });

  it("that leaves a field out fails, by the field", async () => {
    const report = await runAltered(operation, field === undefined ? withoutCode : without(field));
    expect(exitCodeOf(report)).toBe(1);
    const rule = field === undefined ? "envelope at /response/code" : `body-schema at /${field}`;
    expect(findings(report)).toContain(rule);
  });
});

function without(field: string): Alteration {
  return successes((answer) => {
    const { [field]: _left, ...payload } = answer.payload;
    return { ...answer, payload };
  });
}

const withoutCode: Alteration = {
  sealed: (wire) => {
    const body = Buffer.from('{"response":{"description":"Success."}}');
    const headers = wire.headers.map(([name, value]): [string, string] => [
      name,
      name === "Content-Length" ? String(body.length) : value,
    ]);
    return wire.status === 200 ? { ...wire, headers, body } : wire;
  },
};
