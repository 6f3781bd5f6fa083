import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { ReportFault } from "./report-fault.ts";

const AT_ONCE = 1024 * 1024;

/**
 * A file that is written piece by piece, so that no report is in memory as a whole. It takes its place when it is whole, or
 * never. Folders are made. What cannot be written throws ReportFault with the path.
 */
export class PieceFile {
  readonly #file: number;
  readonly #beside: string;
  #pending: string[] = [];
  #characters = 0;
  #bytes = 0;

  constructor(private readonly path: string) {
    this.#beside = `${path}.new`;
    this.#file = this.#tried(() => {
      mkdirSync(dirname(path), { recursive: true });
      return openSync(this.#beside, "w");
    });
  }

  /** Bytes given so far. */
  get bytes(): number {
    return this.#bytes;
  }

  write(piece: string): void {
    this.#pending.push(piece);
    this.#characters += piece.length;
    this.#bytes += Buffer.byteLength(piece);
    if (this.#characters >= AT_ONCE) this.#flush();
  }

  /** It is whole. */
  end(): void {
    this.#flush();
    closeSync(this.#file);
    this.#tried(() => renameSync(this.#beside, this.path));
  }

  /** It will never be whole. */
  discard(): void {
    closeSync(this.#file);
    rmSync(this.#beside, { force: true });
  }

  #flush(): void {
    const buffer = Buffer.from(this.#pending.join(""), "utf8");
    this.#pending = [];
    this.#characters = 0;
    this.#tried(() => {
      for (let written = 0; written < buffer.length; ) written += writeSync(this.#file, buffer, written);
    });
  }

  #tried<Value>(work: () => Value): Value {
    try {
      return work();
    } catch (error) {
      throw new ReportFault(this.path, `cannot be written (${(error as NodeJS.ErrnoException).code})`);
    }
  }
}

/** Writes a file of these pieces. Where one cannot be made there is no file, and what was thrown is thrown on. */
export function writePieces(path: string, pieces: Iterable<string>): void {
  const file = new PieceFile(path);
  try {
    for (const piece of pieces) file.write(piece);
  } catch (error) {
    file.discard();
    throw error;
  }
  file.end();
}
