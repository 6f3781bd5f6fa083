import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeReports } from "../../reporters/write-reports.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import type { Report } from "../../src/results/model.ts";
import { answering } from "../docs/altered-run.ts";
import { runCases, settingsOf, suite } from "../run/run-cases.ts";
import { runHere } from "../support/run-here.ts";
import { against, reportIn } from "./command.ts";

const GIFT = "membership-cancellation/unreceived-gift";

/** A server that answers one scenario with the code of another; then the same one, mended. */
describe("konaplate repeat", () => {
  const root = mkdtempSync(join(tmpdir(), "repeat-"));
  const file = join(root, "reports", "conformance.json");
  let sandbox: RunningSandbox;
  let env: Record<string, string>;
  let report: Report;

  beforeAll(async () => {
    sandbox = await startSandbox({ contract: suite.contract, alter: answering("001_049", "001_006") });
    env = against(sandbox, root);
    const settings = settingsOf(env, [GIFT, "membership-cancellation/unknown-member"]);
    report = await runCases(settings);
    writeReports(report, join(root, "reports"));
  });
  afterAll(async () => {
    await sandbox.close();
    rmSync(root, { recursive: true });
  });

  it("runs what was wrong again with the same values, and says that it is still there", async () => {
    const [cause] = report.causes;
    const whole = readFileSync(file, "utf8");
    const ended = await runHere("repeat", [file], env);
    expect(ended.out.trimEnd().split("\n").at(-1)).toBe(
      `still there: ${cause?.title}, in its case (${cause?.id})`,
    );
    expect(ended.code).toBe(1);
    const again = reportIn(join(root, "reports", "repeat"));
    expect(again.cases.map(({ id }) => id)).toEqual([GIFT]);
    expect(again.suite.seed).toBe(report.suite.seed);
    expect(readFileSync(file, "utf8")).toBe(whole);
  }, 60_000);

  it("says of a cause by its id that it is gone, once it is", async () => {
    sandbox.reset({});
    const ended = await runHere("repeat", [file, report.causes[0]?.id ?? ""], env);
    expect(ended.out).toMatch(/^gone: membership-cancellation\/unreceived-gift: expected 400 001_049/m);
    expect(ended.code).toBe(0);
  }, 60_000);

  it("sends nothing for a name that the report does not have, nor where nothing was wrong", async () => {
    const unknown = await runHere("repeat", [file, "membership-cancellation/unreceived-gifts"], env);
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain(`did you mean ${GIFT}?`);
    const fine = join(root, "reports", "repeat", "conformance.json");
    const ended = await runHere("repeat", [fine], env);
    expect(ended).toMatchObject({ code: 0, out: expect.stringContaining("Nothing was sent") });
  }, 60_000);
});
