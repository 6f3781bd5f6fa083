import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { SingleBar } from "cli-progress";
import type { Command } from "commander";
import pc from "picocolors";
import { PROJECT_ROOT } from "../exact/project-root.ts";
import { sweepMarkdown } from "../mutants/markdown.ts";
import type { SweepReport } from "../mutants/model.ts";
import { isAccused, sweepReport } from "../mutants/report.ts";
import { EmptySelection, type Selection, selectFrom } from "../mutants/selection.ts";
import { sweepInShards } from "../mutants/shards.ts";
import { sweepText } from "../mutants/terminal.ts";
import { loadSuite } from "../run/suite.ts";
import { tellMistakes } from "./mistakes.ts";
import { exiting, subcommand } from "./subcommand.ts";

interface Options {
  readonly only?: string[];
  readonly category?: string[];
  readonly seed: string;
  readonly reportDir: string;
  readonly processes: string;
  readonly thorough: boolean;
  readonly list: boolean;
}

const BROKEN = 5;

/** `konaplate mutants`: tries every mutant of the catalogue and every benign variant, and leaves the numbers. */
export function command(): Command {
  return subcommand(
    "mutants",
    "Tries the suite on servers that deviate and on servers that are merely different, and tells what it missed and whom it accused.",
  )
    .option("--only <glob...>", "ids or globs of mutants and variants, such as 'scenario/user-register/**'")
    .option("--category <name...>", "categories, such as response-field; benign for the benign variants")
    .option("--seed <text>", "seed of the values sent", "mutants")
    .option("--report-dir <folder>", "where mutants.json and mutants.md go", "reports")
    .option("--processes <count>", "processes to use", String(availableParallelism()))
    .option("--thorough", "try every case on every mutant, also where a few have caught it", false)
    .option("--list", "print the ids with what each does, and try none", false)
    .addHelpText(
      "after",
      "\nExit codes: 0 all caught and nobody accused, 1 a survivor or a false accusation, 2 a mistake in the command line, 5 the sweep broke",
    )
    .action(exiting(runMutants));
}

async function runMutants(options: Options): Promise<number> {
  try {
    const processes = Number(options.processes);
    if (!Number.isInteger(processes) || processes < 1)
      return tellMistakes([`--processes ${options.processes}: give a whole number from 1 on`]);
    const suite = loadSuite();
    const narrowing = {
      ...(options.only && { only: options.only }),
      ...(options.category && { categories: options.category }),
    };
    const selection = selectFrom(suite.contract, narrowing);
    if (options.list) return listed(selection);
    const began = new Date();
    const swept = await withProgress(selection, (onTried) =>
      sweepInShards({
        root: PROJECT_ROOT,
        seed: options.seed,
        selection,
        processes,
        thorough: options.thorough,
        onTried,
      }),
    );
    const facts = {
      seed: options.seed,
      startedAt: began.toISOString(),
      durationMs: Date.now() - began.getTime(),
      baseline: swept.baseline,
    };
    const report = sweepReport(suite, swept.mutants, swept.variants, facts);
    console.log(sweepText(report, writeReports(report, resolve(options.reportDir))));
    return report.total.survived > 0 || report.variants.some(isAccused) ? 1 : 0;
  } catch (error) {
    if (error instanceof EmptySelection) return tellMistakes([error.message]);
    console.error(pc.red(`the sweep broke: ${(error as Error).message}`));
    return BROKEN;
  }
}

/** Ids as `npm run sandbox -- --mutant` takes them. */
function listed({ mutants, variants }: Selection): number {
  for (const { id, description } of [...mutants, ...variants]) console.log(`${id}  ${description}`);
  return 0;
}

/** A bar on a terminal; elsewhere a line at the beginning, so that a log is not full of bars. */
async function withProgress<T>(
  { mutants, variants }: Selection,
  work: (onTried: () => void) => Promise<T>,
): Promise<T> {
  const count = mutants.length + variants.length;
  if (!process.stderr.isTTY) {
    console.error(`${mutants.length} mutants and ${variants.length} benign variants`);
    return work(() => undefined);
  }
  const bar = new SingleBar({ format: "{bar} {value}/{total}, {eta_formatted} left", hideCursor: true });
  bar.start(count, 0);
  try {
    return await work(() => bar.increment());
  } finally {
    bar.stop();
  }
}

function writeReports(report: SweepReport, folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  const json = join(folder, "mutants.json");
  const markdown = join(folder, "mutants.md");
  writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(markdown, sweepMarkdown(report));
  return [json, markdown];
}
