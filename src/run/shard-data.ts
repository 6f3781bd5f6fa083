import type { Division } from "../cases/division.ts";
import type { Case } from "../cases/model.ts";
import { testDataFor, whyNotReady } from "../cases/readiness.ts";
import { findOperation } from "../contract/find.ts";
import type { Contract } from "../contract/model.ts";
import type { Settings } from "../environment/model.ts";
import { toPointer } from "../exact/json.ts";
import { dividedFields } from "./shard-share.ts";
import { keyOf, thingsIn } from "./things.ts";

/** A case, or a step of one, with the machine that sends it. */
interface Placed {
  readonly row: Case;
  /** What earlier answers give it, by JSON Pointer. */
  readonly carried: ReadonlyMap<string, unknown>;
  /** The case that a person knows it by. */
  readonly of: string;
  readonly shard: number;
}

/**
 * What of the test data two machines cannot have at once: a single value that serves once and that both would send, and a
 * member or a charge that a case on one of them changes while a case on another names it. One line per mistake. An embedded
 * target is each machine's own.
 */
export function contestedData(
  cases: readonly Case[],
  { shardOf }: Division,
  contract: Contract,
  settings: Settings,
): string[] {
  if (settings.embedded) return [];
  const placed = cases
    .filter((row) => whyNotReady(row, settings) === undefined)
    .flatMap((row) => {
      const shard = shardOf.get(row.id) ?? 0;
      const requests = row.steps ?? [{ row, carry: new Map() }];
      return requests.map((step) => ({ row: step.row, carried: step.carry, of: row.id, shard }));
    });
  return [
    ...valuesSentTwice(placed, contract, settings),
    ...thingsChangedElsewhere(placed, contract, settings),
  ];
}

function valuesSentTwice(placed: readonly Placed[], contract: Contract, settings: Settings): string[] {
  // What serves once a provider gives anew for each request.
  if (settings.dataProvider) return [];
  const first = new Map<string, Placed>();
  const told = new Map<string, string>();
  for (const each of placed) {
    for (const { part, field } of singleValues(each, contract, settings)) {
      const key = `${each.row.operation}: ${part}: ${field}`;
      const before = first.get(key);
      if (!before) first.set(key, each);
      else if (before.shard !== each.shard && !told.has(key))
        told.set(
          key,
          `${settings.testDataFile}: ${key} is one value that serves once, and shards ${before.shard} (${before.of}) and ${each.shard} (${each.of}) would both send it; give a list with a value for each shard, or a provider (KONAPLATE_DATA_PROVIDER)`,
        );
    }
  }
  return [...told.values()];
}

function singleValues(placed: Placed, contract: Contract, { testData }: Settings) {
  const { row } = placed;
  const once = dividedFields(contract, row.operation);
  return ["*", row.dataOf ?? row.name, row.name].flatMap((part) =>
    Object.entries(testData[row.operation]?.[part] ?? {})
      .filter(([field, value]) => once.has(field) && !Array.isArray(value) && isTaken(field, placed))
      .map(([field]) => ({ part, field })),
  );
}

function thingsChangedElsewhere(placed: readonly Placed[], contract: Contract, settings: Settings): string[] {
  const changed = new Map<string, Placed>();
  for (const each of placed.filter(({ row }) => row.destructive))
    for (const { key } of thingsOf(each, contract, settings)) if (!changed.has(key)) changed.set(key, each);
  const told = new Map<string, string>();
  for (const each of placed) {
    for (const { key, field } of thingsOf(each, contract, settings)) {
      const by = changed.get(key);
      if (!by || by.shard === each.shard || told.has(key)) continue;
      told.set(
        key,
        `${settings.testDataFile}: ${field} of ${each.of} (shard ${each.shard}) names what ${by.of} (shard ${by.shard}) changes, and nobody can say which comes first; give each its own, or run them without --shard`,
      );
    }
  }
  return [...told.values()];
}

function thingsOf(placed: Placed, contract: Contract, { testData }: Settings) {
  const operation = findOperation(contract, placed.row.operation);
  if (!operation) return [];
  return Object.entries(testDataFor(placed.row, testData))
    .filter(([field]) => isTaken(field, placed))
    .flatMap(([field, given]) =>
      [given]
        .flat()
        .flatMap((value) =>
          thingsIn({ [field]: value }, operation).map((thing) => ({ key: keyOf(thing), field })),
        ),
    );
}

/** Whether the request has the value of the test data, and neither one of its own nor one that was answered. */
function isTaken(field: string, { row: { request }, carried }: Placed): boolean {
  const pointer = toPointer([field]);
  return !request.set.has(pointer) && !request.omit.includes(pointer) && !carried.has(pointer);
}
