import type { Case } from "../cases/model.ts";
import { treatmentOf } from "../contract/find.ts";
import type { Contract } from "../contract/model.ts";
import { isJsonObject, type Json } from "../exact/json.ts";

/**
 * Whether an answer says of itself that its outcome is still open (reading sync-yet-pending): what was asked for may
 * yet fail, so nothing follows from it for the requests after it.
 */
export function isPending(answer: Json | undefined, operation: string, contract: Contract): boolean {
  if (!isJsonObject(answer)) return false;
  const fields = contract.operations.find(({ id }) => id === operation)?.response ?? [];
  return fields.some(
    ({ name, clause }) =>
      treatmentOf(contract, `${clause}.type`)?.as === "pending" &&
      Object.hasOwn(answer, name) &&
      answer[name] === true,
  );
}

/** The same case with nothing judged that it demands: what comes is recorded. */
export function recordedOnly(row: Case): Case {
  const { demand } = row.expected;
  if (demand?.kind !== "no-success") return { ...row, level: "observed" };
  return {
    ...row,
    level: "observed",
    expected: { ...row.expected, demand: { ...demand, level: "observed" } },
  };
}
