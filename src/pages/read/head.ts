import { isFrame, isVersionLabel, modeOf } from "../labels.ts";
import type { PageLine } from "../text/page-text.ts";
import { couldBe } from "../worded.ts";
import type { Mode } from "../words.ts";
import type { Notes } from "./notes.ts";

export interface Fact<Value> {
  readonly value: Value;
  readonly line: number;
}

export interface Head {
  readonly title?: Fact<string>;
  readonly mode?: Fact<Mode>;
  /** Each once, in their order. */
  readonly versions: readonly Fact<string>[];
  /** Of several versions the one that stands twice, in their list and as the selected one. */
  readonly shown?: Fact<string>;
  readonly method?: Fact<string>;
  readonly path?: Fact<string>;
  /** The description below the path. */
  readonly prose: readonly PageLine[];
}

const METHOD = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)(?![A-Za-z])[\s:]*(.*)$/;
const PATH = /^\/?(?:[\w{}.:~$-]+\/)+[\w{}.:~$-]*[\w}]$/;
const URL = /^https?:\/\/[^/\s]+(\/\S*)$/;
const VERSION =
  /^(?:version|versions|버전|[^a-z0-9]{1,12}(?=\s*[:：]\s*v))\s*[:：]?\s*(v?\d[\w.]*(?:[\s,|/]+v?\d[\w.]*)*)$/i;

/** Name, mode, versions, method, path and description: everything above the first table. */
export function readHead(lines: readonly PageLine[], notes: Notes): Head {
  const methodAt = lines.findIndex(({ text }) => METHOD.test(text) && methodOf(text) !== undefined);
  const pathAt = lines.findIndex(({ text }) => pathOf(text) !== undefined);
  const versions = versionsOf(lines);
  const firstFact = Math.min(
    ...[methodAt, pathAt, versions.first].filter((index) => index >= 0),
    lines.length,
  );
  const above = lines.slice(0, firstFact).filter((line) => !isFrame(line));
  const below = lines.slice(Math.max(methodAt, pathAt, versions.last) + 1);
  const method = lines[methodAt];
  const path = lines[pathAt];
  return {
    ...titleAndMode(above, lines.slice(firstFact), notes),
    versions: versions.found,
    ...(versions.shown && { shown: versions.shown }),
    ...(method && { method: { value: methodOf(method.text) ?? "", line: method.line } }),
    ...(path && { path: { value: pathOf(path.text) ?? "", line: path.line } }),
    prose: below,
  };
}

/** A line that would be the path of a page but for the query behind it. */
export function pathWithQuery(lines: readonly PageLine[]): PageLine | undefined {
  return lines.find(({ text }) => {
    const [path = "", query] = text.split("?");
    return query !== undefined && pathOf(path) !== undefined;
  });
}

/** Where a page, or another behind it, states its method and path, or the path of an API by itself. */
export interface HeadPlace {
  readonly method: string | undefined;
  readonly path: string;
  readonly line: number;
  readonly index: number;
}

export function headsIn(lines: readonly PageLine[]): HeadPlace[] {
  return lines.flatMap((line, index) => {
    const path = pathOf(line.text)?.replace(/^\/?/, "/");
    const before = lines[index - 1];
    const method = methodOf(line.text) ?? (before && methodOf(before.text));
    const isHead = path !== undefined && (method !== undefined || /^\/api\/v\d+\//.test(path));
    return isHead ? [{ method, path, line: line.line, index }] : [];
  });
}

function methodOf(text: string): string | undefined {
  const [, method, rest = ""] = METHOD.exec(text) ?? [];
  return rest === "" || pathOf(rest) !== undefined ? method : undefined;
}

/** The path of a line: alone, after its method, or within a whole address. */
function pathOf(text: string): string | undefined {
  const rest = METHOD.exec(text)?.[2] ?? text;
  const bare = rest.replaceAll(/^`|`$/g, "").trim();
  if (PATH.test(bare)) return bare;
  const path = URL.exec(bare)?.[1];
  return path === undefined ? undefined : path.replace(/^.*?(?=\/api\/)/, "");
}

function versionsOf(lines: readonly PageLine[]): {
  readonly found: readonly Fact<string>[];
  readonly shown?: Fact<string>;
  readonly first: number;
  readonly last: number;
} {
  const all: Fact<string>[] = [];
  let [first, last] = [-1, -1];
  for (const [index, line] of lines.entries()) {
    const labelled =
      index > 0 && lines[index - 1] !== undefined && isVersionLabel(lines[index - 1] as PageLine);
    const text =
      VERSION.exec(line.text)?.[1] ?? (labelled && /^v?\d[\w.]*$/i.test(line.text) ? line.text : undefined);
    const isLabel = isVersionLabel(line) || text !== undefined;
    if (isLabel && first < 0) first = index;
    if (isLabel) last = index;
    for (const value of text?.split(/[\s,|/]+/) ?? []) all.push({ value, line: line.line });
  }
  const found = all.filter(({ value }, index) => all.findIndex((each) => each.value === value) === index);
  const again = all.filter((each) => !found.includes(each));
  const [shown] = again;
  const isOne = found.length > 1 && again.length === 1;
  return { found, first, last, ...(isOne && shown && { shown }) };
}

const GLUED = /^(.*?)\s*(Async|Sync|ASYNC|SYNC|비동기|동기)$/;
const BRACKETED = /^(.*?)\s*[([]\s*(async|sync|비동기|동기)\s*[)\]]$/i;

function titleAndMode(
  above: readonly PageLine[],
  rest: readonly PageLine[],
  notes: Notes,
): { title?: Fact<string>; mode?: Fact<Mode> } {
  const named = above.filter((line) => modeOf(line) === undefined);
  const name = named.at(-1);
  const alone = [...above, ...rest].find((line) => modeOf(line) !== undefined);
  if (!name) return alone ? { mode: { value: modeOf(alone) ?? "sync", line: alone.line } } : {};
  const glued = alone ? undefined : gluedMode(name, notes);
  const mode = alone ? { value: modeOf(alone) ?? "sync", line: alone.line } : glued?.mode;
  return { title: { value: glued?.title ?? name.text, line: name.line }, ...(mode && { mode }) };
}

function gluedMode(line: PageLine, notes: Notes): { title: string; mode: Fact<Mode> } | undefined {
  const bracketed = BRACKETED.exec(line.text);
  if (bracketed?.[1])
    return { title: bracketed[1], mode: { value: modeNamed(bracketed[2]), line: line.line } };
  const match = GLUED.exec(line.text);
  if (match?.[1]) {
    const word = match[2] ?? "";
    const mode = modeNamed(word);
    if (/\s$/.test(line.text.slice(0, line.text.length - word.length)))
      notes.assumed(
        line.line,
        `"${word}" at the end of "${line.text}" is read as the mode, not as a part of the name`,
      );
    return { title: match[1], mode: { value: mode, line: line.line } };
  }
  return damagedMode(line, notes);
}

function modeNamed(word = ""): Mode {
  return /^async$|^비동기$/i.test(word) ? "async" : "sync";
}

/** "…동기" whose bytes were lost: the longest end of the line that may be what is left of it. */
function damagedMode(line: PageLine, notes: Notes): { title: string; mode: Fact<Mode> } | undefined {
  const damaged = line.damaged;
  if (damaged === undefined) return undefined;
  for (const [word, mode] of [
    ["비동기", "async"],
    ["동기", "sync"],
  ] as const) {
    for (let length = 9; length > 1; length--) {
      if (length >= damaged.length || !couldBe(damaged.slice(-length), word)) continue;
      notes.assumed(line.line, `the damaged end of the name is read as ${word}, the mode`);
      const kept = line.text.slice(0, -[...word].length);
      return { title: kept.trim() || damaged.slice(0, -length), mode: { value: mode, line: line.line } };
    }
  }
  return undefined;
}
