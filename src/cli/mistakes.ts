import pc from "picocolors";

/** Exit code for a mistake in settings, files or the command line; nothing was sent. */
const MISTAKE = 2;

/** Prints every mistake on a line of its own and gives the exit code. */
export function tellMistakes(problems: readonly string[]): number {
  const count = problems.length === 1 ? "1 mistake" : `${problems.length} mistakes`;
  console.error(pc.red(`${count}; nothing was sent:`));
  for (const problem of problems) console.error(`- ${problem}`);
  return MISTAKE;
}
