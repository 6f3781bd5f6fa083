import { findOperation } from "../contract/find.ts";
import { inputsOf } from "../contract/inputs.ts";
import type { Contract } from "../contract/model.ts";
import type { Settings, TestData } from "../environment/model.ts";

type Fields = TestData[string][string];

/**
 * The test data of one of several machines. Of the values that serve once, in a list of an operation that several of them may
 * ask, each machine has its own: the first machine the first value, the second the second, and so on around. An embedded
 * target is each machine's own, and what changes something is all on one machine.
 */
export function ownShare(contract: Contract, { testData, shard, embedded }: Settings): TestData {
  if (!shard || embedded) return testData;
  const isOwn = (_value: unknown, index: number): boolean => index % shard.count === shard.index - 1;
  const operations = Object.entries(testData).map(([id, parts]) => {
    const once = dividedFields(contract, id);
    const share = (fields: Fields): Fields =>
      Object.fromEntries(
        Object.entries(fields).map(([field, value]) => [
          field,
          once.has(field) && Array.isArray(value) ? value.filter(isOwn) : value,
        ]),
      );
    const shares = Object.entries(parts).map(([name, fields]) => [name, share(fields)] as const);
    return [id, Object.fromEntries(shares)] as const;
  });
  return Object.fromEntries(operations);
}

/** Fields whose value serves once, of an operation whose cases may be on several machines. */
export function dividedFields(contract: Contract, id: string): ReadonlySet<string> {
  const operation = findOperation(contract, id);
  if (operation?.effect !== "nothing") return new Set();
  const once = inputsOf(operation).filter(({ consumable, type }) => consumable === true && type !== "array");
  return new Set(once.map(({ name }) => name));
}
