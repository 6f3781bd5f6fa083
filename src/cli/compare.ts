import { Argument, type Command, Option } from "commander";
import { COMPARISON_FORMATS, type ComparisonFormat, renderComparison } from "../../reporters/compare.ts";
import { compareRuns } from "../results/compare.ts";
import { readReport } from "./read-report.ts";
import { exiting, subcommand } from "./subcommand.ts";

const WORSE = 1;

/** `konaplate compare before.json after.json`: what changed between two runs. */
export function command(): Command {
  return subcommand(
    "compare",
    "Tells what changed from one run to another, each given by its conformance.json; what the contract says otherwise is breaking, additive or wording, as import --diff has it.",
  )
    .addArgument(new Argument("<before>", "conformance.json of the earlier run"))
    .addArgument(new Argument("<after>", "conformance.json of the later run"))
    .addOption(
      new Option("--format <format>", "form of the answer").choices(COMPARISON_FORMATS).default("text"),
    )
    .addHelpText(
      "after",
      "\nExit codes:\n  0  nothing got worse\n  1  something got worse\n  2  a file or the command line is not as it should be",
    )
    .action(
      exiting((before: string, after: string, { format }: { format: ComparisonFormat }) => {
        const comparison = compareRuns(readReport(before), readReport(after));
        process.stdout.write(renderComparison(comparison, format));
        return comparison.worse.length > 0 ? WORSE : 0;
      }),
    );
}
