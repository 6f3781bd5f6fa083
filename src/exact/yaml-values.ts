import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from "yaml";
import { FileMistake } from "./file-mistake.ts";
import { exactNumber, type Json, type JsonObject, MAX_NESTING } from "./json.ts";
import { isNumberText } from "./number.ts";

/** Line (from 1) at which a node of the document begins. */
export type LineAt = (node: unknown) => number | undefined;

/** Values that one file may come to once its aliases are written out; ten lines of YAML can stand for millions. */
const MAX_VALUES = 200_000;

/**
 * The JSON value of a YAML document, numbers by their digits and aliases written out.
 * Throws FileMistake for what JSON cannot say, and for aliases that go on for ever.
 */
export function jsonOfDocument(path: string, document: Document, lineAt: LineAt): Json {
  let values = 0;
  const toJson = (node: Node | null, depth: number): Json => {
    if (depth > MAX_NESTING) {
      throw new FileMistake(path, lineAt(node), `nested more than ${MAX_NESTING} levels deep`);
    }
    values++;
    if (values > MAX_VALUES) {
      throw new FileMistake(path, lineAt(node), `more than ${MAX_VALUES} values, its aliases written out`);
    }
    if (node === null) return null;
    if (isAlias(node)) {
      const target = node.resolve(document);
      if (target === undefined) throw new FileMistake(path, lineAt(node), `no anchor &${node.source} above`);
      return toJson(target, depth + 1);
    }
    if (isSeq(node)) return node.items.map((item) => toJson(item as Node | null, depth + 1));
    if (isMap(node)) return members(node, depth);
    if (!isScalar(node)) throw new FileMistake(path, lineAt(node), "a plain value was expected here");
    return scalarValue(path, node.value, node.source, lineAt(node));
  };
  const members = (map: YAMLMap, depth: number): JsonObject => {
    const firstLines = new Map<string, number | undefined>();
    const entries = map.items.map((pair): [string, Json] => {
      const name = memberName(path, pair, lineAt);
      if (firstLines.has(name)) {
        const problem = `the key ${name} stands twice, first on line ${firstLines.get(name)}`;
        throw new FileMistake(path, lineAt(pair.key), problem);
      }
      firstLines.set(name, lineAt(pair.key));
      return [name, toJson(pair.value as Node | null, depth + 1)];
    });
    return Object.fromEntries(entries);
  };
  return toJson(document.contents, 0);
}

/** A key as the text writes it: 9999999999999999999 is a name, not a number to be rounded. */
export function keyText(key: unknown): string | undefined {
  return isScalar(key) ? (key.source ?? String(key.value)) : undefined;
}

function memberName(path: string, pair: Pair, lineAt: LineAt): string {
  const name = keyText(pair.key);
  if (name === undefined) throw new FileMistake(path, lineAt(pair.key), "a key must be plain text");
  if (name === "<<") {
    throw new FileMistake(path, lineAt(pair.key), "merge keys (<<) are not read; write the members out");
  }
  return name;
}

function scalarValue(
  path: string,
  value: unknown,
  source: string | undefined,
  line: number | undefined,
): Json {
  if (typeof value === "number" || typeof value === "bigint") {
    const text = source ?? String(value);
    if (isNumberText(text)) return exactNumber(text);
    throw new FileMistake(path, line, `write the number ${text} in plain digits, as JSON does, or quote it`);
  }
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  throw new FileMistake(path, line, `${source ?? String(value)} is not a value that JSON has`);
}
