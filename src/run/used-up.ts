import type { Case } from "../cases/model.ts";
import { findOperation } from "../contract/find.ts";
import type { JsonObject } from "../exact/json.ts";
import type { RunContext } from "./context.ts";
import type { Found } from "./empty-result.ts";
import { thingsIn } from "./things.ts";

/** Codes of form and of fields: what was used up is refused with another. */
const COMMON = /^000_/;

/**
 * A target that refuses what an earlier run used up has not been exercised, and not deviated: the test data are stale.
 * Whether they are is known only now, because a target may have begun anew since.
 */
export function withoutSpent(
  row: Case,
  found: Found,
  body: JsonObject,
  { contract, spent }: RunContext,
): Found {
  const operation = findOperation(contract, row.operation);
  const { code } = found.observed;
  if (!row.destructive || found.outcome === "passed" || !operation || code === null || COMMON.test(code))
    return found;
  if (!operation.codes.some((entry) => entry.code === code && entry.status >= 400)) return found;
  const [thing, spending] =
    thingsIn(body, operation)
      .map((each) => [each, spent.earlier(each.field, each.value)] as const)
      .find(([, before]) => before !== undefined) ?? [];
  if (!thing || !spending) return found;
  const reason = `test data used up: ${spending.case} changed the ${thing.kind} that ${thing.field} names in an earlier run (${spending.at}), and the target answers ${code}; give another under ${row.operation}: ${row.dataOf ?? row.name}:`;
  return { ...found, outcome: "not-exercised", reason, violations: [] };
}
