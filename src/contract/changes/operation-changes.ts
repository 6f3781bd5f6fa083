import { type HeaderRows, isMembers, type Members, type Value } from "../members.ts";
import { became, type Change, change, factText } from "./change.ts";
import { fieldChanges } from "./field-changes.ts";

/** Everything that changes from one contract file of an operation to a later one, in the order of a page. */
export function operationChanges(before: Members, after: Members, common: HeaderRows): Change[] {
  return [
    ...headChanges(before, after),
    ...(["request", "response"] as const).flatMap((side) =>
      fieldChanges(
        headersOf(before, side, common),
        headersOf(after, side, common),
        `headers.${side}`,
        side === "request" ? "sent" : "received",
      ),
    ),
    ...["pathParameters", "query", "request"].flatMap((table) => tableChanges(before, after, table, "sent")),
    ...tableChanges(before, after, "response", "received"),
    ...codeChanges(before, after),
    ...titleChanges(before.testData, after.testData),
    ...conditionChanges(before, after),
  ];
}

function headChanges(before: Members, after: Members): Change[] {
  const differs = (fact: string): boolean => String(before[fact]) !== String(after[fact]);
  const changes: Change[] = [];
  for (const fact of ["method", "path"])
    if (differs(fact))
      changes.push(change("breaking", fact, `${fact}: ${became(before[fact], after[fact])}`));
  for (const fact of ["title", "version", "versions"])
    if (differs(fact)) changes.push(change("wording", fact, `${fact}: ${became(before[fact], after[fact])}`));
  for (const side of ["request", "response"]) {
    const [was, is] = [before.encrypted, after.encrypted].map((each) => isMembers(each) && each[side]);
    if (was === is) continue;
    const says = `the ${side} is ${is ? "encrypted now" : "encrypted no more"}`;
    changes.push(change("breaking", `encrypted.${side}`, says));
  }
  return changes;
}

/**
 * The header rows of an operation: the common ones, with what its page prints otherwise. What a header means does not go
 * because a page prints its length otherwise.
 */
function headersOf({ headers }: Members, side: "request" | "response", common: HeaderRows): Members {
  const own = isMembers(headers) ? headers[side] : undefined;
  const rows = Object.entries(isMembers(own) ? own : {}).map(([name, row]): [string, Value] => [
    name,
    isMembers(row) ? { ...usual(common[side][name]), ...row } : row,
  ]);
  return { ...common[side], ...Object.fromEntries(rows) };
}

/** What a page that prints a header otherwise need not repeat: the guideline's form, and what it means. */
function usual(row: Members | undefined): Members {
  const { format, meaning } = row ?? {};
  return { ...(format !== undefined && { format }), ...(meaning !== undefined && { meaning }) };
}

/** A table that either page has lost says nothing of a change. */
function tableChanges(before: Members, after: Members, table: string, side: "sent" | "received"): Change[] {
  const [was, is] = [before[table] ?? {}, after[table] ?? {}];
  return isMembers(was) && isMembers(is) ? fieldChanges(was, is, table, side) : [];
}

function codeChanges(before: Members, after: Members): Change[] {
  const [was, is] = [before.codes, after.codes];
  if (!isMembers(was) || !isMembers(is)) return [];
  const codes = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  const changes = codes.flatMap((code): Change[] => {
    const fact = `codes.${code}`;
    const [earlier, later] = [entries(was[code]), entries(is[code])];
    if (earlier.length === 0)
      return [change("additive", fact, `code ${code} is new: ${factText(later[0]?.message)}`)];
    if (later.length === 0) return [goneCode(code, after)];
    return entryChanges(code, earlier, later);
  });
  if (before.codesIncomplete === after.codesIncomplete) return changes;
  const says = after.codesIncomplete
    ? "the page hides a part of its codes now"
    : "the page shows all of its codes now";
  return [...changes, change("wording", "codesIncomplete", says)];
}

/** A page that shows a part of its codes may hide what it has no more. */
function goneCode(code: string, { codesIncomplete }: Members): Change {
  const doubt = codesIncomplete ? ", or among those that the page hides" : "";
  return change("breaking", `codes.${code}`, `code ${code} is gone${doubt}`);
}

function entryChanges(code: string, earlier: readonly Members[], later: readonly Members[]): Change[] {
  const fact = `codes.${code}`;
  const [was, is] = [statuses(earlier), statuses(later)];
  if (was !== is) return [change("breaking", fact, `code ${code}: the status ${was} becomes ${is}`)];
  return (["message", "description"] as const).flatMap((part) => {
    const [before, after] = [earlier, later].map((each) =>
      each.map((entry) => entry[part] ?? "").join(" | "),
    );
    return before === after
      ? []
      : [change("wording", fact, `code ${code}: its ${part} ${became(before, after)}`)];
  });
}

function statuses(rows: readonly Members[]): string {
  return [...new Set(rows.map(({ status }) => String(status)))].sort().join(", ");
}

/** The first entry of a code, and the others that it stands with. */
function entries(row: Value | undefined): Members[] {
  if (!isMembers(row)) return [];
  const also = Array.isArray(row.also) ? row.also.filter((each: Value) => isMembers(each)) : [];
  return [row, ...(also as Members[])];
}

/** A scenario that is listed no more cannot be asked for; that is no promise to a client. */
function titleChanges(before: Value | undefined, after: Value | undefined): Change[] {
  if (!Array.isArray(before) || !Array.isArray(after)) return [];
  const texts = (list: readonly Value[]): string[] =>
    list.map((each) => (isMembers(each) ? `${String(each.status)} - ${String(each.title)}` : ""));
  const [was, is] = [texts(before), texts(after)];
  const place = (list: readonly string[], title: string): string => `testData.${list.indexOf(title) + 1}`;
  return [
    ...is
      .filter((title) => !was.includes(title))
      .map((title) => change("additive", place(is, title), `test data "${title}" is new`)),
    ...was
      .filter((title) => !is.includes(title))
      .map((title) => change("wording", place(was, title), `test data "${title}" is gone`)),
  ];
}

const MODES = ["synchronous", "asynchronous"];

function conditionChanges({ conditions: was }: Members, { conditions: is }: Members): Change[] {
  if (!isMembers(was) || !isMembers(is)) return [];
  const mode = (all: Members): string | undefined => MODES.find((name) => all[name] !== undefined);
  const [before, after] = [mode(was), mode(is)];
  const switched = before !== undefined && after !== undefined && before !== after;
  return switched
    ? [change("breaking", `conditions.${after}`, `the operation is ${after} now, and was ${before}`)]
    : [];
}
