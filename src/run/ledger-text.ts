import { MASK } from "../masking/sensitive.ts";
import type { LedgerEntry, LedgerThing, Tripwire } from "../results/ledger.ts";

type Told = Pick<
  LedgerEntry,
  "did" | "meant" | "things" | "state" | "case" | "operation" | "correlationId" | "at"
>;

/** What puts an entry of the ledger right, in a sentence. */
export function remedyOf(entry: Told): string {
  const { did, meant, state, operation, things } = entry;
  if (state === "removed") return "Nothing is left to do: the run removed it again.";
  if (did === "unknown")
    return `Ask the target's owner what became of ${requestOf(entry)}; until then use ${namesOf(things)} in no other run.`;
  if (did === "created")
    return things.length > 0
      ? `Remove ${namesOf(things)}, which ${operation} created for this run.`
      : `Find out what ${requestOf(entry)} created, and remove it: its answer names nothing that can be removed.`;
  const used = `Put another into the test data of ${entry.case}: ${namesOf(things)} is used up.`;
  return meant
    ? used
    : `Put ${namesOf(things)} right on the target: ${operation} was carried out on it. ${used}`;
}

/** The first line of every report of a run whose tripwire was touched. */
export function tripwireMessage(entry: LedgerEntry, certain: boolean, answer: string): string {
  const { case: id, operation, things, at, effect } = entry;
  const what = effect === "money" ? "money" : "a membership";
  const named = things.length > 0 ? ` (${namesOf(things)})` : "";
  const changed = certain
    ? `CHANGED on the target: ${what}${named}. ${id} was carried out at ${at}: ${answer}, where the pages say that it is refused.`
    : `MAY HAVE CHANGED on the target: ${what}${named}. Nobody says what became of ${id}, sent at ${at}: ${answer}.`;
  return `${changed} No further request went to ${operation} or any other operation that changes something. Either the test data are stale or the target does not refuse; the ledger says what puts it right.`;
}

/** Why a case is not exercised after that. */
export function trippedReason({ case: id, certain }: Tripwire): string {
  const what = certain
    ? "was carried out although the pages say that it is refused"
    : "may have been carried out";
  return `tripwire: ${id} ${what}, so nothing more is sent that can change something`;
}

function namesOf(things: readonly LedgerThing[]): string {
  if (things.length === 0) return "what it names";
  return things.map(thingName).join(" and ");
}

/** A thing by its value; where that is somebody's own, by its field. */
export function thingName({ kind, field, value }: LedgerThing): string {
  return value === MASK ? `the ${kind} of that ${field}` : `${kind} ${value}`;
}

function requestOf({ operation, at, correlationId }: Told): string {
  const id = correlationId === "" ? "" : `, ${correlationId}`;
  return `the request to ${operation} of ${at}${id}`;
}
