import type { PageRead } from "../read/read-page.ts";

/**
 * The id of a page's operation: that of the contract file with the same method and path, else its English name, else
 * the words of its path. `taken` are the ids in use by method and path, and gets the new one;
 * `reserved` are names of other operations.
 */
export function operationId(
  { head }: PageRead,
  taken: Map<string, string>,
  reserved: readonly string[] = [],
): string {
  const place = `${head.method.value} /${head.path.value.replace(/^\//, "")}`;
  const known = taken.get(place);
  if (known !== undefined) return known;
  const words = head.path.value.replace(/^\/?api\/v\d+\//, "").replaceAll(/[{}]/g, "");
  const named = slug(head.title?.value ?? "");
  const own = /[가-힣]/.test(head.title?.value ?? "") || named.length < 3 ? slug(words) : named;
  const used = new Set([...taken.values(), ...reserved]);
  const candidates = [own, slug(`${own}-${words}`), slug(`${own}-${words}-${head.method.value}`)];
  const id = candidates.find((each) => !used.has(each)) ?? slug(`${own}-${used.size}`);
  taken.set(place, id);
  return id;
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
}
