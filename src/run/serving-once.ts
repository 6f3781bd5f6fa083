import { inputsOf } from "../contract/inputs.ts";
import type { Operation } from "../contract/model.ts";
import { onceText, telling } from "../environment/serving-once.ts";
import type { JsonObject } from "../exact/json.ts";

/** A value of a request that serves once. */
export interface ServingOnce {
  readonly field: string;
  readonly value: string;
}

/** The values of a request that serve once; of those that go together, those that tell one from another. */
export function servingOnce(operation: Operation, body: JsonObject): readonly ServingOnce[] {
  const values = inputsOf(operation)
    .filter(({ name, consumable }) => consumable === true && Object.hasOwn(body, name))
    .map(({ name }) => ({ field: name, value: onceText(body[name]) }));
  return telling(values);
}
