import { type Damage, damage } from "./damage.ts";
import { asHtml, asMarkdown, asText, ENGLISH, KOREAN } from "./layouts.ts";
import type { PageModel } from "./page-model.ts";

export type Variant = (model: PageModel) => string;

const DAMAGES: readonly Damage[] = ["thai-and-1252", "windows-1252", "latin-1"];
const HEAVY: readonly Damage[] = ["thai-controls-lost", "latin-1-controls-lost", "latin-1-split"];

function damaged(kinds: readonly Damage[]): [string, Variant][] {
  return kinds.flatMap((kind): [string, Variant][] => [
    [`${kind}, English labels`, (model) => damage(asText(model, { words: ENGLISH }), kind)],
    [`${kind}, Korean labels`, (model) => damage(asText(model, { words: KOREAN, compact: true }), kind)],
  ]);
}

/** Layouts that lose nothing: every fact is on the page. */
export const WHOLE: readonly [string, Variant][] = [
  ["the portal's own", (model) => asText(model, { words: ENGLISH })],
  ["no empty lines, no frame", (model) => asText(model, { words: ENGLISH, compact: true, bare: true })],
  ["Korean labels", (model) => asText(model, { words: KOREAN })],
  ["Korean labels, no empty lines", (model) => asText(model, { words: KOREAN, compact: true, bare: true })],
  ["widgets", (model) => asText(model, { words: ENGLISH, widgets: true })],
  ["tabs between cells", (model) => asText(model, { words: ENGLISH, joined: "\t" })],
  ["a row on a line", (model) => asText(model, { words: ENGLISH, joined: " ", compact: true })],
  ["fields set in", (model) => asText(model, { words: ENGLISH, indent: 2 })],
  ["HTML, nested blocks", (model) => asHtml(model, ENGLISH, "blocks")],
  ["HTML, flat, Korean", (model) => asHtml(model, KOREAN, "flat")],
  ["HTML, tables", (model) => asHtml(model, ENGLISH, "table")],
  ["Markdown, headings", (model) => asMarkdown(model, ENGLISH, "headings")],
  ["Markdown, bullets", (model) => asMarkdown(model, ENGLISH, "bullets")],
  ["Markdown, tables, Korean", (model) => asMarkdown(model, KOREAN, "table")],
  ...damaged(DAMAGES),
];

/** Damages that lose a third of the bytes: words that are known can be told, others cannot. */
export const LOSSY: readonly [string, Variant][] = damaged(HEAVY);
