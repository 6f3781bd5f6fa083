/** Names that are made anew each time: numbers, UUIDs, long hexadecimal texts. */
const GENERATED = /^(?:\d+|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{12,})$/i;

/** A place with what differs from answer to answer as `*`, such as the index of an array. */
export function generalPlace(where: string): string {
  if (!where.startsWith("/")) return where;
  return where
    .split("/")
    .map((part) => (GENERATED.test(part) ? "*" : part))
    .join("/");
}

/** A text with the numbers and ids that differ from answer to answer as `#`. */
export function generalText(text: string): string {
  return text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\b[0-9a-f]*\d[0-9a-f]{7,}\b|\d+/gi, "#");
}

/** JSON type that stands before a value in a violation (`number 1`), or `absent`; undefined for any other text. */
export function typeIn(actual: string): string | undefined {
  return /^(absent|null|boolean|string|number|array|object)\b/.exec(actual)?.[1];
}
