import pc from "picocolors";
import { MISTAKE } from "./exit-codes.ts";

/** Prints every mistake on a line of its own and gives the exit code. */
export function tellMistakes(problems: readonly string[], whatElse = "nothing was sent"): number {
  const count = problems.length === 1 ? "1 mistake" : `${problems.length} mistakes`;
  console.error(pc.red(`${count}; ${whatElse}:`));
  for (const problem of problems) console.error(`- ${problem}`);
  return MISTAKE;
}
