import type { Shard } from "../environment/model.ts";
import type { JournalOpening } from "../results/journal-opening.ts";

export function shardName({ index, count }: Shard): string {
  return `shard ${index} of ${count}`;
}

/**
 * What is to be said of a shard that was given no case; undefined where it has some. Its journal stands all the same: to
 * the merge it is one that ended.
 */
export function emptyShard({ header: { shard }, planned }: JournalOpening): string | undefined {
  if (!shard || planned.length > 0) return undefined;
  return `There is nothing to run in ${shardName(shard)}: the chosen cases make fewer parts than that. Nothing was sent, and the other shards run them all.`;
}
