import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { PROJECT_ROOT } from "../exact/project-root.ts";
import type { MutantResult, VariantResult } from "./model.ts";
import type { Selection } from "./selection.ts";
import type { ShardOpening, ShardOrder, ShardWord } from "./shard.ts";

export interface ShardsInput {
  readonly root: string;
  readonly seed: string;
  /** What the sweeps are about, all of them together. */
  readonly selection: Selection;
  readonly processes: number;
}

export interface SweepHooks {
  /** Run every case that can show a mutant, also where a part of them has caught it as it should. */
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

/** Ids that a process gets at once, at least and at most: fewer towards the end, so that all end at about the same time. */
const BATCH = { least: 2, most: 12 };
const SHARD = join(PROJECT_ROOT, "dist/src/mutants/shard.js");

/** Tries a selection in several processes. Rejects where one of them breaks; the order is that of the selection. */
export async function sweepInShards(input: ShardsInput & SweepHooks): Promise<Swept> {
  const shards = new Shards(input);
  try {
    return await shards.sweep(input.selection, input);
  } finally {
    shards.close();
  }
}

/** Processes that stay open for one sweep after another. */
export class Shards {
  readonly #shards: readonly Shard[];

  constructor({ root, seed, selection: { mutants, variants }, processes }: ShardsInput) {
    const count = Math.max(
      1,
      Math.min(processes, Math.ceil((mutants.length + variants.length) / BATCH.most)),
    );
    const operations = [...new Set([...mutants, ...variants].flatMap((each) => each.operations))];
    this.#shards = Array.from({ length: count }, () => new Shard({ root, seed, operations }));
  }

  /** Tries some of what the processes were opened for. Rejects where one of them breaks. */
  async sweep(
    { mutants, variants }: Selection,
    { thorough = false, onTried }: SweepHooks = {},
  ): Promise<Swept> {
    // Variants run most cases and take longest: they go first.
    const waiting = [...variants, ...mutants].map(({ id }) => id);
    const next = (): string[] => {
      const share = Math.floor(waiting.length / (2 * this.#shards.length));
      return waiting.splice(0, Math.min(BATCH.most, Math.max(BATCH.least, share)));
    };
    const ofMutants = new Map<string, MutantResult>();
    const ofVariants = new Map<string, VariantResult>();
    const baselines = await Promise.all(
      this.#shards.map(async (shard) => {
        const baseline = await shard.baseline;
        for (let ids = next(); ids.length > 0; ids = next()) {
          await shard.tell({ ids, thorough }, (word) => {
            if ("mutant" in word) ofMutants.set(word.mutant.id, word.mutant);
            else ofVariants.set(word.variant.id, word.variant);
            onTried?.("mutant" in word ? word.mutant : word.variant);
          });
        }
        return baseline;
      }),
    );
    return {
      mutants: mutants.flatMap(({ id }) => ofMutants.get(id) ?? []),
      variants: variants.flatMap(({ id }) => ofVariants.get(id) ?? []),
      baseline: [...new Set(baselines.flat())],
    };
  }

  close(): void {
    for (const shard of this.#shards) shard.close();
  }
}

type Tried = Extract<ShardWord, { mutant: MutantResult } | { variant: VariantResult }>;

class Shard {
  readonly #child: ChildProcess;
  /** What the suite says of the right server. */
  readonly baseline: Promise<readonly string[]>;

  constructor(open: ShardOpening) {
    // As it was built, also where the parent is a test runner with a loader of its own.
    this.#child = fork(SHARD, { execArgv: ["--max-semi-space-size=64"] });
    this.baseline = this.tell({ open }, () => undefined);
  }

  /** Resolves when the process is ready for more. Rejects where it breaks or ends. */
  tell(order: ShardOrder, hear: (word: Tried) => void): Promise<readonly string[]> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null): void =>
        reject(new Error(`a process of the sweep ended with ${code}`));
      const heard = (word: ShardWord): void => {
        if ("mutant" in word || "variant" in word) {
          hear(word);
          return;
        }
        this.#child.off("message", heard).off("exit", ended);
        if ("ready" in word) resolve(word.baseline);
        else reject(new Error(word.broke));
      };
      this.#child.on("message", heard).on("exit", ended);
      this.#child.send(order);
    });
  }

  close(): void {
    if (this.#child.connected) this.#child.disconnect();
  }
}
