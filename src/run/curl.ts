import type { HeaderLine } from "../wire/transport.ts";

/** A command line that sends a request again; for a POSIX shell, every part quoted. */
export function curlLine(method: string, url: string, headers: readonly HeaderLine[], body: string): string {
  const parts = ["curl", "--request", method, quoted(url)];
  for (const [name, value] of headers) parts.push("--header", quoted(`${name}: ${value}`));
  if (body !== "" || method === "POST") parts.push("--data-raw", quoted(body));
  return parts.join(" ");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
