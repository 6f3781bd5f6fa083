import { describe, expect, it } from "vitest";
import { renderMarkdown } from "../../reporters/conformance-markdown.ts";
import { markdownFence, markdownText } from "../../reporters/markdown-text.ts";
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

describe("conformance.md", () => {
  it("has every case with its outcome, and the totals", () => {
    const report = madeUpReport();
    const markdown = renderMarkdown(report);
    const rows = tableUnder(markdown, "## Operations and scenarios");
    expect(rows.map((row) => [row[0], row[1], row[4]?.replace(" ", "-")])).toEqual(
      report.cases.map(({ operation, id, outcome }) => [operation, id, outcome]),
    );
    expect(rows[2]?.slice(5)).toEqual(["400 001_049", "400 001_006"]);
    expect(tableUnder(markdown, "## Totals")).toEqual([["1", "1", "1", "1", "1", "5"]]);
    expect(markdown.split("\n")[0]).toBe("# Konaplate conformance: non-conformant");
  });

  it("tells every violation, in order, with clause, curl line and next step", () => {
    const markdown = renderMarkdown(madeUpReport());
    const headings = markdown.split("\n").filter((line) => line.startsWith("### "));
    expect(headings.map((line) => line.split(" ").slice(1, 3))).toEqual([
      ["membership-cancellation/unknown-member", "warned:"],
      ["membership-cancellation/unreceived-gift", "failed:"],
      ["membership-cancellation/unreceived-gift", "failed:"],
    ]);
    const section = markdown.slice(markdown.indexOf("unreceived-gift failed: code"));
    const labels = [...section.matchAll(/- \*\*(\w+)\*\*/g)].map((match) => match[1]).slice(0, 6);
    expect(labels).toEqual(["Expected", "Came", "Scenario", "Exchange", "Repeat", "Record"]);
    expect(section).toContain("(membership-cancellation#codes.001_049)");
    expect(section).toContain("curl -X POST http://127.0.0.1:4010/api/v1/user/unregister");
  });

  it("says what a derived case expected by the rules that it broke, and never null", () => {
    const documented = "a message that names userId";
    const derived = madeUpResult({
      id: "user-register/userId-too-long",
      kind: "generated",
      outcome: "failed",
      expected: { status: null, code: null, message: null },
      violations: [
        madeUpViolation({ rule: "names-field", documented, actual: '"No."' }),
        madeUpViolation({ documented, actual: '"No."' }),
        madeUpViolation({ level: "observed", documented: "nothing" }),
      ],
    });
    const unbroken = { ...derived, id: "user-register/a", outcome: "errored" as const, violations: [] };
    const markdown = renderMarkdown(madeUpReport([madeUpResult(), derived, unbroken]));
    expect(markdown.match(/^.*\b(status|code) null.*$/m)).toBeNull();
    const cells = markdown.split("\n").filter((line) => line.includes(" | generated | "));
    expect(cells.map((line) => line.split("|")[6]?.trim())).toEqual([documented, "any status any code"]);
    expect(markdown).toContain(`- **Expected** ${documented} (membership-cancellation#codes.001_049)`);
    expect(markdown).toContain(
      `### user-register/userId-too-long failed: names-field at /response/code: expected ${documented}, came "No." (documented)`,
    );
  });

  it("gives the reasons of what was not exercised and what errored", () => {
    const markdown = renderMarkdown(madeUpReport());
    expect(tableUnder(markdown, "## Not exercised")).toEqual([
      ["card-inquiry/success", "no test data: fill in card-inquiry/success/cardNo"],
    ]);
    expect(tableUnder(markdown, "## Errored")).toEqual([
      ["card-inquiry/card-not-found", "timeout: no answer within 10000 ms"],
    ]);
    expect(renderMarkdown(madeUpReport([madeUpResult()]))).not.toContain("## Not exercised");
  });

  it("tells readings with what was observed, and deviations", () => {
    const cases = [madeUpResult({ readings: [{ id: "token-length", observed: "67" }] })];
    const markdown = renderMarkdown(madeUpReport(cases, { deviations: [madeUpDeviation("expired")] }));
    expect(tableUnder(markdown, "## Readings")).toEqual([
      ["token-length", "What about token-length?", "67", "membership-cancellation/success"],
      ["suspended-code", "What about suspended-code?", "nothing was observed in this run", ""],
    ]);
    expect(tableUnder(markdown, "## Known deviations")[0]?.at(-1)).toBe("expired");
  });

  it("has coverage and the clause index, both ways", () => {
    const report = madeUpReport();
    const markdown = renderMarkdown(report);
    const covered = tableUnder(markdown, "## Coverage").map(([name, count, total]) => [name, count, total]);
    expect(covered).toContainEqual(["titles", "1", "2"]);
    expect(tableUnder(markdown, "<summary>Not covered</summary>")).toHaveLength(
      Object.values(report.coverage).flatMap(({ missing }) => missing).length,
    );
    const index = tableUnder(markdown, "<summary>Clause index</summary>");
    expect(index.map(([clause, cases]) => [clause, cases?.split(", ")])).toEqual(
      Object.entries(report.clauseIndex),
    );
    expect(markdown.match(/<details>/g)).toHaveLength(2);
    expect(markdown.match(/<\/details>/g)).toHaveLength(2);
  });

  it("is inert whatever a server answers", () => {
    const cases = [hostileResult(), { ...hostileResult("errored"), id: "a/errored" }, ...oneOfEach()];
    const markdown = renderMarkdown(madeUpReport(cases));
    expect(markdown).not.toMatch(UNSEEN);
    const acting = outsideFences(markdown);
    expect(acting.replace(/<\/?(details|summary)>/g, "")).not.toContain("<");
    expect(acting).not.toContain("`");
    expect(acting).not.toContain("://");
    expect(acting).not.toMatch(/@|www\.|\*\*b/);
    expect(tableUnder(markdown, "## Operations and scenarios").map((row) => row.length)).toEqual(
      cases.map(() => 7),
    );
    expect(tableUnder(markdown, "## Readings")[0]).toHaveLength(4);
  });
});

describe("text in Markdown", () => {
  it("escapes what acts and leaves what does not", () => {
    expect(markdownText("a|b <i> `x` # *y* 001_049 _z_ &#96; a#b")).toBe(
      "a&#124;b &lt;i&gt; &#96;x&#96; \\# \\*y\\* 001_049 \\_z\\_ &amp;\\#96; a#b",
    );
    expect(markdownText("회원 Success. 400/200 (a-b)")).toBe("회원 Success. 400/200 (a-b)");
  });

  it("fences text so that no run of backticks inside closes it", () => {
    expect(outsideFences(markdownFence(HOSTILE.replaceAll("```", "\n````\n")))).toBe("");
  });
});
