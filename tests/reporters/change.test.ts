import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pc from "picocolors";
import { afterAll, expect, it } from "vitest";
import { allureEnvironment, allureRun } from "../../reporters/allure/run.ts";
import { renderJson } from "../../reporters/conformance-json.ts";
import { renderComment, renderMarkdown } from "../../reporters/conformance-markdown.ts";
import { writeDocs } from "../../reporters/docs/write-docs.tsx";
import { renderAnnotations } from "../../reporters/github.ts";
import { renderTerminal } from "../../reporters/terminal.ts";
import type { LedgerEntry, Tripwire } from "../../src/results/ledger.ts";
import { madeUpReport, oneOfEach } from "../results/made-up.ts";
import { suite } from "../support/suite.ts";
import { renderJunit } from "./joined.ts";

const MESSAGE =
  "CHANGED on the target: a membership (member 50000104652). membership-cancellation/unreceived-gift was carried out.";
const tripwire: Tripwire = {
  at: "2026-03-01T09:00:00.000Z",
  case: "membership-cancellation/unreceived-gift",
  operation: "membership-cancellation",
  certain: true,
  message: MESSAGE,
};
const changed: LedgerEntry = {
  at: "2026-03-01T09:00:00.000Z",
  case: "membership-cancellation/unreceived-gift",
  operation: "membership-cancellation",
  correlationId: "260301180000-0a1b2c3",
  effect: "membership",
  did: "changed",
  meant: false,
  things: [{ kind: "member", field: "userId", value: "50000104652" }],
  state: "left",
  remedy: "Put member 50000104652 right on the target.",
};
const removed: LedgerEntry = {
  ...changed,
  did: "created",
  state: "removed",
  remedy: "Nothing is left to do.",
};
const made = madeUpReport(oneOfEach(), { tripwire, ledger: [changed, removed] });
const report = { ...made, target: { ...made.target, environment: "partner" } };
const quiet = madeUpReport();

const folder = mkdtempSync(join(tmpdir(), "change-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("stands first on the terminal, and again above the verdict", () => {
  const lines = renderTerminal(report, ["reports/conformance.md"], { colors: pc.createColors(false) }).split(
    "\n",
  );
  expect(lines[0]).toBe(MESSAGE);
  expect(lines.filter((line) => line !== "").at(-2)).toBe(
    "Stopped by the tripwire: CHANGED on the target: a membership (member 50000104652).",
  );
  expect(lines).toContain(
    "Left on the target: 1 changed; 1 created and removed again. The ledger in conformance.md says what puts it right.",
  );
});

it.each([
  ["conformance.md", renderMarkdown],
  ["comment.md", renderComment],
] as const)("stands first in %s, which tells what is left", (_file, render) => {
  const text = render(report);
  expect(text.split("\n")[0]?.replaceAll("\\", "")).toBe(`**${MESSAGE}**`);
  expect(text.match(/was carried out/g)).toHaveLength(1);
  expect(text).toContain("## Ledger");
  expect(text).toContain("right on the target");
  expect(text).not.toContain("Nothing is left to do");
});

it("is the first member of conformance.json and the first property of every suite of JUnit", () => {
  expect(Object.keys(JSON.parse(renderJson(report).report) as object)[0]).toBe("tripwire");
  const suites = renderJunit(report).split("<testsuite ").slice(1);
  expect(suites.length).toBeGreaterThan(1);
  for (const suite of suites)
    expect(/<property name="([^"]*)" value="([^"]*)"/.exec(suite)?.slice(1)).toEqual(["tripwire", MESSAGE]);
});

it("stands before everything else on every page of the documentation", () => {
  writeDocs({ contract: suite.contract, rules: [], report }, folder);
  const pages = readdirSync(folder).filter((file) => file.endsWith(".html"));
  expect(pages.length).toBeGreaterThan(5);
  for (const page of pages) {
    const main = readFileSync(join(folder, page), "utf8").split("<main")[1] ?? "";
    expect([page, /^[^>]*><p class="change" role="alert">([^<]*)</.exec(main)?.[1]]).toEqual([page, MESSAGE]);
  }
  expect(readFileSync(join(folder, "index.html"), "utf8")).toMatch(
    /Left on the target: [^<]* <a href="ledger\.html">/,
  );
  expect(readFileSync(join(folder, "ledger.html"), "utf8")).toContain(
    "Put member 50000104652 right on the target.",
  );
});

it("begins Allure's title, variables and environment, and GitHub's first annotation", () => {
  const run = allureRun(report, { historyPath: "h", knownIssuesPath: "k" });
  expect(run.title).toMatch(
    /^CHANGED on the target: a membership \(member 50000104652\)\. Konaplate conformance: /,
  );
  expect(Object.entries(run.variables)[0]).toEqual(["Tripwire", MESSAGE]);
  expect(Object.entries(allureEnvironment(report))[0]).toEqual(["Tripwire", MESSAGE]);
  expect(renderAnnotations(report).split("\n")[0]).toContain(MESSAGE);
});

it("is not there where nothing was changed against the pages", () => {
  expect(renderTerminal(quiet, [], { colors: pc.createColors(false) })).not.toMatch(
    /tripwire|Left on the target/,
  );
  expect(renderMarkdown(quiet)).not.toMatch(/CHANGED|## Ledger/);
  expect(renderJunit(quiet)).not.toContain("tripwire");
  expect(allureRun(quiet, { historyPath: "h", knownIssuesPath: "k" }).title).toMatch(
    /^Konaplate conformance: /,
  );
});

it("tells nothing left of the embedded sandbox, which ends with the run", () => {
  const embedded = madeUpReport(oneOfEach(), { ledger: [changed] });
  expect(renderTerminal(embedded, [], { colors: pc.createColors(false) })).not.toContain(
    "Left on the target",
  );
  expect(renderComment(embedded)).not.toContain("Ledger");
});
