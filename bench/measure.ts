import { spawn } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Taken } from "./model.ts";

/** A program to be measured. */
export interface Program {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** What came at the stub since it was last asked. */
export type TellStub = () => Promise<{
  readonly first: number | undefined;
  readonly last: number | undefined;
}>;

export interface Ended {
  readonly taken: Taken;
  readonly code: number | null;
  /** Of both streams, as it came. */
  readonly output: string;
  /** Characters on standard output. */
  readonly told: number;
}

/** Loaded before anything else by every Node process of a tree: at its end each adds a line of what it took. */
const HOOK = `const { isMainThread } = require("node:worker_threads");
if (isMainThread) process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const line = JSON.stringify({ processor: (userCPUTime + systemCPUTime) / 1e6, peak: maxRSS / 1024 });
  require("node:fs").appendFileSync(process.env.BENCH_USAGE, line + "\\n");
});
`;

/**
 * Runs a Node program and gives what its tree of processes took: wall time by this process's clock, the other figures by the
 * processes' own account of themselves. Nothing of this process's own settings reaches it.
 *
 * @param folder where the hook and the account of the processes are kept
 */
export async function measure(program: Program, folder: string, tell?: TellStub): Promise<Ended> {
  const [hook, usage] = [join(folder, "usage-hook.cjs"), join(folder, "usage.jsonl")];
  writeFileSync(hook, HOOK);
  rmSync(usage, { force: true });
  await tell?.();
  const began = Date.now();
  const child = spawn(process.execPath, program.args, {
    cwd: program.cwd,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...plainEnvironment(), ...program.env, NODE_OPTIONS: `--require "${hook}"`, BENCH_USAGE: usage },
  });
  let output = "";
  let told = 0;
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
      if (stream === child.stdout) told += chunk.length;
    });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("close", resolve);
    child.on("error", reject);
  });
  const wall = (Date.now() - began) / 1000;
  const seen = await tell?.();
  return {
    code,
    output,
    told,
    taken: { wall, ...times(began, seen), ...usageOf(readFileSync(usage, "utf8")) },
  };
}

function times(began: number, seen: Awaited<ReturnType<TellStub>> | undefined) {
  const { first, last } = seen ?? {};
  if (first === undefined || last === undefined) return { startUp: undefined, exchanges: undefined };
  return { startUp: (first - began) / 1000, exchanges: (last - first) / 1000 };
}

/** Processor time of all processes, and the memory of the largest. Throws where no process left a line. */
export function usageOf(text: string): Pick<Taken, "processor" | "peak"> {
  const lines = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Pick<Taken, "processor" | "peak">);
  if (lines.length === 0) throw new Error("no process told what it took");
  return {
    processor: lines.reduce((sum, { processor }) => sum + processor, 0),
    peak: Math.max(...lines.map(({ peak }) => peak)),
  };
}

function plainEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(KONAPLATE_|GITHUB_|OTEL_|VITEST|NODE_OPTIONS$|NODE_ENV$|TEST$)/.test(name),
  );
  return { ...(Object.fromEntries(kept) as Record<string, string>), NO_COLOR: "1" };
}
