import type { Notes } from "../read/notes.ts";
import type { PageRead, TableRead } from "../read/read-page.ts";

/**
 * The page with every request parameter that its path names among the path parameters: `{accountId}` in the path is what the
 * row accountId says, whichever table the page prints it in.
 */
export function withPathRows(page: PageRead, notes: Notes): PageRead {
  const { path: own, request } = page;
  if (request === "not-captured") return page;
  const named = [...page.head.path.value.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name);
  const known = own === "not-captured" ? [] : own.rows.map(({ name }) => name);
  const moved = request.rows.filter(({ name }) => named.includes(name) && !known.includes(name));
  if (moved.length === 0) return page;
  for (const { name, field } of moved)
    notes.assumed(field.line, `${name} stands in the path, so it is taken for a path parameter`);
  const path: TableRead = {
    line: own === "not-captured" ? request.line : own.line,
    encrypted: false,
    rows: [...(own === "not-captured" ? [] : own.rows), ...moved],
  };
  return { ...page, path, request: { ...request, rows: request.rows.filter((row) => !moved.includes(row)) } };
}
