import { existsSync } from "node:fs";
import { type Members, textOfFact } from "../../contract/members.ts";
import { readDataFile } from "../../exact/data-file.ts";
import { isJsonObject } from "../../exact/json.ts";
import type { Draft } from "../draft/draft.ts";
import type { Note } from "../read/notes.ts";
import type { PageRead } from "../read/read-page.ts";
import { factsOf } from "./facts.ts";
import { isMeaning, isOfAPerson } from "./personal.ts";
import { marksText } from "./word-marks.ts";
import { yamlOf } from "./yaml.ts";

const HEAD =
  "# What a captured page said, fact by fact with its lines. Written by konaplate import; do not edit.\n";

/** What a page said when it was last imported, kept beside the contract: by fact its text, and its line. */
export function recordOf(page: PageRead, draft: Draft): string {
  const facts: { [fact: string]: Members } = {};
  for (const [fact, { value }] of factsOf(draft.content)) {
    if (isOfAPerson(fact) && !isMeaning(fact)) continue;
    const line = lineOf(fact, draft.lines);
    facts[fact] = {
      ...(line !== undefined && { line: BigInt(line) }),
      says: isMeaning(fact) ? marksText(textOfFact(value)) : textOfFact(value),
    };
  }
  const notes = [...page.notes, ...draft.notes].map(
    ({ kind, line, says }: Note): Members => ({
      kind,
      ...(line !== undefined && { line: BigInt(line) }),
      says,
    }),
  );
  return HEAD + yamlOf({ page: page.file, layout: page.layout, facts, ...(notes.length > 0 && { notes }) });
}

/** Line of a fact, or of the row that it belongs to. */
export function lineOf(fact: string, lines: ReadonlyMap<string, number>): number | undefined {
  const parts = fact.split(".");
  for (let length = parts.length; length > 0; length--) {
    const line = lines.get(parts.slice(0, length).join("."));
    if (line !== undefined) return line;
  }
  return undefined;
}

/** What the page said at its last import, by fact; empty where it was never imported. */
export function readRecord(path: string): Map<string, string> {
  if (!existsSync(path)) return new Map();
  const { value } = readDataFile(path);
  const facts = isJsonObject(value) && isJsonObject(value.facts) ? value.facts : {};
  return new Map(
    Object.entries(facts).flatMap(([fact, row]): [string, string][] =>
      isJsonObject(row) ? [[fact, String(row.says)]] : [],
    ),
  );
}
