import type { Alteration } from "../../sandbox/alteration.ts";
import { startSandbox } from "../../sandbox/server.ts";
import type { Report } from "../../src/results/model.ts";
import { runCases, settingsOf, suite } from "../run/run-cases.ts";

/** A run of the selected cases against a sandbox of its own that deviates as it is told. */
export async function runAgainst(
  alter: Alteration,
  only: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Report> {
  const sandbox = await startSandbox({ contract: suite.contract, alter });
  try {
    return await runCases(settingsOf({ ...sandbox.settings }, only, { KONAPLATE_SEED: "compared", ...env }));
  } finally {
    await sandbox.close();
  }
}

/** Answers of this code get another one, and another message. */
export function answering(code: string, other: string, message = "Another message."): Alteration {
  return {
    plain: (answer) => (answer.code === code ? { ...answer, code: other, message } : answer),
  };
}

/** Ids of the documented scenarios of an operation and no other cases of it. */
export const LEAVING = [
  "success",
  "user-id-zero",
  "unknown-member",
  "unreceived-gift",
  "refund-in-progress",
  "plcc-point",
].map((name) => `membership-cancellation/${name}`);
