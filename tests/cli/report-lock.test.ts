import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startSandbox } from "../../sandbox/server.ts";
import { lockReportFolder } from "../../src/cli/report-lock.ts";
import { SettingsMistake } from "../../src/environment/model.ts";
import { runHere } from "../support/run-here.ts";
import { suite } from "../support/suite.ts";
import { against } from "./command.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const lockPath = (): string => join(folder, "run.lock");

function held(owner: unknown): void {
  writeFileSync(lockPath(), typeof owner === "string" ? owner : JSON.stringify(owner));
}

/** The id of a process that has ended. */
function gonePid(): number {
  return spawnSync(process.execPath, ["--version"]).pid;
}

describe("the lock of a report folder", () => {
  it("names its owner, keeps a second run out, and goes with its run", () => {
    const lock = lockReportFolder(folder);
    expect(JSON.parse(readFileSync(lockPath(), "utf8"))).toMatchObject({
      pid: process.pid,
      host: hostname(),
    });
    expect(() => lockReportFolder(folder)).toThrow(SettingsMistake);
    expect(() => lockReportFolder(folder)).toThrow(new RegExp(`process ${process.pid} on ${hostname()}`));
    lock.release();
    expect(existsSync(lockPath())).toBe(false);
    lockReportFolder(folder).release();
  });

  it("makes the folder where there is none", () => {
    const inside = join(folder, "a", "b");
    lockReportFolder(inside).release();
    expect(existsSync(inside)).toBe(true);
  });

  it("is taken over from a process that was killed", () => {
    held({ pid: gonePid(), host: hostname(), startedAt: "2026-01-01T00:00:00.000Z" });
    const lock = lockReportFolder(folder);
    expect(readFileSync(lockPath(), "utf8")).toContain(`"pid":${process.pid}`);
    lock.release();
  });

  it.each([
    [{ pid: 1, host: "another-computer", startedAt: "2026-01-01T00:00:00.000Z" }, "on another-computer"],
    ["half a li", "names no owner"],
  ])("stands where nobody can tell whether its run is over: %j", (owner, words) => {
    held(owner);
    expect(() => lockReportFolder(folder)).toThrow(words);
    expect(() => lockReportFolder(folder)).toThrow("delete ");
    expect(existsSync(lockPath())).toBe(true);
  });

  it("is not released by a run that no longer has it", () => {
    const lock = lockReportFolder(folder);
    held({ pid: 1, host: "another-computer", startedAt: "2026-01-01T00:00:00.000Z" });
    lock.release();
    expect(existsSync(lockPath())).toBe(true);
  });
});

describe("a run in a folder that is another run's", () => {
  it("says so with exit 2 and sends nothing, and so does the making of reports", async () => {
    const sandbox = await startSandbox({ contract: suite.contract });
    try {
      const env = against(sandbox, folder);
      mkdirSync(join(folder, "reports"));
      const lock = lockReportFolder(join(folder, "reports"));
      const conformance = await runHere("run", [], env);
      const report = await runHere("report", [], env);
      expect(conformance).toMatchObject({ code: 2 });
      expect(conformance.err).toContain(`process ${process.pid} on`);
      expect(report).toMatchObject({ code: 2 });
      expect(sandbox.requests).toBe(0);
      lock.release();
    } finally {
      await sandbox.close();
    }
  });
});
