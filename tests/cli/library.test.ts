import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { readReport, runConformance, startSandbox } from "../../src/cli/library.ts";
import { withoutAllure } from "../support/made-up-allure.ts";
import { suite } from "../support/suite.ts";

let cwd: string;
let withAllure: () => void;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "library-"));
  withAllure = withoutAllure();
  for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, "write").mockReturnValue(true);
  vi.spyOn(console, "log").mockReturnValue(undefined);
});
afterEach(() => {
  withAllure();
  vi.restoreAllMocks();
  rmSync(cwd, { recursive: true });
});

it("runs cases with the variables that it is given, which are not those of the process", async () => {
  const card = "{ cardNo: '9491339401251011', expiryDate: '3108', cardCVC: '211' }";
  writeFileSync(join(cwd, "data.yaml"), `unregistered-card-inquiry: { success: ${card} }\n`);
  const sandbox = await startSandbox({ contract: suite.contract });
  try {
    const env = { ...sandbox.settings, KONAPLATE_MAX_RPS: "100", KONAPLATE_TEST_DATA: "data.yaml" };
    const code = await runConformance({
      env,
      cwd,
      only: ["unregistered-card-inquiry/success"],
      asPart: true,
    });
    const report = readReport(join(cwd, "reports", "conformance.json"));
    expect([code, report.verdict, report.totals.passed]).toEqual([0, "conformant", 1]);
    expect(report.target.baseUrl).toBe(sandbox.settings.KONAPLATE_BASE_URL);
    expect(process.env.KONAPLATE_BASE_URL).toBeUndefined();
  } finally {
    await sandbox.close();
  }
});
