import type { HeaderLine } from "../wire/transport.ts";

/** Every value that a header has, in order; header names are alike whatever their case (RFC 9110 section 5.1). */
export function headerValues(headers: readonly HeaderLine[], name: string): string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([key]) => key.toLowerCase() === wanted).map(([, value]) => value.trim());
}
