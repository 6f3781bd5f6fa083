import pc from "picocolors";
import { startSandbox } from "../../sandbox/server.ts";
import { examineConnection } from "../doctor/connection.ts";
import { examineKeys } from "../doctor/keys.ts";
import { type Diagnosis, note, ok } from "../doctor/model.ts";
import { tellExamination } from "../doctor/target-answers.ts";
import { tellWay } from "../doctor/way.ts";
import { loadSettings } from "../environment/load.ts";
import type { Settings, Target } from "../environment/model.ts";
import { secretsOf } from "../environment/secrets.ts";
import { Masking } from "../masking/masking.ts";
import { documentedValues } from "../run/documented-values.ts";
import { openSession, targetOf } from "../run/session.ts";
import { knownIds, type Suite } from "../run/suite.ts";
import { MISTAKE, UNREACHABLE } from "./exit-codes.ts";

/** Examines what a run of a suite depends on, line by line. Gives the exit code. Throws what tellFault tells. */
export async function runDoctor(suite: Suite, env: NodeJS.ProcessEnv, cwd: string): Promise<number> {
  const settings = loadSettings({ env, cwd, known: knownIds(suite) });
  const sandbox = settings.embedded ? await startSandbox({ contract: suite.contract }) : undefined;
  const target = targetOf(settings, sandbox && { ...sandbox.settings });
  const masking = Masking.of(secretsOf(target), {}, documentedValues(suite.contract));
  const found: Diagnosis[] = [];
  const tell = (findings: readonly Diagnosis[]): void => {
    found.push(...findings);
    for (const finding of findings) console.log(masking.text(lineOf(finding)));
  };
  try {
    tell(tellWay(target));
    tell(settingsFindings(suite, settings));
    tell(await examineKeys(target.credentials));
    tell(await examineConnection(target, settings.limits.timeoutMs));
    if (!found.some(({ unreachable }) => unreachable)) tell(await examineAnswers(suite, settings, target));
  } finally {
    await sandbox?.close();
  }
  const wrong = found.filter(({ state }) => state === "wrong");
  console.log(`\n${conclusion(found, wrong.length)}`);
  if (wrong.length === 0) return 0;
  return wrong.some(({ unreachable }) => unreachable) ? UNREACHABLE : MISTAKE;
}

async function examineAnswers(suite: Suite, settings: Settings, target: Target): Promise<Diagnosis[]> {
  const session = openSession(suite, settings, target);
  try {
    return tellExamination(await session.examine(), settings);
  } finally {
    session.close();
  }
}

/** Only what was seen to be right is told to be. */
function conclusion(found: readonly Diagnosis[], wrong: number): string {
  if (wrong > 0) return `${wrong} wrong; mend from the top.`;
  const untold = found.filter((finding) => finding.untold).map(({ what }) => what);
  return untold.length === 0
    ? "Nothing is wrong."
    : `Nothing was seen to be wrong, but whether these are right could not be told: ${untold.join(", ")}.`;
}

function settingsFindings(suite: Suite, settings: Settings): Diagnosis[] {
  const place = settings.baseUrl ?? "the embedded sandbox, started for this";
  return [
    ok("suite", `${suite.plan.cases.length} cases of ${suite.contract.operations.length} operations`),
    ok("settings", `environment ${settings.environment}, target ${place}`),
    ...settings.notices.map((notice) => note("settings", notice)),
  ];
}

function lineOf({ state, what, found, mend }: Diagnosis): string {
  const colour = { ok: pc.green, note: pc.yellow, wrong: pc.red }[state];
  const line = `${colour(state.padEnd(6))} ${what.padEnd(12)} ${found}`;
  return mend === undefined ? line : `${line}\n${" ".repeat(20)}${mend}`;
}
