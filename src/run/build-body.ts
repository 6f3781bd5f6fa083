import type { Case } from "../cases/model.ts";
import type { JsonObject } from "../exact/json.ts";
import { composeBody } from "../request/request-body.ts";
import type { RunContext } from "./context.ts";

/**
 * The body that a case sends in this run. Every call gives new values where values have to be new. Throws Withheld where
 * a value that it needs cannot be had.
 */
export async function buildBody(row: Case, context: RunContext): Promise<JsonObject> {
  const requestSchema = context.validators.get(row.operation)?.inputs.schema;
  if (!requestSchema) throw new Error(`the contract has no operation ${row.operation}`);
  return composeBody(row, {
    requestSchema,
    guesses: context.plan.guesses.get(row.operation) ?? [],
    testData: await context.supply.dataFor(row),
    seed: context.settings.seed,
    fresh: context.fresh,
  });
}
