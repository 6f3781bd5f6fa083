import type { Cause } from "../src/results/cause.ts";
import { shown } from "../src/results/inert-text.ts";
import type { Report } from "../src/results/model.ts";
import { causeShares, causeTitle, causeWeight, EFFECT_WORDS, exampleParts } from "./cause-text.ts";
import { markdownFence, markdownRows, markdownText } from "./markdown-text.ts";

/** Causes that are told with their example, if so many have one: each takes a screen. */
const IN_FULL = 5;
const VERBATIM_LIMIT = 1500;

/** The causes in a table, the heaviest first; none where the run has none. */
export function causeTable({ causes }: Report, limit: number): string[] {
  if (causes.length === 0) return [];
  const rows = causes
    .slice(0, limit)
    .map((cause) => [EFFECT_WORDS[cause.effect], causeTitle(cause), causeWeight(cause), cause.id]);
  const table = markdownRows([["", "cause", "weight", "id"], ...rows]);
  const rest = causes.length - limit;
  const more = rest > 0 ? `\n\n… and ${rest} lighter causes in docs/index.html and conformance.json` : "";
  return [`## Causes\n\n${table}${more}`];
}

/** The heaviest causes one by one: what they share, the example in full, what to look at next, what repeats it. */
export function causeSections(report: Report, limit: number): string[] {
  const ofServer = report.causes
    .filter(({ effect }) => effect !== "no-evidence")
    .slice(0, Math.min(limit, IN_FULL));
  return ofServer.map((cause) => causeSection(cause, report));
}

function causeSection(cause: Cause, report: Report): string {
  const shares = causeShares(cause);
  const lines = exampleParts(cause, report).map(({ label, text, verbatim }) =>
    verbatim ? `- **${label}**\n\n${markdownFence(cut(text), "  ")}` : `- **${label}** ${markdownText(text)}`,
  );
  return [
    `### ${markdownText(causeTitle(cause))}`,
    markdownText(
      `${EFFECT_WORDS[cause.effect]}: ${causeWeight(cause)}${shares === "" ? "" : `; ${shares}`}.`,
    ),
    `Example: ${markdownText(shown(cause.example.case))}`,
    lines.join("\n"),
  ].join("\n\n");
}

function cut(text: string): string {
  return text.length > VERBATIM_LIMIT ? `${text.slice(0, VERBATIM_LIMIT)}… (more in conformance.json)` : text;
}
