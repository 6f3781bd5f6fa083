import { parseArgs } from "node:util";
import { FEWEST, OWN_OPERATIONS } from "./scenarios.ts";

export const HELP = `Usage: npm run bench -- [options]

Measures bare loop, pactum, newman and this suite over the same scenarios against the same stub, in turns, and writes
docs/benchmark.md. Installs pactum, newman and undici into a folder that it takes away again.

  --sizes 36,360,3600     numbers of scenarios, each a multiple of ${FEWEST}
  --rounds 5              rounds of each
  --operations 5,35,150   sizes of the second table, in operations; "" leaves it out
  --scale-rounds 1        rounds of each of them
  --no-peers              bare loop (with Node's own fetch) and suite alone
  --out docs/benchmark.md where the page is written`;

export interface Options {
  /** Numbers of scenarios. */
  readonly sizes: readonly number[];
  readonly rounds: number;
  /** Sizes of the second table; none: it is left out. */
  readonly operations: readonly number[];
  readonly scaleRounds: number;
  readonly withPeers: boolean;
  readonly out: string;
  readonly help: boolean;
  /** The command as anybody can give it: where its page went is of no interest. */
  readonly command: string;
}

/** Reads the command line. Throws with what a right one looks like. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sizes: { type: "string", default: "36,360,3600" },
      rounds: { type: "string", default: "5" },
      operations: { type: "string", default: "5,35,150" },
      "scale-rounds": { type: "string", default: "1" },
      "no-peers": { type: "boolean", default: false },
      out: { type: "string", default: "docs/benchmark.md" },
      help: { type: "boolean", default: false },
    },
  });
  const sizes = numbersIn(values.sizes, "--sizes");
  if (sizes.length === 0 || sizes.some((size) => size % FEWEST !== 0))
    throw new Error(`--sizes: give multiples of ${FEWEST}, such as 36,360`);
  const [rounds = 0, ...moreRounds] = numbersIn(values.rounds, "--rounds");
  const [scaleRounds = 0, ...moreScaleRounds] = numbersIn(values["scale-rounds"], "--scale-rounds");
  if (rounds === 0 || scaleRounds === 0 || moreRounds.length + moreScaleRounds.length > 0)
    throw new Error("--rounds and --scale-rounds: give one whole number from 1 on");
  const operations = numbersIn(values.operations, "--operations");
  if (operations.some((count) => count < OWN_OPERATIONS))
    throw new Error(`--operations: give numbers from ${OWN_OPERATIONS} on, which the suite has itself`);
  return {
    sizes,
    rounds,
    operations,
    scaleRounds,
    withPeers: !values["no-peers"],
    out: values.out,
    help: values.help,
    command: commandOf(args),
  };
}

function numbersIn(text: string, name: string): number[] {
  const numbers = text
    .split(",")
    .filter((word) => word !== "")
    .map(Number);
  if (!numbers.every((each) => Number.isInteger(each) && each > 0))
    throw new Error(`${name}: give whole numbers from 1 on, with commas between them`);
  return numbers;
}

function commandOf(args: readonly string[]): string {
  const place = args.indexOf("--out");
  const told = (place === -1 ? args : args.toSpliced(place, 2)).map((word) => (word === "" ? '""' : word));
  return ["npm run bench", ...(told.length > 0 ? ["--", ...told] : [])].join(" ");
}
