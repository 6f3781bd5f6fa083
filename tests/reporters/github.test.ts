import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { renderMarkdown } from "../../reporters/conformance-markdown.ts";
import { renderAnnotations, renderSummary, SUMMARY_LIMIT, writeGithub } from "../../reporters/github.ts";
import { ReportFault } from "../../reporters/report-fault.ts";
import { madeUpReport, madeUpResult, madeUpViolation } from "../results/made-up.ts";
import { HOSTILE, hostileResult } from "./hostile.ts";

/** Reads workflow commands as the runner does: percent escapes undone, of properties and of the message. */
function commandsOf(
  text: string,
): { kind: string; place: string | undefined; title: string; message: string }[] {
  const undo = (value = "") =>
    value
      .replaceAll("%0D", "\r")
      .replaceAll("%0A", "\n")
      .replaceAll("%3A", ":")
      .replaceAll("%2C", ",")
      .replaceAll("%25", "%");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [, kind, file, at, title, message] =
        /^::(\w+) (?:file=([^:,]*),line=(\d+),)?title=([^:,]*)::(.*)$/.exec(line) ?? [];
      if (!kind) throw new Error(`not a workflow command: ${line}`);
      const place = file === undefined ? undefined : `${undo(file)}:${at}`;
      return { kind, place, title: undo(title), message: undo(message) };
    });
}

describe("annotations", () => {
  it("tell the verdict, and every cause at the line that its example rests on", () => {
    const all = commandsOf(renderAnnotations(madeUpReport()));
    const place = "contract/membership-cancellation.yaml:30";
    expect(all.map(({ kind, title, place: at }) => [kind, title, at])).toEqual([
      ["error", "Verdict: non-conformant", undefined],
      ["error", expect.stringContaining("membership-cancellation/unreceived-gift: expected 400"), place],
      ["error", "timeout: no answer within 10000 ms", place],
      ["warning", expect.stringContaining("Message: expected"), place],
      ["notice", "no test data: fill in card-inquiry/success/cardNo", place],
    ]);
    expect(all[0]?.message.split("\n")[0]).toContain("1 cause fails the run, 1 cause warns");
    expect(all[0]?.message).toContain("KONAPLATE_STRICT is security");
    expect(all[1]?.message.split("\n")).toEqual([
      expect.stringContaining("fails the run: 1 case, documented"),
      "expected 400 001_049 Unrecieved gift exits., came 001_006",
      expect.stringMatching(/^next: /),
      "repeat: npx konaplate run --only 'membership-cancellation/unreceived-gift' --seed '20260301'",
    ]);
  });

  it("of one cause in many cases are one", () => {
    const cases = Array.from({ length: 30 }, (_, n) =>
      madeUpResult({ id: `a/${n}`, outcome: "failed", violations: [madeUpViolation({ rule: "dates" })] }),
    );
    expect(commandsOf(renderAnnotations(madeUpReport(cases)))).toHaveLength(2);
  });

  it("of a conformant run are one notice", () => {
    expect(commandsOf(renderAnnotations(madeUpReport([madeUpResult()])))).toEqual([
      { kind: "notice", place: undefined, title: "Verdict: conformant", message: "No remarks." },
    ]);
  });

  it("escape percent, line ends, and in properties colons and commas", () => {
    const source = { file: "a,b:c%.yaml", line: 3 };
    const violations = [
      madeUpViolation({ rule: "dates", where: "/a:b,c", actual: "100%0A\r\n::error::owned" }),
    ];
    const cases = [madeUpResult({ source, outcome: "failed", violations })];
    const all = commandsOf(renderAnnotations(madeUpReport(cases)));
    expect(all).toHaveLength(2);
    expect(all[1]?.place).toBe("a,b:c%.yaml:3");
    expect(all[1]?.title).toContain("dates at /a:b,c: ");
    expect(all[1]?.message).toContain("100%0A\\r\\n::error::owned");
  });

  it("are as many of a kind as are shown at most, and hold nothing hostile", () => {
    const cases = Array.from({ length: 30 }, (_, n) => ({
      ...hostileResult(),
      id: `a/${n}${HOSTILE}`,
      violations: [madeUpViolation({ rule: "dates", where: `/a${n}x`, actual: HOSTILE })],
    }));
    expect(commandsOf(renderAnnotations(madeUpReport(cases)))).toHaveLength(11);
  });
});

describe("the step summary", () => {
  it("is the Markdown report where that fits", () => {
    expect(renderSummary(madeUpReport()).trimEnd()).toBe(renderMarkdown(madeUpReport()).trimEnd());
  });

  it("leaves out whole sections where it does not, counted in bytes, and says so", () => {
    const cases = Array.from({ length: 900 }, (_, n) =>
      madeUpResult({
        id: `회원/${n}`,
        outcome: "failed",
        violations: [madeUpViolation({ actual: "회".repeat(190), message: "원".repeat(190) })],
      }),
    );
    const limit = 5000;
    const summary = renderSummary(madeUpReport(cases), limit);
    expect(Buffer.byteLength(renderMarkdown(madeUpReport(cases)))).toBeGreaterThan(limit);
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(limit);
    expect(summary).toMatch(/\d+ lighter sections did not fit here; .* have everything\.\n$/);
    expect(summary).toContain("# Konaplate conformance: non-conformant");
    expect((summary.match(/^ *```/gm) ?? []).length % 2).toBe(0);
  });
});

describe("on GitHub Actions", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "summary-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("the summary is appended and the annotations are printed", () => {
    const path = join(folder, "summary.md");
    writeFileSync(path, "what an earlier command said\n");
    let printed = "";
    const print = (text: string) => {
      printed += text;
    };
    writeGithub(madeUpReport(), { GITHUB_STEP_SUMMARY: path, GITHUB_ACTIONS: "true" }, print);
    expect(readFileSync(path, "utf8")).toBe(`what an earlier command said\n${renderSummary(madeUpReport())}`);
    expect(printed).toBe(renderAnnotations(madeUpReport()));
  });

  it("what already stands in the summary counts", () => {
    const path = join(folder, "summary.md");
    writeFileSync(path, "x".repeat(SUMMARY_LIMIT - 1000));
    writeGithub(madeUpReport(), { GITHUB_STEP_SUMMARY: path });
    expect(readFileSync(path).length).toBeLessThanOrEqual(SUMMARY_LIMIT);
    expect(readFileSync(path, "utf8")).toContain("sections did not fit here");
    writeFileSync(path, "x".repeat(SUMMARY_LIMIT));
    writeGithub(madeUpReport(), { GITHUB_STEP_SUMMARY: path });
    expect(readFileSync(path).length).toBe(SUMMARY_LIMIT);
  });

  it("nothing is printed or written elsewhere", () => {
    let printed = "";
    const print = (text: string) => {
      printed += text;
    };
    writeGithub(madeUpReport(), {}, print);
    expect(printed).toBe("");
  });

  it("a summary that cannot be written is a fault of the suite", () => {
    expect(() => writeGithub(madeUpReport(), { GITHUB_STEP_SUMMARY: folder })).toThrow(ReportFault);
  });
});
