import { findDuplicateKeys, type Json, parseJson } from "../exact/json.ts";

export type TextProblemKind = "empty" | "invalid-utf8" | "bom" | "not-json" | "duplicate-key";

export interface TextProblem {
  readonly kind: TextProblemKind;
  /** JSON Pointer of the place, "" for the whole. */
  readonly pointer: string;
  readonly message: string;
}

export interface ReadText {
  readonly text: string;
  readonly json: Json | undefined;
  readonly problems: readonly TextProblem[];
}

const BOM = "\uFEFF";

/** Repeated keys told one by one; a body of repetitions alone must not grow into a report of a million lines. */
const MAX_DUPLICATES_TOLD = 20;

/**
 * Reads bytes as JSON text by RFC 8259: UTF-8 without a byte order mark (8.1), one value and nothing after it (2),
 * member names unique (4). Whatever is wrong becomes a problem, never an exception; where a value can still be made
 * out (a BOM, a repeated key) it is given as well. The escape of a lone surrogate (`\ud800`) is allowed by the
 * grammar (8.2) and kept as it is; such a string has no form in UTF-8.
 */
export function readJsonBytes(bytes: Uint8Array): ReadText {
  const problems: TextProblem[] = [];
  const add = (kind: TextProblemKind, message: string, pointer = ""): number =>
    problems.push({ kind, pointer, message });
  let text = decode(bytes);
  if (text === undefined) {
    add("invalid-utf8", "the bytes are not valid UTF-8");
    return { text: new TextDecoder("utf-8").decode(bytes), json: undefined, problems };
  }
  if (text.startsWith(BOM)) {
    add("bom", "begins with a byte order mark, which JSON text must not have");
    text = text.slice(1);
  }
  if (text.trim() === "") {
    add("empty", "there is no body");
    return { text, json: undefined, problems };
  }
  try {
    const json = parseJson(text);
    const repeated = new Set(findDuplicateKeys(text).map(({ pointer }) => pointer));
    for (const pointer of [...repeated].slice(0, MAX_DUPLICATES_TOLD)) {
      add("duplicate-key", "the member stands more than once", pointer);
    }
    const untold = repeated.size - MAX_DUPLICATES_TOLD;
    if (untold > 0) add("duplicate-key", `${untold} more members stand more than once`);
    return { text, json, problems };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    add("not-json", `not JSON: ${error.message}`);
    return { text, json: undefined, problems };
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
