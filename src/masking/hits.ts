/** A part of a text that is hidden, by its offsets in UTF-16 units, with what stands there instead. */
export interface Hit {
  readonly from: number;
  readonly to: number;
  readonly mask: string;
}

/** The text with the hits replaced, in any order. Of hits that overlap all is hidden, under the mask of the longest. */
export function withoutHits(text: string, found: readonly Hit[]): string {
  const hits = [...found].sort((a, b) => a.from - b.from || b.to - a.to);
  let result = "";
  let at = 0;
  for (let index = 0; index < hits.length; ) {
    const { hit, next } = joined(hits, index);
    result += text.slice(at, hit.from) + hit.mask;
    at = hit.to;
    index = next;
  }
  return result + text.slice(at);
}

function joined(hits: readonly Hit[], first: number): { hit: Hit; next: number } {
  let longest = hits[first] ?? { from: 0, to: 0, mask: "" };
  const { from } = longest;
  let { to } = longest;
  let next = first + 1;
  for (let hit = hits[next]; hit && hit.from < to; hit = hits[next]) {
    if (hit.to - hit.from > longest.to - longest.from) longest = hit;
    to = Math.max(to, hit.to);
    next++;
  }
  return { hit: { from, to, mask: longest.mask }, next };
}
