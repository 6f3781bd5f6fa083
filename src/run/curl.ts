import type { HeaderLine } from "../wire/transport.ts";

/** A command line that sends a request again; for a POSIX shell, every part quoted. */
export function curlLine(url: string, headers: readonly HeaderLine[], body: string): string {
  const parts = ["curl", "--request", "POST", quoted(url)];
  for (const [name, value] of headers) parts.push("--header", quoted(`${name}: ${value}`));
  parts.push("--data-raw", quoted(body));
  return parts.join(" ");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
