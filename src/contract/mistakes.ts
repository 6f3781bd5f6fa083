import { FileMistake } from "../exact/data-file.ts";

/** Everything that is wrong in the contract files, told at once: file, line, what, and what a right one looks like. */
export class ContractMistake extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "ContractMistake";
  }
}

/** Collects what is wrong while files are read, so that the first mistake does not hide the rest. */
export class Mistakes {
  readonly #problems: FileMistake[] = [];

  get none(): boolean {
    return this.#problems.length === 0;
  }

  add(mistake: FileMistake): void {
    this.#problems.push(mistake);
  }

  /** The value that `read` gives, or undefined where it throws a FileMistake, which is kept. */
  attempt<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof FileMistake)) throw error;
      this.add(error);
      return undefined;
    }
  }

  /** Throws a ContractMistake with all that was collected. */
  throwIfAny(): void {
    if (!this.none) throw new ContractMistake(this.#problems.map((problem) => problem.message));
  }
}
