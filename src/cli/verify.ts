import { Argument, type Command } from "commander";
import { SettingsMistake } from "../environment/model.ts";
import { FileMistake } from "../exact/data-file.ts";
import { suggestion } from "../exact/nearest.ts";
import type { CaseResult } from "../results/case-result.ts";
import { coverageOfRun } from "../results/compare-coverage.ts";
import { appendToJournal, noteTraffic } from "../results/journal.ts";
import type { Report } from "../results/model.ts";
import { readRecordings, verifyExchanges } from "../traffic/verify.ts";
import { EXIT_CODE_HELP } from "./exit-codes.ts";
import { type FolderOptions, furtherFolders, withFolderOptions } from "./folder-options.ts";
import { readBaseline } from "./read-report.ts";
import { exiting, subcommand } from "./subcommand.ts";
import { prepareTraffic, publishTraffic } from "./traffic-run.ts";

interface Options extends FolderOptions {
  readonly baseUrl?: string;
  readonly serverKey?: string;
  readonly only?: readonly string[];
  readonly out?: string;
  readonly against?: string;
}

/** `konaplate verify client.har`: holds recorded traffic against the contract. Sends nothing. */
export function command(): Command {
  return withFolderOptions(
    subcommand(
      "verify",
      "Holds recorded traffic (HAR 1.2, as browsers, mitmproxy and konaplate proxy write it) against the contract, requests and answers each by itself, and writes the reports of a run. Sends nothing.",
    ),
    "contract and cases",
  )
    .addArgument(new Argument("<file...>", "HAR files"))
    .option(
      "--base-url <url>",
      "judge what goes to operations below this address alone; goes before KONAPLATE_BASE_URL (default: whatever stands before an operation's path)",
    )
    .option("--server-key <file>", "PEM file of the server's private key, which opens encrypted requests")
    .option("--only <id...>", "exchanges by the ids of a report, such as user-register/entry-3")
    .option(
      "--against <file>",
      "conformance.json of a run: tells what of the contract the traffic reaches that its cases do not, and the reverse",
    )
    .option("--out <folder>", "folder of the reports; goes before KONAPLATE_REPORT_DIR")
    .addHelpText("after", `\n${HELP}\n\n${EXIT_CODE_HELP}`)
    .action(
      exiting((files: readonly string[], options: Options) =>
        verify(files, options, process.env, process.cwd()),
      ),
    );
}

const HELP = `Of the settings it takes what is given and needs none: KONAPLATE_SECRET_KEY and KONAPLATE_ACCESS_KEY verify tokens,
KONAPLATE_CLIENT_PRIVATE_KEY opens encrypted answers, --server-key encrypted requests. What cannot be opened is counted.`;

/** Judges the files and leaves the reports; gives the exit code. Throws what tellFault tells. */
export async function verify(
  files: readonly string[],
  { only, against, ...options }: Options,
  env: NodeJS.ProcessEnv,
  cwd: string,
): Promise<number> {
  const exchanges = readRecordings(files);
  const beside = readBaseline(against);
  const run = prepareTraffic(
    { ...options, narrowed: only !== undefined, further: furtherFolders(options) },
    env,
    cwd,
    ({ baseUrl }) => baseUrl ?? files.join(", "),
  );
  const { session, place, suite } = run;
  try {
    const chosen = chosenOf(await verifyExchanges(exchanges, session), only);
    for (const result of chosen) appendToJournal(place.journal, result);
    noteTraffic(place.journal, {
      ...session.notes(files),
      ...(beside && { against: coverageOfRun(ofThisContract(beside, suite.contract.digest, against)) }),
    });
    return await publishTraffic(run);
  } finally {
    run.release();
  }
}

/** Coverage is counted by the clauses of one contract. */
function ofThisContract(report: Report, digest: string, path = ""): Report {
  if (report.suite.contractDigest === digest) return report;
  throw new FileMistake(
    path,
    undefined,
    `was held against a contract of digest ${report.suite.contractDigest.slice(0, 16)}, and contract/ has ${digest.slice(0, 16)} now; give a run of this contract`,
  );
}

/** The exchanges that the command line names; all were judged, for each may bear on another. */
function chosenOf(
  results: readonly CaseResult[],
  only: readonly string[] | undefined,
): readonly CaseResult[] {
  if (!only) return results;
  const ids = results.map(({ id }) => id);
  const unknown = only.filter((id) => !ids.includes(id));
  if (unknown.length > 0)
    throw new SettingsMistake(
      unknown.map((id) => `--only ${id}: there is no such exchange; ${suggestion(id, ids)}`),
    );
  return results.filter(({ id }) => only.includes(id));
}
