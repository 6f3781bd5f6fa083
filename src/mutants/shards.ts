import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { PROJECT_ROOT } from "../exact/project-root.ts";
import type { MutantResult, VariantResult } from "./model.ts";
import type { Selection } from "./selection.ts";
import type { ShardOrder, ShardWord } from "./shard.ts";

export interface ShardsInput {
  readonly root: string;
  readonly seed: string;
  readonly selection: Selection;
  readonly processes: number;
  readonly thorough?: boolean;
  /** Called after each mutant and variant. */
  readonly onTried?: (tried: MutantResult | VariantResult) => void;
}

export interface Swept {
  readonly mutants: readonly MutantResult[];
  readonly variants: readonly VariantResult[];
  /** What the suite says of the right server. */
  readonly baseline: readonly string[];
}

/** Ids that a process gets at once: few, so that all end at about the same time. */
const BATCH = 12;
const SHARD = join(PROJECT_ROOT, "dist/src/mutants/shard.js");

/** Tries a selection in several processes. Rejects where one of them breaks; the order is that of the selection. */
export async function sweepInShards(input: ShardsInput): Promise<Swept> {
  const { mutants, variants } = input.selection;
  // Variants run every case and take longest: they go first.
  const waiting = [...variants, ...mutants].map(({ id }) => id);
  const tried = {
    mutants: new Map<string, MutantResult>(),
    variants: new Map<string, VariantResult>(),
    baseline: new Set<string>(),
  };
  const processes = Math.max(1, Math.min(input.processes, Math.ceil(waiting.length / BATCH)));
  await Promise.all(Array.from({ length: processes }, () => runShard(input, waiting, tried)));
  return {
    mutants: mutants.flatMap(({ id }) => tried.mutants.get(id) ?? []),
    variants: variants.flatMap(({ id }) => tried.variants.get(id) ?? []),
    baseline: [...tried.baseline],
  };
}

interface Tried {
  readonly mutants: Map<string, MutantResult>;
  readonly variants: Map<string, VariantResult>;
  readonly baseline: Set<string>;
}

function runShard(
  { root, seed, selection, thorough = false, onTried }: ShardsInput,
  waiting: string[],
  found: Tried,
): Promise<void> {
  // As it was built, also where the parent is a test runner with a loader of its own.
  const child = fork(SHARD, { execArgv: ["--max-semi-space-size=64"] });
  const tell = (order: ShardOrder): boolean => child.send(order);
  const tried = [...selection.mutants, ...selection.variants];
  const operations = [...new Set(tried.flatMap((each) => each.operations))];
  tell({ open: { root, seed, thorough, operations } });
  return new Promise((resolve, reject) => {
    child.on("message", (word: ShardWord) => {
      if ("mutant" in word) {
        found.mutants.set(word.mutant.id, word.mutant);
        onTried?.(word.mutant);
      } else if ("variant" in word) {
        found.variants.set(word.variant.id, word.variant);
        onTried?.(word.variant);
      } else if ("ready" in word) {
        for (const line of word.baseline) found.baseline.add(line);
        const ids = waiting.splice(0, BATCH);
        tell(ids.length > 0 ? { ids } : { close: true });
      } else {
        reject(new Error(word.broke));
        stop(child);
      }
    });
    child.on("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`a process of the sweep ended with ${code}`)),
    );
  });
}

function stop(child: ChildProcess): void {
  if (child.connected) child.disconnect();
  child.kill();
}
