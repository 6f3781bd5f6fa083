import { Argument, Command, Option } from "commander";
import { COMPARISON_FORMATS, type ComparisonFormat, renderComparison } from "../../reporters/compare.ts";
import { compareRuns } from "../results/compare.ts";
import { tellFault, tellMistakes } from "./mistakes.ts";
import { readReport } from "./read-report.ts";

const WORSE = 1;

/** `npm run compare -- before.json after.json`: what changed between two runs. */
const command = new Command("npm run compare --")
  .description("Tells what changed from one run to another, each given by its conformance.json.")
  .addArgument(new Argument("<before>", "conformance.json of the earlier run"))
  .addArgument(new Argument("<after>", "conformance.json of the later run"))
  .addOption(
    new Option("--format <format>", "form of the answer").choices(COMPARISON_FORMATS).default("text"),
  )
  .addHelpText(
    "after",
    "\nExit codes:\n  0  nothing got worse\n  1  something got worse\n  2  a file or the command line is not as it should be",
  )
  .exitOverride((stop) => process.exit(stop.exitCode === 0 ? 0 : tellMistakes([stop.message])))
  .configureOutput({ outputError: () => undefined })
  .allowExcessArguments(false)
  .action((before: string, after: string, { format }: { format: ComparisonFormat }) => {
    try {
      const comparison = compareRuns(readReport(before), readReport(after));
      process.stdout.write(renderComparison(comparison, format));
      process.exitCode = comparison.worse.length > 0 ? WORSE : 0;
    } catch (error) {
      process.exitCode = tellFault(error);
    }
  });

command.parse();
