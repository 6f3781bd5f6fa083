import { readFileSync } from "node:fs";
import { type Document, LineCounter, type Node, parseDocument } from "yaml";
import { FileMistake } from "./file-mistake.ts";
import { fromPointer, type Json, MAX_NESTING } from "./json.ts";
import { jsonOfDocument, type LineAt, lineIn, type PlacedJson } from "./yaml-values.ts";

export { FileMistake } from "./file-mistake.ts";

/** A YAML or JSON file read exactly, with the place in the text of each of its values. */
export interface DataFile {
  readonly path: string;
  readonly text: string;
  readonly value: Json;
  /** Line (from 1) of the value that a JSON Pointer names, or of its nearest existing parent. */
  lineOf(pointer: string): number;
}

/**
 * Reads a YAML or JSON file in UTF-8; numbers keep their digits. `shown` names it in messages. Throws FileMistake with file
 * and line.
 */
export function readDataFile(path: string, shown: string = path): DataFile {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const problem = code === "ENOENT" ? "there is no such file" : `cannot be read (${code})`;
    throw new FileMistake(shown, undefined, problem);
  }
  try {
    return parseData(shown, new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof FileMistake) throw error;
    throw new FileMistake(shown, undefined, "is not text in UTF-8");
  }
}

/**
 * The same for a text already read; `path` only names it in messages. YAML 1.2, core schema: what it takes for a
 * number must be written as JSON writes numbers (0x10, .5, +1 and 0123 are mistakes); 001_049 and 1_000 are text.
 */
export function parseData(path: string, text: string): DataFile {
  const read = readBefore.get(text) ?? readText(path, text);
  keep(text, read);
  return {
    path,
    text,
    value: read.value,
    lineOf: (pointer) => {
      const parts = fromPointer(pointer);
      for (let depth = parts.length; depth > 0; depth--) {
        const line = lineIn(read, parts.slice(0, depth));
        if (line !== undefined) return line;
      }
      return 1;
    },
  };
}

/** The same files are read again and again in a process that loads more than one suite; what was read last is kept, up to a size. */
const readBefore = new Map<string, PlacedJson>();
const KEPT_CHARACTERS = 400_000;
let keptCharacters = 0;

function keep(text: string, read: PlacedJson): void {
  if (text.length > KEPT_CHARACTERS / 2) return;
  if (readBefore.delete(text)) keptCharacters -= text.length;
  readBefore.set(text, read);
  keptCharacters += text.length;
  for (const oldest of readBefore.keys()) {
    if (keptCharacters <= KEPT_CHARACTERS) return;
    readBefore.delete(oldest);
    keptCharacters -= oldest.length;
  }
}

function readText(path: string, text: string): PlacedJson {
  const lines = new LineCounter();
  const document = parseYaml(path, text, lines);
  const lineAt: LineAt = (node) => {
    const range = (node as Node | null | undefined)?.range;
    return range ? lines.linePos(range[0]).line : undefined;
  };
  const mistake = document.errors[0] ?? document.warnings[0];
  if (mistake) {
    const problem = (mistake.message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:$/, "");
    throw new FileMistake(path, lines.linePos(mistake.pos[0]).line, problem);
  }
  return jsonOfDocument(path, document, lineAt);
}

/** Keys are told apart by their text in jsonOfDocument: the parser would compare them as doubles. */
function parseYaml(path: string, text: string, lineCounter: LineCounter): Document {
  const tooDeep = new FileMistake(path, undefined, `nested more than ${MAX_NESTING} levels deep`);
  if (opensTooDeep(text)) throw tooDeep;
  try {
    return parseDocument(text, { lineCounter, version: "1.2", uniqueKeys: false });
  } catch (error) {
    throw error instanceof RangeError ? tooDeep : error;
  }
}

/**
 * Whether far more brackets and dashes are open at once than will be read: the parser would run out of stack on
 * them, and at worst end the process. Brackets in prose count too, which does no harm at this distance.
 */
function opensTooDeep(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/[[\]{}]|^[ \t]*(?:[-?:][ \t]+)*/gm)) {
    if (token === "[" || token === "{") depth++;
    else if (token === "]" || token === "}") depth = Math.max(0, depth - 1);
    else if (token.length > 2 * MAX_NESTING) return true;
    if (depth > 2 * MAX_NESTING) return true;
  }
  return false;
}
