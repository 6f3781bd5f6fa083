import { readFileSync } from "node:fs";
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
} from "yaml";
import { exactNumber, fromPointer, type Json, type JsonObject } from "./json.ts";
import { isNumberText } from "./number.ts";

/** A YAML or JSON file read exactly, with the place in the text of each of its values. */
export interface DataFile {
  readonly path: string;
  readonly value: Json;
  /** Line (from 1) of the value that a JSON Pointer names, or of its nearest existing parent. */
  lineOf(pointer: string): number;
}

/** What is wrong in a file that somebody wrote: file, line, what is wrong, what a right one looks like. */
export class FileMistake extends Error {
  constructor(
    readonly file: string,
    readonly line: number | undefined,
    readonly problem: string,
  ) {
    super(line === undefined ? `${file}: ${problem}` : `${file}:${line}: ${problem}`);
    this.name = "FileMistake";
  }
}

/** Reads a YAML or JSON file; numbers keep their digits. Throws FileMistake with file and line. */
export function readDataFile(path: string): DataFile {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new FileMistake(
      path,
      undefined,
      code === "ENOENT" ? "there is no such file" : `cannot be read (${code})`,
    );
  }
  return parseData(path, text);
}

/** The same for a text already read; `path` only names it in messages. */
export function parseData(path: string, text: string): DataFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: "1.2", uniqueKeys: true });
  const error = document.errors[0];
  if (error)
    throw new FileMistake(path, lines.linePos(error.pos[0]).line, error.message.split("\n")[0] ?? "");
  const lineAt = (node: unknown): number | undefined => {
    const range = (node as Node | null | undefined)?.range;
    return range ? lines.linePos(range[0]).line : undefined;
  };
  const toJson = (node: Node | null): Json => {
    if (node === null) return null;
    if (isAlias(node)) return toJson(node.resolve(document) as Node | null);
    if (isSeq(node)) return node.items.map((item) => toJson(item as Node));
    if (isMap(node)) {
      const entries = node.items.map((pair): [string, Json] => [
        isScalar(pair.key) ? (pair.key.source ?? String(pair.key.value)) : String(pair.key),
        toJson(pair.value as Node | null),
      ]);
      return Object.fromEntries(entries) as JsonObject;
    }
    if (!isScalar(node)) throw new FileMistake(path, lineAt(node), "a plain value was expected here");
    return scalar(path, node.value, node.source, lineAt(node));
  };
  return {
    path,
    value: toJson(document.contents),
    lineOf: (pointer) => {
      const parts = fromPointer(pointer);
      for (let depth = parts.length; depth > 0; depth--) {
        const line = keyLine(document.contents, parts.slice(0, depth), lineAt);
        if (line !== undefined) return line;
      }
      return 1;
    },
  };
}

function scalar(path: string, value: unknown, source: string | undefined, line: number | undefined): Json {
  if (typeof value === "number" || typeof value === "bigint") {
    const text = source ?? String(value);
    if (isNumberText(text)) return exactNumber(text);
    throw new FileMistake(path, line, `write the number ${text} in plain digits, as JSON does, or quote it`);
  }
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  throw new FileMistake(path, line, `${String(value)} is not a JSON value`);
}

/** Line of the key (or array item) at a path, so that a message points at the name and not at its value. */
function keyLine(
  root: ParsedNode | null,
  parts: readonly string[],
  lineAt: (node: unknown) => number | undefined,
): number | undefined {
  let node: unknown = root;
  let line: number | undefined;
  for (const part of parts) {
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isScalar(item.key) && String(item.key.source ?? item.key.value) === part,
      );
      if (!pair) return undefined;
      line = lineAt(pair.key);
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(part)];
      if (node === undefined) return undefined;
      line = lineAt(node);
    } else return undefined;
  }
  return line;
}
