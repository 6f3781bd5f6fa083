import { appendFileSync, existsSync, readFileSync } from "node:fs";

/** What used a value up. */
export interface Spending {
  readonly at: string;
  readonly case: string;
}

/** One line of the file. Values stand in it as they stand in the test data beside it. */
interface Line extends Spending {
  readonly target: string;
  readonly field: string;
  readonly value: string;
}

/**
 * Which values of the test data served already at this target, kept in a file beside the test data so that the next run
 * knows. Where there is no file to keep them in, this run alone knows.
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
      if (line?.target === target) this.#earlier.set(keyOf(line.field, line.value), line);
    }
  }

  /** What used the value up in an earlier run. */
  earlier(field: string, value: string): Spending | undefined {
    return this.#earlier.get(keyOf(field, value));
  }

  note(field: string, value: string, of: string): void {
    const key = keyOf(field, value);
    if (this.file === undefined || this.#noted.has(key)) return;
    this.#noted.add(key);
    const line: Line = { at: new Date().toISOString(), target: this.target, case: of, field, value };
    try {
      appendFileSync(this.file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
    } catch {
      // Test data in a folder that cannot be written are all the same test data; the next run does not know then.
    }
  }
}

/** What is no line of ours, such as one that was cut off, says nothing. */
function parsed(text: string): Line | undefined {
  try {
    const line = JSON.parse(text) as Partial<Line> | null;
    const { at, target, case: of, field, value } = line ?? {};
    return at !== undefined &&
      target !== undefined &&
      of !== undefined &&
      field !== undefined &&
      value !== undefined
      ? { at, target, case: of, field, value }
      : undefined;
  } catch {
    return undefined;
  }
}

function keyOf(field: string, value: string): string {
  return `${field}\n${value}`;
}
