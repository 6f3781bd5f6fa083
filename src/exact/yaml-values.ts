import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
} from "yaml";
import { FileMistake } from "./file-mistake.ts";
import { exactNumber, type Json, type JsonObject, MAX_NESTING, toPointer, valueAt } from "./json.ts";
import { isNumberText } from "./number.ts";

/** Line (from 1) at which a node of the document begins. */
export type LineAt = (node: unknown) => number | undefined;

/** Values that one file may come to once its aliases are written out; ten lines of YAML can stand for millions. */
const MAX_VALUES = 200_000;

/** Lines of the members of an object by their names, or of the items of an array. */
type MemberLines = ReadonlyMap<string, number | undefined> | readonly (number | undefined)[];

/** What a text says, and by each object and array of it, where their members stand; what an alias repeats stands nowhere. */
export interface PlacedJson {
  readonly value: Json;
  readonly lines: ReadonlyMap<Json, MemberLines>;
}

/**
 * The JSON value of a YAML document, numbers by their digits and aliases written out. It is frozen, so that it can be shared.
 * Throws FileMistake for what JSON cannot say, and for aliases that go on for ever.
 */
export function jsonOfDocument(path: string, document: Document, lineAt: LineAt): PlacedJson {
  const lines = new Map<Json, MemberLines>();
  let values = 0;
  const count = (node: Node | null, depth: number): void => {
    if (depth > MAX_NESTING) {
      throw new FileMistake(path, lineAt(node), `nested more than ${MAX_NESTING} levels deep`);
    }
    values++;
    if (values > MAX_VALUES) {
      throw new FileMistake(path, lineAt(node), `more than ${MAX_VALUES} values, its aliases written out`);
    }
  };
  const targets = new Map<Alias, Node | undefined>();
  /** The library looks through the whole document for each alias, as often as it is come by. */
  const targetOf = (alias: Alias): Node | undefined => {
    if (!targets.has(alias)) targets.set(alias, alias.resolve(document));
    return targets.get(alias);
  };
  const toJson = (node: Node | null, depth: number, isRepeated: boolean): Json => {
    count(node, depth);
    if (node === null) return null;
    if (isAlias(node)) {
      const target = targetOf(node);
      if (target === undefined) throw new FileMistake(path, lineAt(node), `no anchor &${node.source} above`);
      return toJson(target, depth + 1, true);
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => toJson(item as Node | null, depth + 1, isRepeated));
      return placed(items, node.items.map(lineAt), isRepeated);
    }
    if (isMap(node)) return members(node, depth, isRepeated);
    if (isScalar(node)) return scalarValue(path, node.value, node.source, () => lineAt(node));
    throw new FileMistake(path, lineAt(node), "a plain value was expected here");
  };
  const placed = (value: Json[] | JsonObject, memberLines: MemberLines, isRepeated: boolean): Json => {
    if (!isRepeated) lines.set(value, memberLines);
    return Object.freeze(value) as Json;
  };
  const members = (map: YAMLMap, depth: number, isRepeated: boolean): Json => {
    const firstLines = new Map<string, number | undefined>();
    const entries = map.items.map((pair): [string, Json] => {
      const name = memberName(path, pair, lineAt);
      if (firstLines.has(name)) {
        const problem = `the key ${name} stands twice, first on line ${firstLines.get(name)}`;
        throw new FileMistake(path, lineAt(pair.key), problem);
      }
      firstLines.set(name, lineAt(pair.key));
      return [name, toJson(pair.value as Node | null, depth + 1, isRepeated)];
    });
    return placed(Object.fromEntries(entries), firstLines, isRepeated);
  };
  return { value: toJson(document.contents as Node | null, 0, false), lines };
}

/** Line of the name (or array item) that a path leads to, so that a message points at the name and not at its value. */
export function lineIn({ value, lines }: PlacedJson, parts: readonly string[]): number | undefined {
  let current: Json | undefined = value;
  let line: number | undefined;
  for (const part of parts) {
    const members: MemberLines | undefined = current === undefined ? undefined : lines.get(current);
    if (members === undefined || current === undefined) return undefined;
    line = "get" in members ? members.get(part) : members[Number(part)];
    current = valueAt(current, toPointer([part]));
  }
  return line;
}

/** A key as the text writes it: 9999999999999999999 is a name, not a number to be rounded. */
function keyText(key: unknown): string | undefined {
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
  line: () => number | undefined,
): Json {
  if (typeof value === "number" || typeof value === "bigint") {
    const text = source ?? String(value);
    if (isNumberText(text)) return Object.freeze(exactNumber(text));
    throw new FileMistake(
      path,
      line(),
      `write the number ${text} in plain digits, as JSON does, or quote it`,
    );
  }
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  throw new FileMistake(path, line(), `${source ?? String(value)} is not a value that JSON has`);
}
