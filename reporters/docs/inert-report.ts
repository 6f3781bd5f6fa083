import { shown, visibleLines } from "../../src/results/inert-text.ts";
import { rewritten } from "../../src/results/kept-elsewhere.ts";
import type { Report } from "../../src/results/model.ts";

const LINE_LIMIT = 500;
/** Texts that are copied or read as they are, with their line ends, and how many characters of them are shown. */
const BLOCKS: Readonly<Record<string, number>> = { body: 6000, opened: 6000, curl: 8000 };

/**
 * The report with every text of it inert and of bounded length: whatever a server sent, a page shows its characters
 * and nothing more. What is cut says where the rest is.
 */
export function inertReport(report: Report): Report {
  const { cases, controls, ...rest } = report;
  return {
    ...inertValue(rest),
    cases: cases.map((result) => rewritten(result, inertValue)),
    controls: controls.map((record) => rewritten(record, inertValue)),
  };
}

/** The shape stays: texts become texts, and everything else is left as it is. */
function inertValue<Value>(value: Value): Value {
  return inert(value, "") as Value;
}

/** What is harmless is given back itself: the texts of a run are in memory once. */
function inert(value: unknown, field: string): unknown {
  if (typeof value === "string") return inertText(value, field);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => inert(item, field));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  const members = Object.entries(value).map(
    ([name, member]) => [name, member, shown(name, LINE_LIMIT), inert(member, name)] as const,
  );
  if (members.every(([name, member, shownName, told]) => name === shownName && member === told)) return value;
  return Object.fromEntries(members.map(([, , name, told]) => [name, told]));
}

function inertText(text: string, field: string): string {
  const limit = BLOCKS[field];
  if (limit === undefined) return shown(text, LINE_LIMIT);
  const head = visibleLines(text.slice(0, limit));
  return text.length > limit ? `${head}… (more in conformance.json)` : head;
}
