import type { Change } from "../contract/changes/change.ts";
import { operationChanges } from "../contract/changes/operation-changes.ts";
import type { Members } from "../contract/members.ts";
import type { Report } from "./model.ts";

/** What changed of a contract between two runs, in the terms of `import --diff`. */
export interface ContractChange extends Change {
  readonly operation: string;
}

export interface ComparedContracts {
  readonly digestChanged: boolean;
  /** None where a report of an older version does not have what its contract said. */
  readonly changes: readonly ContractChange[];
  readonly clausesAdded: readonly string[];
  readonly clausesGone: readonly string[];
  readonly nowReached: readonly string[];
  readonly noLongerReached: readonly string[];
}

/** The clauses of a contract are those that its report reached and those that it names as missing. */
export function compareContracts(before: Report, after: Report): ComparedContracts {
  const reached = ({ clauseIndex }: Report) => new Set(Object.keys(clauseIndex));
  const [first, second] = [reached(before), reached(after)];
  const [all, allNow] = [before, after].map(
    (report) => new Set([...reached(report), ...report.coverage.clauses.missing]),
  );
  const without = (some: Iterable<string>, others: ReadonlySet<string> | undefined) =>
    [...some].filter((clause) => !others?.has(clause));
  return {
    digestChanged: before.suite.contractDigest !== after.suite.contractDigest,
    changes: contractChanges(before, after),
    clausesAdded: without(allNow ?? [], all),
    clausesGone: without(all ?? [], allNow),
    nowReached: without(second, first).filter((clause) => all?.has(clause)),
    noLongerReached: without(first, second).filter((clause) => allNow?.has(clause)),
  };
}

const WEIGHTS: readonly Change["weight"][] = ["breaking", "additive", "wording"];
/** The headers of each operation stand in its own facts. */
const NO_COMMON_ROWS = { request: {}, response: {} };

/** The weightiest first. */
function contractChanges({ contract: before }: Report, { contract: after }: Report): ContractChange[] {
  if (!before || !after) return [];
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changes = ids.flatMap((operation): ContractChange[] => {
    const [was, is] = [before[operation], after[operation]];
    if (!was) return [{ operation, fact: "", weight: "additive", says: "the operation is new" }];
    if (!is) return [{ operation, fact: "", weight: "breaking", says: "the operation is gone" }];
    return operationChanges(was as Members, is as Members, NO_COMMON_ROWS).map((each) => ({
      operation,
      ...each,
    }));
  });
  return WEIGHTS.flatMap((weight) => changes.filter((each) => each.weight === weight));
}
