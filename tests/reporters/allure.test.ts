import { join } from "node:path";
import type { RuntimeMessage } from "allure-js-commons/sdk";
import {
  getGlobalTestRuntimeWithAutoconfig,
  MessageTestRuntime,
  setGlobalTestRuntime,
} from "allure-js-commons/sdk/runtime";
import { beforeEach, describe, expect, it } from "vitest";
import { categoryOf } from "../../reporters/allure/category.ts";
import { fullNameShown } from "../../reporters/allure/full-name.ts";
import { allureRun, qualityGateWidget } from "../../reporters/allure/run.ts";
import { sourceLink } from "../../reporters/allure/source-link.ts";
import { type CaseOfRun, statusDetailsOf, statusOf } from "../../reporters/allure/status.ts";
import { storyOf } from "../../reporters/allure/story.ts";
import { describeInAllure } from "../../reporters/allure/summary.ts";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import type { Cause } from "../../src/results/cause.ts";
import {
  madeUpDeviation,
  madeUpExchange,
  madeUpReport,
  madeUpResult,
  madeUpViolation,
} from "../results/made-up.ts";
import { hostileResult, UNSEEN } from "./hostile.ts";

class Collected extends MessageTestRuntime {
  readonly messages: RuntimeMessage[] = [];
  override async sendMessage(message: RuntimeMessage): Promise<void> {
    this.messages.push(message);
  }
}

const ofRun = (result: CaseResult, causes: readonly Cause[] = []): CaseOfRun => ({
  result,
  causes,
  strict: "security",
  seed: "20260301",
  attached: true,
  stepped: true,
  rules: [],
});

async function told(one: CaseOfRun, reading?: { source: string }): Promise<RuntimeMessage[]> {
  const before = await getGlobalTestRuntimeWithAutoconfig();
  const collected = new Collected();
  setGlobalTestRuntime(collected as unknown as Parameters<typeof setGlobalTestRuntime>[0]);
  try {
    await describeInAllure(one, reading);
    return collected.messages;
  } finally {
    setGlobalTestRuntime(before);
  }
}

/** Names of the steps with their statuses, in the order in which they end: a step ends behind those within it. */
function stepsOf(messages: readonly RuntimeMessage[]): [name: string, status: string | undefined][] {
  const open: string[] = [];
  const ended: [string, string | undefined][] = [];
  for (const { type, data } of messages) {
    if (type === "step_start") open.push(data.name);
    if (type === "step_stop") ended.push([open.pop() ?? "", data.status]);
  }
  return ended;
}

describe("what Allure is told of a case", () => {
  let messages: RuntimeMessage[];
  beforeEach(async () => {
    messages = await told(ofRun({ ...hostileResult(), title: "a\u202eb" }));
  });

  it("has its labels, its stable ids, and the category", () => {
    const labels = messages.flatMap(({ type, data }) => (type === "metadata" ? (data.labels ?? []) : []));
    const of = (name: string) => labels.find((label) => label.name === name)?.value;
    expect(of("epic")).toBe("Konaplate wallet API");
    expect(of("feature")).toBe("membership-cancellation");
    expect(of("story")).toBe("Documented scenarios");
    expect(of("conformance")).toBe("server-deviates");
    const histories = messages.flatMap(({ type, data }) =>
      type === "metadata" ? (data.historyId ?? []) : [],
    );
    expect(histories).toEqual(["membership-cancellation/hostile"]);
  });

  it("is text whatever the server sent, and not endless", async () => {
    const long = { ...hostileResult(), reason: "x".repeat(5_000_000) };
    const exchanges = long.exchanges.map((exchange) => ({
      ...exchange,
      response: { status: 400, headers: [], body: "y".repeat(5_000_000) },
    }));
    for (const each of [messages, await told(ofRun({ ...long, exchanges }))]) {
      const text = each.map(contentOf).join("\n");
      expect(text).not.toMatch(UNSEEN);
      expect(text.length).toBeLessThan(500_000);
    }
    const description = messages.flatMap(({ type, data }) =>
      type === "metadata" ? (data.description ?? []) : [],
    );
    expect(description.join()).not.toContain("<script>");
  });
});

describe("the steps of a case", () => {
  const steps = async (result: CaseResult) => stepsOf(await told(ofRun(result)));

  it("are red where one within them is", async () => {
    const failed = madeUpResult({ outcome: "failed", violations: [madeUpViolation()] });
    expect(await steps(failed)).toEqual([
      ["send", "passed"],
      [expect.stringMatching(/^documented: code at .*expected .*, came /), "failed"],
      ["check", "failed"],
      ["membership-cancellation", "failed"],
    ]);
  });

  it("are amber where one warns, and green where it is only observed", async () => {
    const inferred = madeUpResult({ violations: [madeUpViolation({ level: "inferred" })] });
    expect((await steps(inferred)).slice(1).map(([, status]) => status)).toEqual(Array(3).fill("broken"));
    const observed = madeUpResult({ violations: [madeUpViolation({ level: "observed" })] });
    expect(new Set((await steps(observed)).map(([, status]) => status))).toEqual(new Set(["passed"]));
  });

  it("of a journey have each violation under the exchange that shows it", async () => {
    const exchanges = ["leave", "leave again"].map((label) => madeUpExchange({ label }));
    const violations = [madeUpViolation({ exchange: "leave" })];
    const ended = await steps(madeUpResult({ kind: "journey", exchanges, violations }));
    expect(ended.filter(([name]) => name.startsWith("leave"))).toEqual([
      ["leave", "failed"],
      ["leave again", "passed"],
    ]);
  });
});

describe("what travelled", () => {
  const attachments = async (attached: boolean) =>
    (await told({ ...ofRun(madeUpResult()), attached })).filter(({ type }) => type.startsWith("attachment"));

  it("is attached where that is wanted, and else not; the steps are there in both", async () => {
    expect((await attachments(true)).length).toBeGreaterThan(0);
    expect(await attachments(false)).toEqual([]);
    expect(stepsOf(await told({ ...ofRun(madeUpResult()), attached: false }))).toEqual(
      stepsOf(await told(ofRun(madeUpResult()))),
    );
  });

  it("is not even read of what passed in a large run, and the case is told all the same", async () => {
    const messages = await told({ ...ofRun(madeUpResult()), attached: false, stepped: false });
    expect(stepsOf(messages)).toEqual([]);
    expect(messages.some(({ type, data }) => type === "metadata" && data.description !== undefined)).toBe(
      true,
    );
  });
});

describe("what Allure shows first of a result", () => {
  const details = (result: CaseResult) => {
    const { causes } = madeUpReport([result]);
    return statusDetailsOf(ofRun(result, causes));
  };

  it("is its cause, the same words for every case that shows it; its own values are in the trace", () => {
    const one = (id: string, actual: string) =>
      madeUpResult({
        id,
        outcome: "failed",
        violations: [madeUpViolation({ rule: "correlation-echo", actual })],
      });
    const cases = [one("a/1", "always"), one("a/2", "always")];
    const { causes } = madeUpReport(cases);
    const all = cases.map((result) => statusDetailsOf(ofRun(result, causes)));
    expect(new Set(all.map(({ message }) => message)).size).toBe(1);
    expect(all[0]?.message).toBe(`${causes[0]?.title} [${causes[0]?.id}]`);
    expect(all[0]?.trace).toContain("--only 'a/1' --seed '20260301'");
  });

  it("says WARNED of what warned, nothing of what passed, and the reason of what was not exercised", () => {
    const warned = madeUpResult({ outcome: "warned", violations: [madeUpViolation({ level: "inferred" })] });
    expect(details(warned).message).toMatch(/^WARNED: /);
    expect(statusOf(warned)).toBe("passed");
    const security = (deviation?: string) => [
      madeUpViolation({ level: "inferred", family: "security", ...(deviation && { deviation }) }),
    ];
    expect(statusOf({ ...warned, violations: security() })).toBe("broken");
    expect(statusOf({ ...warned, violations: security("D-1") })).toBe("passed");
    expect(details(madeUpResult())).toEqual({});
    const silent = madeUpResult({ outcome: "not-exercised", reason: "no test data: fill it in" });
    expect(details(silent)).toMatchObject({
      message: expect.stringContaining("no test data"),
      trace: "no test data: fill it in",
    });
  });
});

it("the full name of a test names a file of the suite's by its place in the package", () => {
  const cwd = join(PROJECT_ROOT, "src");
  expect(fullNameShown("own:../dist/specs/a.spec.js#one: ../two", cwd)).toBe(
    "own:konaplate-conformance/dist/specs/a.spec.js#one: ../two",
  );
  expect(fullNameShown("own:specs/a.spec.js#one", cwd)).toBe("own:specs/a.spec.js#one");
});

describe("where a case is written", () => {
  const source = { file: "contract/a b.yaml", line: 7 };
  it.each([
    [
      { GITHUB_SERVER_URL: "https://git.example", GITHUB_REPOSITORY: "o/r", GITHUB_SHA: "abc" },
      undefined,
      "https://git.example/o/r/blob/abc/contract/a%20b.yaml#L7",
    ],
    [
      { CI_PROJECT_URL: "https://lab.example/o/r", CI_COMMIT_SHA: "abc" },
      undefined,
      "https://lab.example/o/r/-/blob/abc/contract/a%20b.yaml#L7",
    ],
    [
      {},
      { url: "git+https://git.example/o/r.git" },
      "https://git.example/o/r/blob/HEAD/contract/a%20b.yaml#L7",
    ],
    [{}, "git@git.example:o/r.git", undefined],
    [{ GITHUB_REPOSITORY: "o/r" }, undefined, undefined],
  ])("is a link where the environment or package.json say one: %o, %o", (environment, repository, link) => {
    const around = { pathOf: (file: string) => file };
    expect(sourceLink(source, environment, repository, around)).toBe(link);
  });

  it("is a link to the suite's own repository, or none, where it does not stand in the user's", () => {
    const ci = { CI_PROJECT_URL: "https://lab.example/o/r", CI_COMMIT_SHA: "abc" };
    const nowhere = { pathOf: () => undefined };
    const installed = { file: "node_modules/konaplate-conformance/contract/a.yaml", line: 7 };
    expect(sourceLink(installed, ci, undefined, nowhere)).toBeUndefined();
    expect(sourceLink(installed, ci, { url: "https://git.example/suite.git" }, nowhere)).toBe(
      "https://git.example/suite/blob/HEAD/contract/a.yaml#L7",
    );
  });

  it("is a text where none does", async () => {
    const links = async (reading?: { source: string }) =>
      (await told(ofRun(madeUpResult()), reading)).flatMap(({ type, data }) =>
        type === "metadata" ? (data.links ?? []) : [],
      );
    expect(await links()).toEqual([]);
    expect(await links({ source: "https://git.example/x" })).toMatchObject([
      { url: "https://git.example/x", name: "contract/membership-cancellation.yaml:30" },
    ]);
  });
});

describe("the story of a case", () => {
  it.each([
    ["success", "documented", "Documented scenarios"],
    ["body.userId.fraction", "generated", "Field userId"],
    ["header.X-KM-Tran-Time.missing", "header", "Header X-KM-Tran-Time"],
    ["header.encryption.plain", "header", "Encryption"],
    ["form.json-spaced", "generated", "Right requests in other forms"],
    ["again.success", "journey", "The same asked for again"],
    ["journey.left-stays-left", "journey", "Journeys"],
    ["something.new", "generated", "Other derived cases"],
  ] as const)("of %s (%s) is %s", (name, kind, story) => {
    const operation = "membership-cancellation";
    expect(storyOf({ id: `${operation}/${name}`, operation, kind })).toBe(story);
  });
});

/** A message as text, the content of an attachment decoded. */
function contentOf({ type, data }: RuntimeMessage): string {
  if (type !== "attachment_content") return JSON.stringify(data);
  return Buffer.from(data.content, data.encoding).toString("utf8");
}

describe("the category of a result", () => {
  it.each([
    ["server-deviates", { outcome: "failed" }],
    ["security", { outcome: "failed", violations: [madeUpViolation({ family: "security" })] }],
    ["warned", { outcome: "warned", violations: [madeUpViolation({ level: "inferred" })] }],
    ["warned-security", { outcome: "warned", violations: [madeUpViolation({ family: "security" })] }],
    ["no-evidence", { outcome: "not-exercised" }],
    ["no-evidence", { outcome: "errored", fault: "cut-short" }],
    ["way-broke", { outcome: "errored", fault: "timeout" }],
    ["suite-broke", { outcome: "errored", fault: "could-not-run" }],
    ["contradiction", { expected: { status: 400, code: null, message: null } }],
    ["contradiction", { violations: [madeUpViolation({ level: "observed", reading: "token-length" })] }],
    ["as-documented", { violations: [madeUpViolation({ level: "observed" })] }],
    ["as-documented", { kind: "generated", expected: { status: 400, code: null, message: null } }],
  ] as const)("is %s for %o", (category, differences) => {
    expect(categoryOf(madeUpResult(differences))).toBe(category);
  });
});

describe("what Allure is told of a run", () => {
  const files = { historyPath: "history.jsonl", knownIssuesPath: "known.json" };
  const violations = [madeUpViolation({ deviation: "D-1" })];

  it("says what warned in its title, and what KONAPLATE_STRICT would make of it", () => {
    const { title, variables } = allureRun(madeUpReport(), files);
    expect(title).toBe("Konaplate conformance: non-conformant, 1 warned");
    expect(variables).toMatchObject({
      Causes: expect.stringContaining("1 cause fails the run"),
      Warnings: expect.stringContaining("KONAPLATE_STRICT is security"),
    });
    expect(allureRun(madeUpReport([madeUpResult()]), files)).toMatchObject({
      title: "Konaplate conformance: conformant",
      variables: { Verdict: "conformant" },
    });
  });

  it("shows the gate: conformant lets through, anything else says why not", () => {
    expect(qualityGateWidget(allureRun(madeUpReport([madeUpResult()]), files))).toMatchObject({
      default: [{ success: true, actual: "conformant" }],
    });
    expect(qualityGateWidget(allureRun(madeUpReport(), files))).toMatchObject({
      default: [
        { success: false, actual: "non-conformant", message: expect.stringContaining("1 case failed") },
      ],
    });
  });

  it("names a case as a known deviation only when nothing else of it failed", () => {
    const deviations = [madeUpDeviation("matched", "membership-cancellation/success")];
    const run = (outcome: CaseResult["outcome"]) =>
      allureRun(madeUpReport([madeUpResult({ outcome, violations })], { deviations }), files).knownDeviations;
    expect(run("warned")).toEqual([
      {
        case: "membership-cancellation/success",
        comment: "Known deviation D-1, owner wallet team, until 2026-06-30",
      },
    ]);
    expect(run("failed")).toEqual([]);
  });
});
