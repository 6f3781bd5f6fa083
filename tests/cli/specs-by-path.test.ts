import { rmSync } from "node:fs";
import { expect, it } from "vitest";
import { outcomes, reportIn } from "./command.ts";
import { runSpecFiles } from "./spec-files.ts";

it("vitest alone runs one file by its path, and exits with the verdict of what it found", async () => {
  const file = "specs/documented/member-authentication-info.spec.ts";
  const { code, reports } = await runSpecFiles([file], { KONAPLATE_CODE_POINTER: "/nowhere/code" });
  expect(code).not.toBe(0);
  expect(Object.keys(outcomes(reportIn(reports)))).toHaveLength(2);
  rmSync(reports, { recursive: true });
}, 120_000);
