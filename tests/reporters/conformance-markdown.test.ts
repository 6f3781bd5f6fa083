import { describe, expect, it } from "vitest";
import { fitted, renderComment, renderMarkdown } from "../../reporters/conformance-markdown.ts";
import { markdownFence, markdownText } from "../../reporters/markdown-text.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import type { LedgerEntry } from "../../src/results/ledger.ts";
import {
  madeUpDeviation,
  madeUpReport,
  madeUpResult,
  madeUpViolation,
  oneOfEach,
} from "../results/made-up.ts";
import { HOSTILE, hostileResult, UNSEEN } from "./hostile.ts";

/** The rows of the first table after a heading, the head and its rule left out. */
function tableUnder(markdown: string, heading: string): string[][] {
  const lines = markdown.split("\n");
  const from = lines.indexOf(heading);
  if (from < 0) throw new Error(`there is no heading ${heading}`);
  const start = lines.findIndex((line, index) => index > from && line.startsWith("|"));
  const end = lines.findIndex((line, index) => index > start && !line.startsWith("|"));
  return lines.slice(start + 2, end < 0 ? undefined : end).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** What is left when fenced code is taken out: the lines in which markup would act. */
function outsideFences(markdown: string): string {
  const kept: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split("\n")) {
    const ticks = /^ *(`{3,})/.exec(line)?.[1];
    if (fence === undefined && ticks) fence = ticks;
    else if (fence === undefined) kept.push(line);
    else if (line.trim() === fence) fence = undefined;
  }
  expect(fence).toBeUndefined();
  return kept.join("\n");
}

/** Failed cases, each at the place that its index gives. */
function failing(count: number, where: (index: number) => string): CaseResult[] {
  return Array.from({ length: count }, (_, index) =>
    madeUpResult({
      id: `membership-cancellation/case-${index}`,
      outcome: "failed",
      violations: [madeUpViolation({ rule: "dates", where: where(index) })],
    }),
  );
}

/** Cases over so many operations, each with the violations that its index gives. */
function ofOperations(count: number, violations: (index: number) => CaseResult["violations"]): CaseResult[] {
  return Array.from({ length: count * 6 }, (_, index) => {
    const operation = `a-made-up-operation-${index % count}`;
    const own = violations(index % count);
    return madeUpResult({
      id: `${operation}/case-${index}`,
      operation,
      outcome: own.length > 0 ? "failed" : "passed",
      violations: own,
    });
  });
}

function madeUpLedgerEntry(of: string, operation: string): LedgerEntry {
  return {
    at: "2026-03-01T09:00:00.000Z",
    correlationId: "260301180000-0a1b2c3",
    case: of,
    operation,
    effect: "membership",
    did: "changed",
    meant: true,
    things: [{ kind: "member", field: "userId", value: "9999999999999999999" }],
    state: "left",
    remedy: `Put another into the test data of ${of}: member 9999999999999999999 is used up.`,
  };
}

describe("conformance.md", () => {
  it("begins with the verdict and the causes, the heaviest first, and has the totals", () => {
    const report = madeUpReport();
    const markdown = renderMarkdown(report);
    expect(markdown.split("\n")[0]).toBe("# Konaplate conformance: non-conformant");
    const rows = tableUnder(markdown, "## Causes");
    expect(rows.map(([effect, , , id]) => [effect, id])).toEqual([
      ["fails the run", report.causes[0]?.id],
      ["warns", report.causes[1]?.id],
      ["no evidence", report.causes[2]?.id],
      ["no evidence", report.causes[3]?.id],
    ]);
    expect(tableUnder(markdown, "## Operations")[0]).toEqual(["all 2", "1", "1", "1", "1", "1"]);
  });

  it("tells a cause with its example in full: expectation and clause, what came, the commands, what is next", () => {
    const markdown = renderMarkdown(madeUpReport());
    const section = markdown.slice(markdown.indexOf("### "));
    const labels = [...section.matchAll(/- \*\*(\w+)\*\*/g)].map((match) => match[1]).slice(0, 7);
    expect(labels).toEqual(["Expected", "Came", "Scenario", "Exchange", "Repeat", "Record", "Next"]);
    expect(section).toContain("(membership-cancellation#codes.001_049)");
    expect(section).toContain("--only 'membership-cancellation/unreceived-gift' --seed '20260301'");
    expect(section).toContain("curl -X POST http://127.0.0.1:4010/api/v1/user/unregister");
  });

  it("lists the cases of each outcome that is not passed, with why", () => {
    const markdown = renderMarkdown(madeUpReport());
    expect(tableUnder(markdown, "## Failed (1)")[0]?.[2]).toBe(
      "code at /response/code: expected 400 001_049 Unrecieved gift exits., came 001_006 (and 1 more)",
    );
    expect(tableUnder(markdown, "## Not exercised (1)")[0]?.[2]).toBe(
      "no test data: fill in card-inquiry/success/cardNo",
    );
    expect(tableUnder(markdown, "## Errored (1)")[0]?.[2]).toBe("timeout: no answer within 10000 ms");
    expect(renderMarkdown(madeUpReport([madeUpResult()]))).not.toContain("## Not exercised");
  });

  it("tells the readings that were seen, deviations, and coverage", () => {
    const cases = [madeUpResult({ readings: [{ id: "token-length", observed: "67" }] })];
    const report = madeUpReport(cases, { deviations: [madeUpDeviation("expired")] });
    const markdown = renderMarkdown(report);
    expect(tableUnder(markdown, "## Readings that this target follows")).toEqual([
      ["token-length", "What about token-length?", "67"],
    ]);
    expect(tableUnder(markdown, "## Known deviations")[0]?.at(-1)).toBe("expired");
    expect(tableUnder(markdown, "## Coverage").map(([name, , total]) => [name, total])).toContainEqual([
      "titles",
      "2",
    ]);
  });

  it.each([
    ["all well", [madeUpResult()]],
    ["all well at 150 operations", ofOperations(150, () => [])],
    ["one cause in 500 cases", failing(500, () => "/a")],
    ["500 causes in 500 cases", failing(500, (index) => `/a${index}`)],
    ["one case", failing(1, () => "/a")],
    ["2000 cases", failing(2000, (index) => `/a${index % 700}`)],
    [
      "a cause in each of 150 operations",
      ofOperations(150, (index) => [madeUpViolation({ rule: "dates", where: `/a${index}` })]),
    ],
  ])("keeps within its sizes: %s", (name, cases) => {
    const ledger = cases.slice(0, 300).map(({ id, operation }) => madeUpLedgerEntry(id, operation));
    const report = madeUpReport(cases, { ledger });
    const [markdown, comment] = [renderMarkdown(report), renderComment(report)].map((text) =>
      Buffer.byteLength(text),
    );
    expect(markdown).toBeLessThan(60_000);
    expect(comment).toBeLessThan(name.startsWith("all well") ? 4_000 : 16_000);
    expect(renderComment(report)).toContain("## Operations");
    if (name.startsWith("all well")) expect(markdown).toBeLessThan(20_000);
  });

  it("drops nothing heavier for something lighter", () => {
    expect(fitted(["a".repeat(10), "b".repeat(500), "c"], 200)).toMatch(/^a{10}\n\n2 lighter sections/);
  });

  it("is inert whatever a server answers", () => {
    const cases = [hostileResult(), { ...hostileResult("errored"), id: "a/errored" }, ...oneOfEach()];
    const markdown = renderMarkdown(madeUpReport(cases));
    expect(markdown).not.toMatch(UNSEEN);
    // An address is code, of characters that close none.
    const acting = outsideFences(markdown).replaceAll(/`https?:\/\/[\w.~:/?#=%-]+`/g, "address");
    expect(acting.replace(/<\/?(details|summary)>/g, "")).not.toContain("<");
    expect(acting).not.toContain("`");
    expect(acting).not.toContain("://");
    expect(acting).not.toMatch(/@|www\.|\*\*b/);
    expect(tableUnder(markdown, "## Causes").every((row) => row.length === 4)).toBe(true);
  });
});

describe("the controls in Markdown", () => {
  const resting = (held: "own-answer" | "none"): CaseResult =>
    madeUpResult({ id: `a/${held}`, control: { of: "a/right", names: [], held } });

  it("are counted, and cases without one are named with the reason", () => {
    const lacking = { ...resting("none"), outcome: "not-exercised", reason: "no control: so it is" } as const;
    const markdown = renderMarkdown(madeUpReport([resting("own-answer"), lacking]));
    expect(markdown).toContain("Of 2 cases that rest on a refusal 1 got an answer that speaks for itself");
    expect(tableUnder(markdown, "## Controls")).toEqual([["a/none", "no control: so it is"]]);
  });

  it("are not spoken of where no case rests on a refusal", () => {
    expect(renderMarkdown(madeUpReport(oneOfEach()))).not.toContain("## Controls");
  });
});

describe("text in Markdown", () => {
  it("escapes what acts and leaves what does not", () => {
    expect(markdownText("a|b <i> `x` # *y* 001_049 _z_ &#96; a#b")).toBe(
      "a&#124;b &lt;i&gt; &#96;x&#96; \\# \\*y\\* 001_049 \\_z\\_ &amp;\\#96; a#b",
    );
    expect(markdownText("at http://127.0.0.1:8080/open-api), see (https://a.example).")).toBe(
      "at `http://127.0.0.1:8080/open-api`), see (`https://a.example`).",
    );
    expect(markdownText("http://a`b <http://x?y&z=@me> ftp://c www.d")).toBe(
      "`http://a`&#96;b &lt;`http://x?y`&amp;z=&#64;me&gt; ftp&#58;//c www&#46;d",
    );
    expect(markdownText("회원 Success. 400/200 (a-b)")).toBe("회원 Success. 400/200 (a-b)");
  });

  it("fences text so that no run of backticks inside closes it", () => {
    expect(outsideFences(markdownFence(HOSTILE.replaceAll("```", "\n````\n")))).toBe("");
  });
});
