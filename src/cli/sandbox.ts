import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { readDataFile } from "../exact/data-file.ts";
import { type JsonObject, stringifyJson, valueAt } from "../exact/json.ts";
import { PROJECT_ROOT } from "../exact/project-root.ts";
import { loadSuite, OWN_FOLDERS, type Suite } from "../run/suite.ts";
import { type FolderOptions, furtherFolders, withFolderOptions } from "./folder-options.ts";
import { portNumber } from "./port-number.ts";
import { sampleData } from "./sample-data.ts";
import { alterationOf } from "./sandbox-alteration.ts";
import { subcommand } from "./subcommand.ts";

const EMBEDDED_ENVIRONMENT = join(PROJECT_ROOT, "environments/embedded.yaml");
const ENDED_AS_ASKED = 0;
const NOT_STARTED = 2;

interface Options extends FolderOptions {
  readonly port: number;
  readonly prefix: string;
  readonly env?: string;
  readonly writeTestData?: string;
  readonly keys?: string;
  readonly largeIds: boolean;
  readonly mutant?: string;
  readonly answer: readonly string[];
}

/** `konaplate sandbox`: the reference server, for clients and for runs that have it stand by itself. */
export function command(): Command {
  return withFolderOptions(
    subcommand(
      "sandbox",
      "Starts the reference server and prints, as lines of a .env file, the settings that a client of it needs.",
    ),
    "contract and cases",
  )
    .option("--port <number>", "port to listen on; 0 takes a free one", portNumber, 0)
    .option("--prefix <path>", "path before every operation's path; / for none", pathPrefix, "/open-api")
    .option("--env <file>", "write the settings to this file as well, such as .env.local-sandbox")
    .option(
      "--write-test-data <file>",
      "write the members, cards and charges of its world, and sample requests of further operations, for KONAPLATE_TEST_DATA",
    )
    .option(
      "--keys <folder>",
      "keep the key pairs here: made at the first start (mode 0600), the same ones afterwards; with --port the settings stay good over restarts",
    )
    .option(
      "--large-ids",
      "give new members ids beyond 2^53, which the pages allow and a JavaScript number rounds; otherwise ids are from 50000200001 on",
      false,
    )
    .option(
      "--mutant <id>",
      "deviate as this mutant or benign variant of the catalogue does (npx konaplate mutants --list)",
    )
    .option(
      "--answer <operation=case>",
      "answer every rightly signed request to an operation as this documented case, and carry nothing out; repeatable",
      (value: string, before: readonly string[]) => [...before, value],
      [] as readonly string[],
    )
    .addHelpText("after", helpAfter())
    .action(run);
}

async function run(options: Options): Promise<void> {
  const { port, prefix, env, writeTestData, keys, largeIds } = options;
  let sandbox: RunningSandbox;
  try {
    const suite = loadSuite(OWN_FOLDERS, furtherFolders(options));
    const alter = alterationOf(suite, options);
    const { contract } = suite;
    sandbox = await startSandbox({ port, prefix, contract, alter, largeIds, ...(keys && { keys }) });
    const settings: Record<string, string> = { ...sandbox.settings };
    if (writeTestData !== undefined) {
      writeFileSync(writeTestData, testData(suite));
      settings.KONAPLATE_TEST_DATA = resolve(writeTestData);
    }
    const lines = `${Object.entries(settings).map(dotenvLine).join("\n")}\n`;
    if (env !== undefined) writeFileSync(env, lines, { mode: 0o600 });
    process.stdout.write(lines);
  } catch (error) {
    process.stderr.write(`The sandbox did not start: ${reason(error, port)}\n`);
    process.exit(NOT_STARTED);
  }
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => sandbox.close().then(() => process.exit(ENDED_AS_ASKED)));
  }
  process.stderr.write(`${nextStep(options)}\n`);
}

/**
 * The test data of the embedded environment by itself, and those of further operations as a run on the embedded sandbox
 * has them: `{operation: {case: {field: value}}}`, as JSON.
 */
function testData(suite: Suite): string {
  const data = valueAt(readDataFile(EMBEDDED_ENVIRONMENT).value, "/testData");
  return `${stringifyJson({ ...(data as JsonObject), ...sampleData(suite) }, 2)}\n`;
}

function dotenvLine([name, value]: [string, string]): string {
  const quoted = value.includes("\n") ? `"${value.replaceAll("\n", "\\n")}"` : value;
  return `${name}=${quoted}`;
}

function helpAfter(): string {
  return `
A new member has to agree to a term that clients send (29184, 29186, 29187, 29188, 601151, 601152, 604150, 606153), or
to both of the sandbox's own (100000000000101, 100000000000102), in tcIdList.
A one-time token is any of 9491339000000000 to 9491339000999999; its dcvv is its last three digits.
The members, charges and cards are in sandbox/world.yaml, or in the file of --write-test-data.

Examples:
  npx konaplate sandbox --port 8080 --keys .sandbox-keys
  npx konaplate sandbox --answer membership-cancellation=unreceived-gift --answer charge-cancellation=success
  npx konaplate sandbox --mutant benign/answer/pending-cancellation

Exit codes: 0 ended as asked (SIGINT, SIGTERM), 2 not started`;
}

function nextStep({ env, writeTestData, mutant, answer }: Options): string {
  const settings = env === undefined ? "put the lines above into .env" : `the settings are in ${env}`;
  const data =
    writeTestData === undefined
      ? "start with --write-test-data FILE for the test data that most cases need (KONAPLATE_TEST_DATA)"
      : `its test data is in ${writeTestData} (KONAPLATE_TEST_DATA)`;
  const altered = [
    ...(mutant === undefined ? [] : [`It deviates on purpose: ${mutant}.`]),
    ...answer.map((each) => `It answers as it was told: ${each}.`),
  ];
  return [
    "The sandbox is running; Ctrl-C ends it.",
    ...altered,
    `Next: ${settings}, ${data}, and run npx konaplate run with KONAPLATE_ALLOW=changes.`,
  ].join(" ");
}

/** Without the slash at its end that some would write, and with the one at its beginning that some would not. */
function pathPrefix(text: string): string {
  const path = text.replace(/^\/+|\/+$/g, "");
  if (!/^[\w.~/-]*$/.test(path)) throw new InvalidArgumentError("a prefix is a path such as /open-api.");
  return path === "" ? "" : `/${path}`;
}

function reason(error: unknown, port: number): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE")
    return `port ${port} is taken; choose another with --port, or none for a free one`;
  if (code === "EACCES" && port > 0 && port < 1024)
    return `port ${port} is for the system; choose one above 1023`;
  return message;
}
