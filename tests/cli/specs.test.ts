import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { TestProject, TestSpecification, Vitest } from "vitest/node";
import prepare from "../../specs/global-setup.ts";
import type { TargetOrder } from "../../src/cli/run-order.ts";
import RunOrderSequencer from "../../src/cli/spec-sequencer.ts";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";
import { readJournal } from "../../src/results/journal.ts";
import { suite } from "../support/suite.ts";
import { outcomes, reportIn } from "./command.ts";
import { runSpecFiles } from "./spec-files.ts";

const FOLDERS = ["documented", "derived", "journeys"];
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "specs-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the spec files", () => {
  const operations = suite.contract.operations.map(({ id }) => id);

  it.each(FOLDERS)("are one for each operation of the contract in %s, and each is of its own", (name) => {
    const files = readdirSync(join(PROJECT_ROOT, "specs", name)).sort();
    expect(files).toEqual(operations.map((id) => `${id}.spec.ts`).sort());
    for (const file of files)
      expect(readFileSync(join(PROJECT_ROOT, "specs", name, file), "utf8")).toContain(
        `specify("${file.replace(".spec.ts", "")}", `,
      );
  });
});

describe("vitest alone", () => {
  it("runs what a file and a name choose on the embedded sandbox, with reports that speak of it alone", async () => {
    const { code, out, reports } = await runSpecFiles([
      "specs/documented/membership-cancellation.spec.ts",
      "-t",
      "membership-cancellation/unreceived-gift: ",
    ]);
    expect({ code, verdict: /Verdict: [a-z-]+/.exec(out)?.[0] }).toEqual({
      code: 0,
      verdict: "Verdict: conformant",
    });
    expect(outcomes(reportIn(reports))).toEqual({ "membership-cancellation/unreceived-gift": "passed" });
    expect(out).toContain("A filter narrowed the run");
    expect(existsSync(join(reports, "allure-report/index.html"))).toBe(true);
    rmSync(reports, { recursive: true });
  }, 120_000);

  it("divides the cases of --shard as the command does, and leaves every file of theirs to each machine", async () => {
    vi.stubEnv("KONAPLATE_REPORT_DIR", join(folder, "shard"));
    let order: TargetOrder | undefined;
    const project = {
      getProvidedContext: () => ({}),
      vitest: { config: { watch: false, shard: { index: 2, count: 5 } } },
      provide: (_name: string, value: TargetOrder) => {
        order = value;
      },
      onTestsRerun: () => undefined,
    };
    const release = await prepare(project as unknown as TestProject);
    await release?.();
    vi.unstubAllEnvs();
    expect(order).toMatchObject({ overrides: { shard: { index: 2, count: 5 } } });
    const { header, planned } = readJournal(join(folder, "shard", "journal.jsonl"));
    expect(header.shard).toMatchObject({ index: 2, count: 5 });
    expect(planned.length).toBeLessThan(suite.plan.cases.length / 2);
    const files = FOLDERS.map((moduleId) => ({ moduleId, project: { name: "conformance" } }));
    const sequencer = new RunOrderSequencer({
      config: { shard: { index: 2, count: 5 } },
    } as unknown as Vitest);
    expect(await sequencer.shard(files as unknown as TestSpecification[])).toEqual(files);
  });

  it("tells a mistake in the settings in its own words where it prepares the run, and sends nothing", async () => {
    vi.stubEnv("KONAPLATE_TIMEOUT_MS", "soon");
    const project = { getProvidedContext: () => ({}), vitest: { config: { watch: false } } };
    const prepared = prepare(project as unknown as TestProject);
    await expect(prepared).rejects.toThrow(/KONAPLATE_TIMEOUT_MS.*soon/);
    vi.unstubAllEnvs();
  });
});
