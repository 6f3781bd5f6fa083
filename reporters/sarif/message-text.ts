import { shown } from "../../src/results/inert-text.ts";

const LIMIT = 1000;

/**
 * Text for a SARIF message, in which no link and no placeholder can stand (SARIF 2.1.0, sections 3.11.5 and 3.11.6):
 * what a server sent must not become one.
 */
export function messageText(text: string, limit = LIMIT): string {
  return shown(text, limit)
    .replaceAll("](", "] (")
    .replace(/\{(?=\d+\})/g, "{ ");
}
