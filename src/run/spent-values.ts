import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";

/** What used a value up. */
export interface Spending {
  readonly at: string;
  readonly case: string;
}

/** One line of the file: by the digest of a value it is known again, and its digits stay in the test data alone. */
interface Line extends Spending {
  /** Where it was sent, for whoever reads the file. */
  readonly target: string;
  readonly field: string;
  /** SHA-256 of field and value, in hexadecimal digits. */
  readonly digest: string;
}

/**
 * Which values of the test data served already, kept in a file beside the test data so that the next run knows. They are
 * spent for this file, whatever address they were sent to: one server may stand behind two. Where there is no file to keep
 * them in, this run alone knows.
 */
export class SpentValues {
  readonly #earlier = new Map<string, Spending>();
  readonly #noted = new Set<string>();

  constructor(
    private readonly file: string | undefined,
    private readonly target: string,
  ) {
    if (file === undefined || !existsSync(file)) return;
    for (const text of readFileSync(file, "utf8").split("\n")) {
      const line = parsed(text);
      if (line) this.#earlier.set(line.digest, line);
    }
  }

  /** What used the value up in an earlier run. */
  earlier(field: string, value: string): Spending | undefined {
    return this.#earlier.get(digestOf(field, value));
  }

  note(field: string, value: string, of: string): void {
    const digest = digestOf(field, value);
    if (this.file === undefined || this.#noted.has(digest)) return;
    this.#noted.add(digest);
    const line: Line = { at: new Date().toISOString(), target: this.target, case: of, field, digest };
    try {
      appendFileSync(this.file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
    } catch {
      // Test data in a folder that cannot be written are all the same test data; the next run does not know then.
    }
  }
}

function digestOf(field: string, value: string): string {
  return createHash("sha256").update(`${field}\n${value}`).digest("hex");
}

/** What is no line of ours, such as one that was cut off, says nothing. */
function parsed(text: string): Line | undefined {
  try {
    const line = JSON.parse(text) as Partial<Line> | null;
    const { at, target, case: of, field, digest } = line ?? {};
    return at !== undefined &&
      target !== undefined &&
      of !== undefined &&
      field !== undefined &&
      digest !== undefined
      ? { at, target, case: of, field, digest }
      : undefined;
  } catch {
    return undefined;
  }
}
