import { sectionOf } from "../labels.ts";
import { PageRefused } from "../refusal.ts";
import type { PageLine } from "../text/page-text.ts";
import { CODE } from "./code-lines.ts";
import { type HeadPlace, headsIn } from "./head.ts";
import type { Sections } from "./sections.ts";

/** Whether this is a page of the portal at all: it has its headers or its codes. */
export function ensureOurs(file: string, lines: readonly PageLine[], { sections }: Sections): void {
  const headers = lines.some(({ text }) => /^X-KM-[A-Z]/i.test(text));
  const codes = lines.some(({ text }) => CODE.test(text));
  if (sections.length === 0 && !headers && !codes)
    throw new PageRefused(
      file,
      "is no page of an operation: none of its headings (Request Parameters, Response Code, …) is there",
    );
  if (!headers && !codes)
    throw new PageRefused(
      file,
      "is no page of this portal: it has neither an X-KM- header nor a code such as 000_000",
    );
}

/**
 * A page has one method and path above its tables. Another, with tables of its own below it, begins another page.
 */
export function ensureOne(file: string, lines: readonly PageLine[]): void {
  const heads = headsIn(lines).filter(({ index }, place, all) =>
    lines.slice(index, all[place + 1]?.index).some((line) => sectionOf(line) !== undefined),
  );
  const [first] = heads;
  const second = heads.find((each) => first && !isSamePlace(first, each));
  if (first && second)
    throw new PageRefused(
      file,
      `holds two operations, ${placeText(first)} and ${placeText(second)}; save each page by itself`,
    );
}

function isSamePlace(one: HeadPlace, other: HeadPlace): boolean {
  const isSameMethod = one.method === other.method || !one.method || !other.method;
  return one.path === other.path && isSameMethod;
}

function placeText({ method, path, line }: HeadPlace): string {
  return `${[method, path].filter(Boolean).join(" ")} on line ${line}`;
}
