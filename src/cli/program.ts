import { Command } from "commander";
import { subcommand } from "./subcommand.ts";
import { suiteVersion } from "./suite-version.ts";

interface Listed {
  readonly name: string;
  readonly summary: string;
  /** Loads the command: what it rests on is loaded only where it is called. */
  load(): Promise<{ readonly command: () => Command }>;
}

/** Every command of the program, in the order of its help. */
export const COMMANDS: readonly Listed[] = [
  {
    name: "run",
    summary: "run the cases against the target of the settings and write the reports",
    load: () => import("./run.ts"),
  },
  {
    name: "list",
    summary: "show every case, whether this environment permits it and has its data; sends nothing",
    load: () => import("./list.ts"),
  },
  {
    name: "data",
    summary: "ask test data and provider for what every planned case needs; sends nothing to the target",
    load: () => import("./data.ts"),
  },
  {
    name: "init",
    summary: "write the files that a project of one's own begins with",
    load: () => import("./init.ts"),
  },
  {
    name: "doctor",
    summary: "check settings, keys, clocks and the way to the target",
    load: () => import("./doctor.ts"),
  },
  {
    name: "report",
    summary: "make the reports of a run again from its journal",
    load: () => import("./report.ts"),
  },
  {
    name: "merge",
    summary: "make one report and one verdict of the shards of a run",
    load: () => import("./merge.ts"),
  },
  {
    name: "docs",
    summary: "write the living documentation, of the contract alone or with a run",
    load: () => import("./docs.ts"),
  },
  {
    name: "compare",
    summary: "tell what changed between two runs",
    load: () => import("./compare.ts"),
  },
  {
    name: "drift",
    summary: "hold the newest of several runs against the earlier ones: what changed for good, what flickers",
    load: () => import("./drift.ts"),
  },
  {
    name: "matrix",
    summary: "show what the page says and what several targets do, side by side",
    load: () => import("./matrix.ts"),
  },
  {
    name: "repeat",
    summary: "run the cases of a cause again and say whether it is still there",
    load: () => import("./repeat.ts"),
  },
  {
    name: "bundle",
    summary: "pack the masked evidence of a run into a zip for the partner",
    load: () => import("./bundle.ts"),
  },
  {
    name: "verify",
    summary: "hold recorded traffic against the contract, client and server each by itself",
    load: () => import("./verify.ts"),
  },
  {
    name: "proxy",
    summary: "stand before a server, pass everything on as it came, and hold it against the contract",
    load: () => import("./proxy.ts"),
  },
  {
    name: "sandbox",
    summary: "start the reference server and print the settings of a client",
    load: () => import("./sandbox.ts"),
  },
  {
    name: "derive",
    summary: "derive schemas/ from contract/, or tell where they differ",
    load: () => import("./derive.ts"),
  },
  {
    name: "import",
    summary: "read captured documentation pages into contract/, cases/ and schemas/",
    load: () => import("./import.ts"),
  },
  {
    name: "export",
    summary: "write the contract as OpenAPI 3.1, or the scenarios and journeys as Arazzo 1.0",
    load: () => import("./export.ts"),
  },
  {
    name: "mutants",
    summary: "try the suite on servers that deviate and on servers that are merely different",
    load: () => import("./mutants.ts"),
  },
];

/**
 * The program with all its commands, of which the one that is called has been loaded.
 *
 * @param argv the command line behind the program's name
 */
export async function program(argv: readonly string[]): Promise<Command> {
  const called = argv[0] === "help" ? argv[1] : argv[0];
  const whole = subcommand(
    "konaplate",
    "Contract tests and a conformance suite for the Konaplate wallet and prepaid-card API.",
  ).version(suiteVersion());
  for (const { name, summary, load } of COMMANDS) {
    const command = name === called ? (await load()).command() : new Command(name);
    whole.addCommand(command.summary(summary));
  }
  return whole.addHelpText(
    "after",
    "\nkonaplate help <command> explains a command, its options and its exit codes.",
  );
}
