import { isFrame, isNothingSelected, isWidget } from "../labels.ts";
import { TITLE } from "./code-lines.ts";
import type { Notes } from "./notes.ts";
import type { Section } from "./sections.ts";

export interface PageTitle {
  readonly status: number;
  readonly title: string;
  readonly line: number;
}

/** The titles of the test-data list. The portal prints the selected one above the list as well; it counts once. */
export function readTestDataTitles(section: Section, notes: Notes): PageTitle[] {
  const titles: PageTitle[] = [];
  for (const line of section.lines) {
    const match = TITLE.exec(line.text.replace(/^• /, ""));
    const last = titles.at(-1);
    if (match) titles.push({ status: Number(match[1]), title: match[2] ?? "", line: line.line });
    else if (isNothingSelected(line) || isFrame(line) || isWidget(line)) continue;
    else if (last && line.blanks === 0) {
      titles[titles.length - 1] = { ...last, title: `${last.title} ${line.text}` };
      notes.assumed(line.line, `"${line.text}" is read as the rest of the title above`);
    } else notes.notUnderstood(line.line, `among the test data: "${line.text}"`);
  }
  return withoutSelected(titles, notes);
}

function withoutSelected(titles: readonly PageTitle[], notes: Notes): PageTitle[] {
  const [selected, ...list] = titles;
  if (!selected) return [];
  if (list.some(({ status, title }) => status === selected.status && title === selected.title)) return list;
  if (list.length === 0)
    notes.assumed(selected.line, "only the selected title is printed; the list may not have been captured");
  return [...titles];
}
