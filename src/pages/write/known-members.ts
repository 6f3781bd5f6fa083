import { isMembers, type Members } from "../../contract/members.ts";

/**
 * Members of containers by name: where a page does not mark the end of one, its last import and other operations that
 * have it may tell. Its own contract does not: what a person settled there would be taken for what the page says.
 */
export function knownMembers(
  contents: readonly { readonly content: Members; readonly isOwn: boolean }[],
  last: ReadonlyMap<string, string>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const [known, own] = [new Map<string, Set<string>>(), membersAtLast(last)];
  const visit = (rows: Members | undefined): void => {
    for (const [name, row] of Object.entries(rows ?? {})) {
      if (!isMembers(row) || !isMembers(row.fields)) continue;
      known.set(name, new Set([...(known.get(name) ?? []), ...Object.keys(row.fields)]));
      visit(row.fields);
    }
  };
  for (const { content, isOwn } of contents)
    for (const side of isOwn && last.size > 0 ? [] : [content.request, content.response])
      if (isMembers(side)) visit(side);
  return new Map([...known, ...own]);
}

/** The same of what the page said at its last import: `response.card.par.type` makes `par` a member of `card`. */
function membersAtLast(last: ReadonlyMap<string, string>): Map<string, Set<string>> {
  const known = new Map<string, Set<string>>();
  for (const fact of last.keys()) {
    const [side = "", ...parts] = fact.split(".");
    const [container, name] = parts.slice(-3);
    if (!["request", "response"].includes(side) || parts.length < 3 || !container || !name) continue;
    known.set(container, (known.get(container) ?? new Set()).add(name));
  }
  return known;
}
