import { type Command, Option } from "commander";
import pc from "picocolors";
import { causeTitle, EFFECT_WORDS } from "../../reporters/cause-text.ts";
import { RULE_DESCRIPTIONS } from "../checks/descriptions.ts";
import { SettingsMistake } from "../environment/model.ts";
import { findCauses } from "../results/causes/find-causes.ts";
import { appendToJournal, noteTraffic } from "../results/journal.ts";
import { HarWriter } from "../traffic/har-writer.ts";
import { type LiveHearer, LiveTraffic } from "../traffic/live.ts";
import { type RunningProxy, startProxy } from "../traffic/proxy.ts";
import { EXIT_CODE_HELP } from "./exit-codes.ts";
import { type FolderOptions, furtherFolders, withFolderOptions } from "./folder-options.ts";
import { portNumber } from "./port-number.ts";
import { exiting, subcommand } from "./subcommand.ts";
import { suiteVersion } from "./suite-version.ts";
import { prepareTraffic, publishTraffic, type TrafficRun } from "./traffic-run.ts";

interface Options extends FolderOptions {
  readonly to: string;
  readonly port: number;
  readonly host: string;
  readonly save?: string;
  readonly out?: string;
  readonly serverKey?: string;
}

type GivenOptions = Omit<Options, "to" | "port"> & Partial<Pick<Options, "to" | "port">>;

/** `konaplate proxy --to URL --port N`: stands before a server and judges what goes past. */
export function command(): Command {
  return withFolderOptions(
    subcommand(
      "proxy",
      "Stands before a server, passes every request and answer on as it came, and holds both against the contract: causes are told as they appear, Ctrl-C writes the reports of a run.",
    ),
    "contract and cases",
  )
    .option(
      "--to <url>",
      "base URL of the server, with any prefix before /api that clients leave out; needed",
    )
    .addOption(
      new Option("--port <number>", "port to listen on; 0 takes a free one; needed").argParser(portNumber),
    )
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--save <file>", "keep the exchanges in this HAR file as well, secrets and personal data masked")
    .option("--server-key <file>", "PEM file of the server's private key, which opens encrypted requests")
    .option("--out <folder>", "folder of the reports; goes before KONAPLATE_REPORT_DIR")
    .addHelpText("after", `\n${HELP}\n\n${EXIT_CODE_HELP}`)
    .action(exiting((options: GivenOptions) => proxy(complete(options))));
}

/** What is lacking is told at once, and after what is no option at all. */
function complete({ to, port, ...options }: GivenOptions): Options {
  const lacking = [
    ...(to === undefined
      ? ["--to is missing: give the base URL of the server, --to https://host/open-api"]
      : []),
    ...(port === undefined
      ? ["--port is missing: give the port to listen on, --port 8080, or 0 for a free one"]
      : []),
  ];
  if (to === undefined || port === undefined) throw new SettingsMistake(lacking);
  return { ...options, to, port };
}

const HELP = `What is passed on is not altered: header lines keep order and letters, bodies their bytes. Host names the target, and what is
about one connection (Connection, Keep-Alive) stays on it. Where the target refuses, resets or breaks off before any answer
the client gets a 502 as text. The proxy waits for an answer as long as the client does: KONAPLATE_TIMEOUT_MS is not applied.
Of the settings it takes what konaplate verify takes, and the way to the target: proxy, client certificate, authorities.`;

/** Runs until SIGINT or SIGTERM; gives the exit code. Throws what tellFault tells. */
async function proxy({ to, host, port, save, ...options }: Options): Promise<number> {
  const run = prepareTraffic(
    { ...options, baseUrl: to, isTarget: true, further: furtherFolders(options) },
    process.env,
    process.cwd(),
    ({ baseUrl }) => baseUrl ?? to,
  );
  try {
    const har = save === undefined ? undefined : writerOf(save, run);
    const live = new LiveTraffic(run.session, tellTo(run), har);
    const running = await started(() =>
      startProxy({
        to: run.settings.baseUrl ?? to,
        route: run.settings.way,
        host,
        port,
        begin: (request) => live.begin(request),
      }),
    );
    const kept = har ? `; exchanges are kept in ${har.path}` : "";
    console.error(
      `${running.url} passes on to ${run.settings.baseUrl ?? to}${kept}. Ctrl-C ends it and writes the reports.`,
    );
    await interrupted();
    console.error("Writing the reports …");
    await running.close();
    await live.settled();
    har?.close();
    noteTraffic(run.place.journal, run.session.notes([`proxy to ${run.settings.baseUrl ?? to}`]));
    return await publishTraffic(run);
  } finally {
    run.release();
  }
}

function writerOf(path: string, { session }: TrafficRun): HarWriter {
  const { masking, keys } = session.setting;
  try {
    return new HarWriter(path, masking, keys, suiteVersion());
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SettingsMistake([
      `--save ${path}: cannot be written (${code}); give a file in a folder that is there`,
    ]);
  }
}

async function started(start: () => Promise<RunningProxy>): Promise<RunningProxy> {
  try {
    return await start();
  } catch (error) {
    const { code, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string };
    if (code === "EADDRINUSE")
      throw new SettingsMistake([`--port ${port}: is taken; choose another, or 0 for a free one`]);
    if (code === "EACCES")
      throw new SettingsMistake([`--port ${port}: is for the system; choose one above 1023`]);
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
      throw new SettingsMistake([`--host ${address ?? ""}: is no address of this computer`]);
    throw error;
  }
}

/** Keeps each result, and tells a cause when it is first seen. */
function tellTo({ place, settings }: TrafficRun): LiveHearer {
  const known = new Set<string>();
  const run = { strict: settings.strict, seed: "traffic", rules: RULE_DESCRIPTIONS };
  return {
    found: (result) => {
      appendToJournal(place.journal, result);
      for (const cause of findCauses([result], run)) {
        if (cause.effect === "no-evidence" || known.has(cause.id)) continue;
        known.add(cause.id);
        const paint = cause.effect === "fails" ? pc.red : pc.yellow;
        console.error(
          `${paint(EFFECT_WORDS[cause.effect])} (${cause.of}) ${causeTitle(cause)}, in ${result.id}`,
        );
      }
    },
    waits: (keys) => {
      const names = keys.map(({ name }) => name).join(", ");
      console.error(
        pc.yellow(
          `notice: ${names}: not the right key so far; the first exchanges wait for one that it fits`,
        ),
      );
    },
  };
}

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process at once. */
function interrupted(): Promise<void> {
  return new Promise((done) => {
    const signals = { SIGINT: 130, SIGTERM: 143 } as const;
    let isEnding = false;
    for (const signal of Object.keys(signals) as (keyof typeof signals)[])
      process.on(signal, () => {
        if (isEnding) process.exit(signals[signal]);
        isEnding = true;
        done();
      });
  });
}
