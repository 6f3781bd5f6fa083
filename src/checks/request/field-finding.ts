import type { Level } from "../../contract/expectation.ts";
import { parametersByPath } from "../../contract/find.ts";
import { inputsOf } from "../../contract/inputs.ts";
import type { Parameter } from "../../contract/model.ts";
import type { TracedFinding } from "../../derive/validators.ts";
import { isExactNumber, type Json, type JsonObject, valueAt } from "../../exact/json.ts";
import { demanded } from "../../exact/schema.ts";
import { openBy } from "../open-by.ts";
import { shownWithType } from "../rendering.ts";
import type { ReceivedRequest, RequestFinding } from "./model.ts";

/** What a schema finds in the fields of a request, with how much it weighs and what a server must do with it. */
export function fieldFinding(
  { operation, contract }: Pick<ReceivedRequest, "operation" | "contract">,
  sent: Json | JsonObject,
  { pointer, clause, keyword, message }: TracedFinding,
): RequestFinding {
  const value = valueAt(sent, pointer);
  const level = levelOf(keyword, value);
  const open = openBy(contract, { clause, value }) ?? nullForNothing(inputsOf(operation), clause, value);
  return {
    clause: contract.clauses.has(clause) ? clause : `${operation.id}#path`,
    where: pointer || "body",
    documented: `${demanded(message)} (${contract.clauses.get(clause)?.says ?? clause})`,
    actual: shownWithType(value),
    level: open ? "observed" : level,
    ...open,
    ...(level !== "observed" && !open && { refusal: { level } }),
  };
}

/**
 * A field that the page does not list is no fault that it names; that a text of the wrong form is refused, or an id with a
 * fraction, follows.
 */
function levelOf(keyword: string, value: Json | undefined): Level {
  if (keyword === "additionalProperties") return "observed";
  const isFraction = keyword === "type" && isExactNumber(value);
  return keyword === "pattern" || isFraction ? "inferred" : "documented";
}

/** Whether null is the same as leaving an optional field out no page says (reading null-for-optional). */
function nullForNothing(
  fields: readonly Parameter[],
  clause: string,
  value: Json | undefined,
): Pick<RequestFinding, "reading"> | undefined {
  if (value !== null) return undefined;
  const rows = [...parametersByPath(fields).values()];
  const field = rows.find((row) => `${row.clause}.type` === clause);
  return field && field.presence !== "required" ? { reading: "null-for-optional" } : undefined;
}
