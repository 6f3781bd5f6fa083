import pc from "picocolors";
import { startSandbox } from "../../sandbox/server.ts";
import { examineConnection } from "../doctor/connection.ts";
import { examineKeys } from "../doctor/keys.ts";
import { type Finding, note, ok } from "../doctor/model.ts";
import { examineSignedRequest } from "../doctor/signed-request.ts";
import { loadSettings } from "../environment/load.ts";
import type { Settings } from "../environment/model.ts";
import { targetOf } from "../run/session.ts";
import { knownIds, loadSuite, type Suite } from "../run/suite.ts";
import { MISTAKE, UNREACHABLE } from "./exit-codes.ts";

/** Examines what a run depends on, line by line. Gives the exit code. Throws what tellFault tells. */
export async function runDoctor(env: NodeJS.ProcessEnv, cwd: string): Promise<number> {
  const suite = loadSuite();
  const settings = loadSettings({ env, cwd, known: knownIds(suite) });
  const sandbox = settings.embedded ? await startSandbox() : undefined;
  const found: Finding[] = [];
  const tell = (findings: readonly Finding[]): void => {
    found.push(...findings);
    for (const finding of findings) console.log(lineOf(finding));
  };
  try {
    tell(settingsFindings(suite, settings));
    const target = targetOf(settings, sandbox && { ...sandbox.settings });
    tell(await examineKeys(target.credentials));
    tell(await examineConnection(target.baseUrl, settings.limits.timeoutMs));
    if (!found.some(({ unreachable }) => unreachable))
      tell(await examineSignedRequest(suite.contract, settings, target));
  } finally {
    await sandbox?.close();
  }
  const wrong = found.filter(({ state }) => state === "wrong");
  console.log(wrong.length === 0 ? "\nNothing is wrong." : `\n${wrong.length} wrong; mend from the top.`);
  if (wrong.length === 0) return 0;
  return wrong.some(({ unreachable }) => unreachable) ? UNREACHABLE : MISTAKE;
}

function settingsFindings(suite: Suite, settings: Settings): Finding[] {
  const place = settings.baseUrl ?? "the embedded sandbox, started for this";
  return [
    ok("suite", `${suite.plan.cases.length} cases of ${suite.contract.operations.length} operations`),
    ok("settings", `environment ${settings.environment}, target ${place}`),
    ...settings.notices.map((notice) => note("settings", notice)),
  ];
}

function lineOf({ state, what, found, mend }: Finding): string {
  const colour = { ok: pc.green, note: pc.yellow, wrong: pc.red }[state];
  const line = `${colour(state.padEnd(6))} ${what.padEnd(12)} ${found}`;
  return mend === undefined ? line : `${line}\n${" ".repeat(20)}${mend}`;
}
