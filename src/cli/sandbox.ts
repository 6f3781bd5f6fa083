import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { readDataFile } from "../exact/data-file.ts";
import { stringifyJson, valueAt } from "../exact/json.ts";
import { PROJECT_ROOT } from "../exact/project-root.ts";
import { subcommand } from "./subcommand.ts";

const EMBEDDED_ENVIRONMENT = join(PROJECT_ROOT, "environments/embedded.yaml");
const ENDED_AS_ASKED = 0;
const NOT_STARTED = 2;

interface Options {
  readonly port: number;
  readonly prefix: string;
  readonly env?: string;
  readonly writeTestData?: string;
}

/** `konaplate sandbox`: the reference server, for clients and for runs that have it stand by itself. */
export function command(): Command {
  return subcommand(
    "sandbox",
    "Starts the reference server and prints, as lines of a .env file, the settings that a client of it needs.",
  )
    .option("--port <number>", "port to listen on; 0 takes a free one", portNumber, 0)
    .option("--prefix <path>", "path before every operation's path", pathPrefix, "/open-api")
    .option("--env <file>", "write the settings to this file as well, such as .env.local-sandbox")
    .option(
      "--write-test-data <file>",
      "write the members, cards and charges of its world, for KONAPLATE_TEST_DATA",
    )
    .action(run);
}

async function run({ port, prefix, env, writeTestData }: Options): Promise<void> {
  let sandbox: RunningSandbox;
  try {
    sandbox = await startSandbox({ port, prefix });
    const settings: Record<string, string> = { ...sandbox.settings };
    if (writeTestData !== undefined) {
      writeFileSync(writeTestData, testData());
      settings.KONAPLATE_TEST_DATA = writeTestData;
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
  process.stderr.write(`${nextStep(env, writeTestData)}\n`);
}

/** The test data of the embedded environment by itself, `{operation: {case: {field: value}}}`, as JSON. */
function testData(): string {
  const data = valueAt(readDataFile(EMBEDDED_ENVIRONMENT).value, "/testData");
  return `${stringifyJson(data ?? {}, 2)}\n`;
}

function dotenvLine([name, value]: [string, string]): string {
  const quoted = value.includes("\n") ? `"${value.replaceAll("\n", "\\n")}"` : value;
  return `${name}=${quoted}`;
}

function nextStep(env: string | undefined, testDataFile: string | undefined): string {
  const settings = env === undefined ? "put the lines above into .env" : `the settings are in ${env}`;
  const data =
    testDataFile === undefined
      ? "start with --write-test-data FILE for the test data that most cases need (KONAPLATE_TEST_DATA)"
      : `its test data is in ${testDataFile} (KONAPLATE_TEST_DATA)`;
  return `The sandbox is running; Ctrl-C ends it. Next: ${settings}, ${data}, and run npx konaplate run with KONAPLATE_ALLOW_DESTRUCTIVE=true.`;
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new InvalidArgumentError("a port is a number from 0 to 65535.");
  return port;
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
