import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { SweepReport } from "../../src/mutants/model.ts";
import { runHere } from "../support/run-here.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mutants-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

it("a narrowed sweep leaves both reports, and ends with 0 where all are caught", async () => {
  const ended = await runHere("mutants", [
    "--only",
    "response-field/member-authentication-info/isAuthed/{missing,null,as-*}",
    "scenario/member-authentication-info/**",
    "benign/value/authentication-as-number",
    "--category",
    "response-field",
    "benign",
    "--report-dir",
    folder,
    "--processes",
    "1",
  ]);
  expect(ended.err).toContain("6 mutants and 1 benign variants");
  expect(ended.out).toContain("Kill rate: 100.0 % of 6 mutants");
  expect(ended.out).toMatch(/response-field .*100\.0 %/);
  expect(ended.out).toContain("False accusations: 0 of 1 benign variants");
  expect(ended.code).toBe(0);
  const report = JSON.parse(readFileSync(join(folder, "mutants.json"), "utf8")) as SweepReport;
  expect(report.total).toMatchObject({ total: 6, killed: 6, killedByOtherRules: 0, survived: 0 });
  expect(report.variants.map(({ id }) => id)).toEqual(["benign/value/authentication-as-number"]);
  const markdown = readFileSync(join(folder, "mutants.md"), "utf8");
  for (const { id } of report.mutants) expect(markdown).toContain(`| ${id} | killed |`);
}, 120_000);

it("a list has the ids that the sandbox takes as --mutant", async () => {
  const ended = await runHere("mutants", ["--list", "--only", "benign/answer/pending-*"]);
  expect(ended).toMatchObject({ code: 0, err: "" });
  expect(ended.out).toBe(
    "benign/answer/pending-cancellation  The server answers that a cancellation is pending.\n",
  );
});

it.each([
  [["--only", "no-such/**"], "nothing matches; the categories are response-field"],
  [["--category", "typo"], "nothing matches"],
  [["--processes", "none"], "--processes none: give a whole number from 1 on"],
  [["--unknown"], "unknown option '--unknown'"],
])("%j is a mistake of the command line", async (args, told) => {
  const ended = await runHere("mutants", args);
  expect(ended.err).toContain(told);
  expect(ended.code).toBe(2);
});
