import { closeSync, openSync, readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";

/** A line of a file and where it stands, in bytes; its line end is not in it. */
export interface FileLine {
  readonly text: string;
  readonly from: number;
  readonly bytes: number;
  /** Whether a line end follows; only the last line may lack one. */
  readonly isEnded: boolean;
}

const CHUNK = 1024 * 1024;
const LINE_END = 10;

/** The lines of a text file in UTF-8, one after the other: the file is never in memory as a whole. Throws the file system's error. */
export function* linesOf(path: string): Generator<FileLine> {
  const file = openSync(path, "r");
  try {
    let decoder = new StringDecoder("utf8");
    let [text, from, bytes] = ["", 0, 0];
    const chunk = Buffer.allocUnsafe(CHUNK);
    for (let got = readSync(file, chunk); got > 0; got = readSync(file, chunk)) {
      let begin = 0;
      for (let end = chunk.indexOf(LINE_END); end !== -1 && end < got; end = chunk.indexOf(LINE_END, begin)) {
        text += decoder.write(chunk.subarray(begin, end)) + decoder.end();
        bytes += end - begin;
        yield { text, from, bytes, isEnded: true };
        decoder = new StringDecoder("utf8");
        [text, from, bytes] = ["", from + bytes + 1, 0];
        begin = end + 1;
      }
      text += decoder.write(chunk.subarray(begin, got));
      bytes += got - begin;
    }
    text += decoder.end();
    if (bytes > 0) yield { text, from, bytes, isEnded: false };
  } finally {
    closeSync(file);
  }
}

/** A part of a text file. Throws the file system's error. */
export function readPart(path: string, { from, bytes }: Pick<FileLine, "from" | "bytes">): string {
  const file = openSync(path, "r");
  try {
    const buffer = Buffer.allocUnsafe(bytes);
    let got = 0;
    for (let read = -1; got < bytes && read !== 0; got += read)
      read = readSync(file, buffer, got, bytes - got, from + got);
    return buffer.toString("utf8", 0, got);
  } finally {
    closeSync(file);
  }
}
