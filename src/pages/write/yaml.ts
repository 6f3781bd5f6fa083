import type { LosslessNumber } from "lossless-json";
import { Document, isMap, isScalar, type Node, type Pair, parseDocument, Scalar, YAMLMap } from "yaml";
import { digitsValue, type Members, type Value } from "../../contract/members.ts";
import { isExactNumber, isJsonObject, type Json } from "../../exact/json.ts";
import type { Place } from "./facts.ts";

const FORMAT = { lineWidth: 110, flowCollectionPadding: false, minContentWidth: 0 } as const;

/** A contract file that can be changed in single places and keeps its comments and its order otherwise. */
export class ContractText {
  readonly #document: Document;

  constructor(text: string | undefined) {
    this.#document =
      text === undefined ? new Document({}) : parseDocument(text, { intAsBigInt: true, version: "1.2" });
  }

  /** Writes a value, new members behind those that are there. */
  set(place: Place, value: Value): void {
    for (let depth = 1; depth < place.length; depth++) {
      // A word such as not-captured gives way to what it stood for.
      if (isScalar(this.#document.getIn(place.slice(0, depth), true)))
        this.#document.deleteIn(place.slice(0, depth));
    }
    this.#document.setIn(place, this.#node(value));
  }

  /** Takes a value away, and the maps that it leaves empty. */
  delete(place: Place): void {
    this.#document.deleteIn(place);
    const parent = place.slice(0, -1);
    const holder = this.#document.getIn(parent);
    if (parent.length > 1 && isMap(holder) && holder.items.length === 0) this.delete(parent);
  }

  /** What it says now, integers as bigint. */
  get content(): Members {
    return this.#document.toJS() as Members;
  }

  toString(): string {
    return this.#document.toString(FORMAT);
  }

  #node(value: Value): Node {
    return this.#document.createNode(value) as Node;
  }
}

/** A new contract file, in the form in which people write them. */
export function yamlOf(content: Value): string {
  const document = new Document(content);
  const root = document.contents;
  if (isMap(root)) for (const [index, pair] of root.items.entries()) spaceOut(pair as Pair, index);
  return document.toString(FORMAT);
}

const APART = new Set([
  "headers",
  "pathParameters",
  "query",
  "request",
  "response",
  "codes",
  "testData",
  "conditions",
  "notObservable",
]);

/** An empty line before each table; short lists on one line; keys that look like numbers in quotes. */
function spaceOut(pair: Pair, index: number): void {
  const key = isScalar(pair.key) ? String(pair.key.value) : "";
  if (index > 0 && APART.has(key) && isScalar(pair.key)) pair.key.spaceBefore = true;
  quoteCodes(pair.value);
}

function quoteCodes(node: unknown): void {
  if (!(node instanceof YAMLMap)) return;
  for (const { key, value } of node.items) {
    if (isScalar(key) && /^\d/.test(String(key.value))) key.type = Scalar.QUOTE_DOUBLE;
    quoteCodes(value);
  }
}

/** What a file says, numbers by their digits. */
export function contentOf(json: Json): Value {
  if (isExactNumber(json)) return digitsValue((json as LosslessNumber).value);
  if (Array.isArray(json)) return json.map(contentOf);
  if (isJsonObject(json))
    return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, contentOf(value)]));
  return json === null ? "" : (json as Value);
}
