import type { Presence } from "../contract/model.ts";
import { among, labelledKey, normal, type Worded } from "./worded.ts";
import {
  BOUNDS,
  type Bound,
  CODE_LABELS,
  COLUMNS,
  type CodeLabel,
  type Column,
  ENCRYPTED,
  END,
  FRAME,
  GUIDELINES,
  MODES,
  type Mode,
  NOTHING_SELECTED,
  PRESENCE,
  PRESENCE_LETTERS,
  SECTIONS,
  type SectionName,
  SHOW_ALL,
  VERSION,
  WIDGETS,
} from "./words.ts";

export function sectionOf(line: Worded): SectionName | undefined {
  return line.text.length > 40 ? undefined : labelledKey(line, SECTIONS);
}

/** Every section whose heading a line may be what is left of. */
export function sectionsOf(line: Worded): SectionName[] {
  if (line.text.length > 40) return [];
  const names = Object.keys(SECTIONS) as SectionName[];
  const exact = names.filter((name) => (SECTIONS[name] as readonly string[]).includes(normal(line.text)));
  return exact.length > 0 ? exact : names.filter((name) => among(line, SECTIONS[name]));
}

export function presenceOf(line: Worded): Presence | undefined {
  const letter = /^[([]([A-Z])[)\]]$/i.exec(line.text)?.[1];
  if (letter) return PRESENCE_LETTERS[letter.toUpperCase()];
  const bare = line.text.replaceAll(/^[([]|[)\]]$|\s*\*$/g, "");
  return labelledKey({ ...line, text: bare }, PRESENCE);
}

export function boundOf(line: Worded): Bound | undefined {
  return labelledKey(line, BOUNDS);
}

export function codeLabelOf(line: Worded): CodeLabel | undefined {
  return labelledKey(line, CODE_LABELS);
}

export function modeOf(line: Worded): Mode | undefined {
  return labelledKey({ ...line, text: line.text.replaceAll(/^[([]\s*|\s*[)\]]$/g, "") }, MODES);
}

export const isEncryptedMark = (line: Worded): boolean =>
  among(
    {
      text: line.text.split("|")[0] ?? "",
      ...(line.damaged && { damaged: line.damaged.split("|")[0] ?? "" }),
    },
    ENCRYPTED,
  );
export const isShowAll = (line: Worded): boolean => among(line, SHOW_ALL);
export const isVersionLabel = (line: Worded): boolean => among(line, VERSION);
export const isNothingSelected = (line: Worded): boolean => among(line, NOTHING_SELECTED);
export const isFrame = (line: Worded): boolean =>
  FRAME.includes(normal(line.text)) || isBreadcrumb(line.text);
export const isWidget = (line: Worded): boolean =>
  WIDGETS.includes(
    line.text
      .toLowerCase()
      .replace(/^\+ ?(?=\w)/, "")
      .trim(),
  );
export const isEnd = (line: Worded): boolean =>
  END.includes(normal(line.text)) || /^click try it/i.test(line.text);
export const isGuidelines = (line: Worded): boolean =>
  GUIDELINES.includes(normal(line.text)) || /guidelines? for more information/i.test(line.text);

function isBreadcrumb(text: string): boolean {
  return /^(?:home|api documentation|all api)\s*[>/›»]/i.test(text);
}

/** What a table's column is, by its head. */
export function columnOf(text: string): Column | undefined {
  return labelledKey({ text }, COLUMNS) ?? labelledKey({ text }, CODE_LABELS);
}
