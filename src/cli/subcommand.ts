import { Command } from "commander";
import { tellMistakes } from "./mistakes.ts";

/**
 * A command of the program: its help, its mistakes and its exit codes are those of all others. A mistake in the command
 * line is told in one line and ends with 2; `whatElse` says what did not happen then.
 */
export function subcommand(name: string, description: string, whatElse?: string): Command {
  return new Command(name)
    .description(description)
    .exitOverride((stop) =>
      process.exit(stop.exitCode === 0 ? 0 : tellMistakes([withoutLabel(stop.message)], whatElse)),
    )
    .configureOutput({ outputError: () => undefined })
    .allowExcessArguments(false);
}

/** What a command does, as an action of it: it gives the exit code, and what it throws is told. */
export function exiting<Arguments extends readonly unknown[]>(
  work: (...given: Arguments) => number | Promise<number>,
  whatElse?: string,
): (...given: Arguments) => Promise<void> {
  return async (...given) => {
    try {
      process.exitCode = await work(...given);
    } catch (error) {
      // Whose mistake it was rests on everything that can make one.
      const { tellFault } = await import("./tell-fault.ts");
      process.exitCode = tellFault(error, whatElse);
    }
  };
}

/** commander begins its messages with `error: `, and ours say how many mistakes there are. */
function withoutLabel(message: string): string {
  return message.replace(/^error: /, "");
}
