import { readFileSync } from "node:fs";
import { findNodeAtLocation, parseTree } from "jsonc-parser";
import { type DataFile, FileMistake } from "../exact/data-file.ts";
import { fromPointer, type Json, parseJson } from "../exact/json.ts";
import { shapeIn, shapeMistakes } from "../exact/shaped-file.ts";

/** What stands in a recording is somebody's: mistakes are told without it. */
const harShape = shapeIn("src/traffic/har.schema.json", { isPrivate: true });
const BOM = "\uFEFF";
const MISTAKES_TOLD = 3;

/** Reads a HAR file exactly and holds it against its shape. Throws FileMistake with the place of what is wrong. */
export function readHarFile(path: string): DataFile {
  const text = readText(path);
  const file = harData(path, text);
  const [first, ...rest] = shapeMistakes(file, harShape());
  if (!first) return file;
  const more = rest.slice(0, MISTAKES_TOLD - 1).map(({ message }) => message);
  const untold = rest.length - more.length;
  const end = untold > 0 ? `; and ${untold} more` : "";
  throw new FileMistake(path, first.line, [withoutPlace(first), ...more].join("; ") + end);
}

function withoutPlace({ message }: FileMistake): string {
  return message.replace(/^\S+?(:\d+)?: /, "");
}

function readText(path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such file" : `cannot be read (${code})`;
    throw new FileMistake(path, undefined, `${why}; a HAR file is expected (HTTP Archive 1.2)`);
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    // A HAR file may begin with a byte order mark, which JSON must not.
    return text.startsWith(BOM) ? text.slice(1) : text;
  } catch {
    throw new FileMistake(path, undefined, "is not text in UTF-8; a HAR file is (HTTP Archive 1.2)");
  }
}

function harData(path: string, text: string): DataFile {
  const lineAt = lineCounter(text);
  let tree: ReturnType<typeof parseTree>;
  return {
    path,
    text,
    value: parsed(path, text, lineAt),
    lineOf: (pointer) => {
      tree ??= parseTree(text);
      const parts = fromPointer(pointer).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
      for (let depth = parts.length; tree && depth > 0; depth--) {
        const node = findNodeAtLocation(tree, parts.slice(0, depth));
        if (node) return lineAt(node.offset);
      }
      return 1;
    },
  };
}

function parsed(path: string, text: string, lineAt: (offset: number) => number): Json {
  if (text.trim() === "") throw new FileMistake(path, undefined, "is empty; a HAR file is expected");
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const at = /position (\d+)/.exec(error.message)?.[1];
    const line = at === undefined ? undefined : lineAt(Number(at));
    throw new FileMistake(
      path,
      line,
      `is no JSON${at === undefined ? "" : ` from character ${at} on`}: it may have been cut off; a HAR file is expected`,
    );
  }
}

function lineCounter(text: string): (offset: number) => number {
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index);
  return (offset) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}
