import { isMembers, type Members, textOfFact, type Value } from "../members.ts";
import { became, type Change, change, factText, type Weight } from "./change.ts";

/** Whose words a table describes: what a client sends, or what it gets. */
export type Side = "sent" | "received";

/** What changes in a table of fields, from one page to a later one. `path` is the table's place in the file. */
export function fieldChanges(before: Members, after: Members, path: string, side: Side): Change[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name): Change[] => {
    const [was, is] = [before[name], after[name]];
    const here = `${path}.${name}`;
    if (isMembers(was) && isMembers(is)) return rowChanges(was, is, here, side);
    if (isMembers(is)) return [added(is, here, side)];
    return isMembers(was) ? [removed(here, side)] : [];
  });
}

function added({ presence }: Members, here: string, side: Side): Change {
  const weight = side === "sent" && presence !== "optional" ? "breaking" : "additive";
  const demand = weight === "breaking" ? "; a request of today lacks it" : "";
  return change(weight, here, `${here} is new and ${String(presence)}${demand}`);
}

function removed(here: string, side: Side): Change {
  const lack =
    side === "sent" ? "a client that sends it is on its own" : "a client that reads it gets nothing";
  return change("breaking", here, `${here} is gone; ${lack}`);
}

function rowChanges(was: Members, is: Members, here: string, side: Side): Change[] {
  const differs = (fact: string): boolean => text(was[fact]) !== text(is[fact]);
  const told = (fact: string, weight: Weight): Change =>
    change(weight, `${here}.${fact}`, `${here}.${fact}: ${became(was[fact], is[fact])}`);
  const changes = [
    ...["type"].filter(differs).map((fact) => told(fact, "breaking")),
    ...["presence"].filter(differs).map((fact) => told(fact, presenceWeight(is.presence, side))),
    ...BOUNDS.filter(differs).map((fact) => boundChange(fact, was, is, here, side)),
    ...["values"].filter(differs).map(() => valuesChange(was.values, is.values, here, side)),
    ...["format", "formulas", "counts", "unique"]
      .filter(differs)
      .map((fact) => told(fact, is[fact] === undefined ? "additive" : "breaking")),
    ...["meaning"].filter(differs).map((fact) => told(fact, "wording")),
  ];
  if (was.items !== undefined || is.items !== undefined)
    changes.push(...rowChanges(itemsRow(was.items), itemsRow(is.items), `${here}.items`, side));
  if (itemOf(was) !== itemOf(is))
    changes.push(change("breaking", `${here}.item`, `${here}: its items are wrapped otherwise`));
  const [fields, now] = [was.fields, is.fields].map((each) => (isMembers(each) ? each : {}));
  return [...changes, ...fieldChanges(fields ?? {}, now ?? {}, here, side)];
}

/** What may stay away has to be sent no more, and what must be answered can be relied on. */
function presenceWeight(presence: Value | undefined, side: Side): Weight {
  const looser = side === "sent" ? "optional" : "required";
  return presence === looser ? "additive" : "breaking";
}

const BOUNDS = ["length", "min", "max", "value"] as const;

/**
 * A request with a narrower bound is refused where it was taken; an answer with any other bound is not what its readers
 * and its schemas were made for.
 */
function boundChange(
  fact: (typeof BOUNDS)[number],
  { [fact]: was }: Members,
  { [fact]: is }: Members,
  here: string,
  side: Side,
): Change {
  const direction = widened(fact, was, is);
  const says = `${here}.${fact}: ${became(was, is)}${direction === undefined ? "" : `, ${direction}`}`;
  const weight = side === "sent" && direction === "wider" ? "additive" : "breaking";
  return change(weight, `${here}.${fact}`, says);
}

function widened(
  fact: string,
  was: Value | undefined,
  is: Value | undefined,
): "wider" | "narrower" | undefined {
  if (is === undefined) return "wider";
  if (was === undefined) return "narrower";
  if (fact === "length" || fact === "value") return undefined;
  const grows = Number(is) > Number(was);
  return grows === (fact === "max") ? "wider" : "narrower";
}

function valuesChange(was: Value | undefined, is: Value | undefined, here: string, side: Side): Change {
  const [before, after] = [listOf(was), listOf(is)];
  const gone = before.filter((each) => !after.includes(each));
  const fresh = after.filter((each) => !before.includes(each));
  const parts = [
    ...(gone.length > 0 ? [`${factText(gone)} gone`] : []),
    ...(fresh.length > 0 ? [`${factText(fresh)} new`] : []),
  ];
  // A list where there was none narrows what may be sent; what is new in an answer no reader knows.
  const narrows = gone.length > 0 ? after.length > 0 : was === undefined;
  const surprises = side === "received" && fresh.length > 0 && before.length > 0;
  const weight = parts.length === 0 ? "wording" : narrows || surprises ? "breaking" : "additive";
  const says = parts.length === 0 ? "in another order" : parts.join(", ");
  return change(weight, `${here}.values`, `${here}.values: ${says}`);
}

function listOf(value: Value | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** Items without bounds are given by their type alone. */
function itemsRow(items: Value | undefined): Members {
  return isMembers(items) ? items : items === undefined ? {} : { type: items };
}

function itemOf({ item }: Members): string | undefined {
  return isMembers(item) ? String(item.name) : undefined;
}

function text(value: Value | undefined): string | undefined {
  return value === undefined ? undefined : textOfFact(value);
}
