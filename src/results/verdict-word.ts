import type { Report } from "./model.ts";

/** The verdict as a headline says it: of a part of a run it is that of the part. */
export function verdictWord({ verdict, shard }: Pick<Report, "verdict" | "shard">): string {
  return shard ? `${verdict}, shard ${shard.index} of ${shard.count} alone` : verdict;
}
