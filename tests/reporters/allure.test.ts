import type { RuntimeMessage } from "allure-js-commons/sdk";
import {
  getGlobalTestRuntimeWithAutoconfig,
  MessageTestRuntime,
  setGlobalTestRuntime,
} from "allure-js-commons/sdk/runtime";
import { beforeEach, describe, expect, it } from "vitest";
import { categoryOf } from "../../reporters/allure/category.ts";
import { allureRun } from "../../reporters/allure/run.ts";
import { describeInAllure } from "../../reporters/allure/summary.ts";
import type { CaseResult } from "../../src/results/model.ts";
import { madeUpDeviation, madeUpReport, madeUpResult, madeUpViolation } from "../results/made-up.ts";
import { hostileResult, UNSEEN } from "./hostile.ts";

class Collected extends MessageTestRuntime {
  readonly messages: RuntimeMessage[] = [];
  override async sendMessage(message: RuntimeMessage): Promise<void> {
    this.messages.push(message);
  }
}

async function told(result: CaseResult): Promise<RuntimeMessage[]> {
  const before = await getGlobalTestRuntimeWithAutoconfig();
  const collected = new Collected();
  setGlobalTestRuntime(collected as unknown as Parameters<typeof setGlobalTestRuntime>[0]);
  try {
    await describeInAllure(result);
    return collected.messages;
  } finally {
    setGlobalTestRuntime(before);
  }
}

describe("what Allure is told of a case", () => {
  let messages: RuntimeMessage[];
  beforeEach(async () => {
    messages = await told({ ...hostileResult(), title: "a\u202eb" });
  });

  it("has its labels, its stable ids, and the category", () => {
    const labels = messages.flatMap(({ type, data }) => (type === "metadata" ? (data.labels ?? []) : []));
    const of = (name: string) => labels.find((label) => label.name === name)?.value;
    expect(of("epic")).toBe("Konaplate wallet API");
    expect(of("feature")).toBe("membership-cancellation");
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
    for (const each of [messages, await told({ ...long, exchanges })]) {
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

/** A message as text, the content of an attachment decoded. */
function contentOf({ type, data }: RuntimeMessage): string {
  if (type !== "attachment_content") return JSON.stringify(data);
  return Buffer.from(data.content, data.encoding).toString("utf8");
}

describe("the category of a result", () => {
  it.each([
    ["server-deviates", { outcome: "failed" }],
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
