import { setFlagsFromString } from "node:v8";
import { loadSuite } from "../run/suite.ts";
import type { MutantResult, VariantResult } from "./model.ts";
import { type Selection, selectFrom, sweepSettings } from "./selection.ts";
import { Sweep } from "./sweep.ts";

export interface ShardOpening {
  readonly root: string;
  readonly seed: string;
  /** Those that what it will be told to try is about. */
  readonly operations: readonly string[];
}

/** What a shard is told at first, and then again and again until it is ended: ids to try. */
export type ShardOrder =
  | { readonly open: ShardOpening }
  | { readonly ids: readonly string[]; readonly thorough: boolean };

/** What it says in return; `ready` asks for more. */
export type ShardWord =
  | { readonly ready: true; readonly baseline: readonly string[] }
  | { readonly mutant: MutantResult }
  | { readonly variant: VariantResult }
  | { readonly broke: string };

/** Mutants that one process tries at once: while one waits for the key operations of another, it goes on. */
const SLOTS = 2;

interface Opened {
  readonly sweep: Sweep;
  readonly selection: Selection;
}

// Each mutant is met by other cases: what V8 optimizes early it seldom runs often enough for.
setFlagsFromString("--interrupt-budget=600000");

let opened: Opened | undefined;

/** One process of a sweep: JavaScript runs on one core, and a sweep has more work than that. */
process.on("message", (order: ShardOrder) => {
  obey(order).catch((error: Error) => say({ broke: error.message }));
});

// The sandboxes would keep it alive.
process.on("disconnect", () => process.exit());

async function obey(order: ShardOrder): Promise<void> {
  if ("open" in order) {
    const { root, seed, operations } = order.open;
    const suite = loadSuite();
    const sweep = await Sweep.open(suite, sweepSettings(suite, root, seed), { slots: SLOTS, operations });
    opened = { sweep, selection: selectFrom(suite.contract, {}) };
  } else if (opened) {
    await tryAll(order, opened);
  }
  say({ ready: true, baseline: opened?.sweep.baseline ?? [] });
}

async function tryAll(
  { ids, thorough }: Extract<ShardOrder, { ids: readonly string[] }>,
  { sweep, selection }: Opened,
): Promise<void> {
  const wanted = new Set(ids);
  await Promise.all([
    ...selection.variants
      .filter(({ id }) => wanted.has(id))
      .map(async (variant) => say({ variant: await sweep.tryVariant(variant, { thorough }) })),
    ...selection.mutants
      .filter(({ id }) => wanted.has(id))
      .map(async (mutant) => say({ mutant: await sweep.tryMutant(mutant, { thorough }) })),
  ]);
}

function say(word: ShardWord): void {
  process.send?.(word);
}
