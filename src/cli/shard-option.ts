import { InvalidArgumentError } from "commander";
import type { Shard } from "../environment/model.ts";

/** Far more machines than any target would bear. */
const MOST_SHARDS = 1000;

/** `2/5`, the second of five machines. Throws InvalidArgumentError. */
export function readShard(text: string): Shard {
  const [, first = "", second = ""] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const [index, count] = [Number(first), Number(second)];
  if (index < 1 || index > count || count > MOST_SHARDS)
    throw new InvalidArgumentError(
      `give which one of how many machines this is, such as 2/5: from 1/5 to 5/5, and at most ${MOST_SHARDS}`,
    );
  return { index, count };
}
