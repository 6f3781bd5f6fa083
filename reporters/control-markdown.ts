import { controlSentence, controlSummary } from "../src/results/control-words.ts";
import { shown } from "../src/results/inert-text.ts";
import type { Report } from "../src/results/model.ts";
import { markdownRows, markdownText } from "./markdown-text.ts";

/** How many refusals show something; those that show nothing with the reason, the first `most` of them. */
export function controlSection(report: Report, most: number): string[] {
  const sentence = controlSentence(report);
  if (sentence === undefined) return [];
  const { without } = controlSummary(report);
  const rows = without.slice(0, most).map(({ id, reason, outcome }) => [id, shown(reason ?? outcome, 200)]);
  const table = rows.length === 0 ? [] : [markdownRows([["case without a control", "why"], ...rows])];
  const rest = without.length - rows.length;
  return [
    ["## Controls", markdownText(sentence), ...table, ...(rest > 0 ? [`${rest} more such cases.`] : [])].join(
      "\n\n",
    ),
  ];
}
