import { shown, visibleLines } from "../../src/results/inert-text.ts";
import type { Report } from "../../src/results/model.ts";

const LINE_LIMIT = 500;
/** Texts that are copied or read as they are, with their line ends, and how many characters of them are shown. */
const BLOCKS: Readonly<Record<string, number>> = { body: 6000, opened: 6000, curl: 8000 };

/**
 * The report with every text of it inert and of bounded length: whatever a server sent, a page shows its characters
 * and nothing more. What is cut says where the rest is.
 */
export function inertReport(report: Report): Report {
  // The shape stays: texts become texts, and everything else is left as it is.
  return inert(report, "") as Report;
}

function inert(value: unknown, field: string): unknown {
  if (typeof value === "string") return inertText(value, field);
  if (Array.isArray(value)) return value.map((item) => inert(item, field));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [shown(name, LINE_LIMIT), inert(member, name)]),
  );
}

function inertText(text: string, field: string): string {
  const limit = BLOCKS[field];
  if (limit === undefined) return shown(text, LINE_LIMIT);
  const head = visibleLines(text.slice(0, limit));
  return text.length > limit ? `${head}… (more in conformance.json)` : head;
}
