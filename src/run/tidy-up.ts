import type { Case } from "../cases/model.ts";
import { type Json, toPointer } from "../exact/json.ts";
import type { Made } from "./changes.ts";
import type { RunContext } from "./context.ts";
import type { NoteControl } from "./opening.ts";
import { sendControl } from "./sent-control.ts";

/**
 * Removes what a case made and did not remove itself, as soon as the case is over: a run that is killed leaves little
 * then. Never throws: what could not be removed stays in the ledger as left.
 */
export async function tidyUp(row: Case, context: RunContext, note: NoteControl): Promise<void> {
  const { successCode } = context.contract.envelope;
  for (const made of context.changes.leftovers().filter(({ entry }) => entry.case === row.id)) {
    const removal = removalOf(made);
    try {
      const purpose = {
        id: row.id,
        purpose: "clean-up",
        title: `Removes what was made: ${row.title}`,
      } as const;
      const send = () => sendControl(removal, purpose, context, ({ code }) => code === successCode);
      note((await context.oneAtATime(removal, send)).record);
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
