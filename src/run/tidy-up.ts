import type { Case } from "../cases/model.ts";
import { type Json, toPointer } from "../exact/json.ts";
import type { Made } from "./changes.ts";
import type { RunContext } from "./context.ts";
import { deliver } from "./deliver.ts";

/**
 * Removes what a case made and did not remove itself, as soon as the case is over: a run that is killed leaves little
 * then. Never throws: what could not be removed stays in the ledger as left.
 */
export async function tidyUp(row: Case, context: RunContext): Promise<void> {
  for (const made of context.changes.leftovers().filter(({ entry }) => entry.case === row.id)) {
    const removal = removalOf(made);
    try {
      await context.oneAtATime(removal, () => deliver(removal, context));
    } catch {
      return;
    }
  }
}

/** A request like the documented one, about what was made. */
function removalOf({ undo, values, entry }: Made): Case {
  const { request } = undo.row;
  const about = [...values].map(([field, value]): [string, Json] => [toPointer([field]), value]);
  return {
    ...undo.row,
    id: entry.case,
    name: "clean-up",
    kind: "journey",
    data: [],
    request: { ...request, set: new Map([...request.set, ...about]) },
  };
}
