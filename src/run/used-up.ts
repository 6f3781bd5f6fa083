import type { Case } from "../cases/model.ts";
import type { JudgedExchange } from "../checks/model.ts";
import { findOperation } from "../contract/find.ts";
import type { Operation } from "../contract/model.ts";
import { onceText } from "../environment/serving-once.ts";
import type { JsonObject } from "../exact/json.ts";
import type { RunContext } from "./context.ts";
import type { Found } from "./empty-result.ts";
import { refusedAsServed } from "./served-once.ts";
import { servingOnce } from "./serving-once.ts";
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
  judged: Pick<JudgedExchange, "envelope" | "contract">,
  context: Pick<RunContext, "contract" | "spent" | "settings">,
): Found {
  const { contract, spent } = context;
  const operation = findOperation(contract, row.operation);
  const { code } = found.observed;
  if (!operation || code === null) return found;
  const stale = servedEarlier(row, found, body, operation, judged, context);
  if (stale !== undefined) return { ...found, outcome: "not-exercised", reason: stale, violations: [] };
  if (!row.destructive || found.outcome === "passed" || COMMON.test(code)) return found;
  if (!operation.codes.some((entry) => entry.code === code && entry.status >= 400)) return found;
  const [thing, spending] =
    thingsIn(body, operation)
      .map((each) => [each, spent.earlier(each.field, each.value)] as const)
      .find(([, before]) => before !== undefined) ?? [];
  if (!thing || !spending) return found;
  const reason = `test data used up: ${spending.case} changed the ${thing.kind} that ${thing.field} names in an earlier run (${spending.at}), and the target answers ${code}; give another under ${row.operation}: ${row.dataOf ?? row.name}:`;
  return { ...found, outcome: "not-exercised", reason, violations: [] };
}

/** Notes the values of test data that serve once and go out with a request: the next run knows that they were sent. */
export function noteServed(
  row: Case,
  operation: Operation,
  body: JsonObject,
  { settings, spent }: Pick<RunContext, "settings" | "spent">,
): void {
  const parts = Object.values(settings.testData[operation.id] ?? {});
  for (const { field, value } of servingOnce(operation, body)) {
    const given = parts.flatMap((part) => part[field] ?? []);
    if (given.some((each) => onceText(each) === value)) spent.note(field, value, row.id);
  }
}

/** Why an answer says nothing, where the value that it refuses was sent in an earlier run. */
function servedEarlier(
  row: Case,
  found: Found,
  body: JsonObject,
  operation: Operation,
  judged: Pick<JudgedExchange, "envelope" | "contract">,
  { spent, settings }: Pick<RunContext, "spent" | "settings">,
): string | undefined {
  const before = servingOnce(operation, body).filter(({ field, value }) => spent.earlier(field, value));
  const refused = refusedAsServed(
    found,
    judged,
    before.map(({ field }) => field),
  );
  const [first] = before.filter(({ field }) => refused.includes(field));
  const spending = first && spent.earlier(first.field, first.value);
  if (!spending) return undefined;
  return `test data used up: ${spending.case} sent the same ${refused.join(" and ")} in an earlier run (${spending.at}), and the target answers ${found.observed.code}; give another under ${row.operation}: ${row.dataOf ?? row.name}: in ${settings.testDataFile}`;
}
