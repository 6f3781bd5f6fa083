import type { MergedShards, RunShard, ShardState } from "../model.ts";

/** What a part is no word on, or what the whole was made of. */
export function shardNotes({
  cases,
  shard,
  shards,
}: {
  readonly cases: readonly unknown[];
  readonly shard?: RunShard;
  readonly shards?: MergedShards;
}): string[] {
  if (shards) return [`This report is of a run in ${shards.count} shards, merged.`];
  if (!shard) return [];
  return [
    `This is shard ${shard.index} of ${shard.count}: the verdict speaks of its ${counted(cases.length)} alone, and konaplate merge gives that of all ${shard.count}.`,
  ];
}

/** What a run lacks of its parts, a sentence for each that did not come to its end. */
export function lackingShards(shards: MergedShards | undefined): string[] {
  if (!shards) return [];
  return shards.states.flatMap((each) => lineOf(each, shards.count) ?? []);
}

function lineOf({ index, cases, state, unreached = 0, why }: ShardState, count: number): string | undefined {
  const name = `Shard ${index} of ${count}`;
  const by = why === undefined ? "" : ` by ${why}`;
  switch (state) {
    case "ended":
      return undefined;
    case "missing":
      return `${name} is missing: this report knows nothing of its ${counted(cases)}.`;
    case "halted":
      return `${name} sent none of its cases: ${why ?? "nobody noted why"}`;
    case "cut-short":
      return `${name} was cut short${by}: it did not come to the end of ${unreached} of its ${cases} cases.`;
  }
}

function counted(cases: number): string {
  return cases === 1 ? "1 case" : `${cases} cases`;
}
