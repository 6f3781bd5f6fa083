import { type DataFile, FileMistake } from "../exact/data-file.ts";
import { toPointer } from "../exact/json.ts";
import type { Sources } from "./file-shapes.ts";
import type { Mistakes } from "./mistakes.ts";
import type { ClauseId, ClauseText, Source } from "./model.ts";

/** Path of a fact in its contract file: member names, and indexes from 0. */
export type FactPath = readonly (string | number)[];

/** The clauses of all files, in the order in which they were entered. */
export class ClauseBook {
  readonly clauses = new Map<ClauseId, ClauseText>();

  constructor(readonly mistakes: Mistakes) {}

  enter(id: ClauseId, text: ClauseText): void {
    const first = this.clauses.get(id);
    if (first) {
      const problem = `the clause id ${id} stands for another fact already, at ${first.file}:${first.line}`;
      this.mistakes.add(new FileMistake(text.file, text.line, problem));
    } else this.clauses.set(id, text);
  }
}

/** Lines of a captured page by the path of the fact, as the import that read it kept them. */
export type PageLineNumbers = ReadonlyMap<string, number>;

/** The facts of one file as they are entered into the book, with their lines and sources. */
export class FactSheet {
  readonly #openSources: Set<string>;

  constructor(
    readonly book: ClauseBook,
    readonly file: DataFile,
    readonly name: string,
    readonly sources: Sources = {},
    readonly pageLines: PageLineNumbers = new Map(),
  ) {
    this.#openSources = new Set(Object.keys(sources));
  }

  /** Clause id of the fact at a path of the file; the word `fields` is left out, list places count from 1. */
  idOf(path: FactPath): ClauseId {
    return `${this.name}#${clausePath(path)}`;
  }

  /** Enters a fact and gives its clause id. */
  enter(path: FactPath, says: string, source: Source = "page", notObservable?: string): ClauseId {
    const id = this.idOf(path);
    const place = clausePath(path);
    const pageLine = this.pageLines.get(place);
    this.#openSources.delete(place);
    this.book.enter(id, {
      says,
      file: this.file.path,
      line: this.file.lineOf(toPointer(path)),
      ...(pageLine !== undefined && { pageLine }),
      source: this.sources[place] ?? source,
      ...(notObservable !== undefined && { notObservable }),
    });
    return id;
  }

  mistake(path: FactPath, problem: string): void {
    const line = this.file.lineOf(toPointer(path));
    this.book.mistakes.add(new FileMistake(this.file.path, line, `${path.join(".")}: ${problem}`));
  }

  /** To be called when all facts are in: a source of a fact that does not exist is a mistake. */
  close(): void {
    for (const place of this.#openSources)
      this.mistake(["sources", place], `there is no fact ${place} in this file`);
  }
}

function clausePath(path: FactPath): string {
  return path
    .filter((part) => part !== "fields")
    .map((part) => (typeof part === "number" ? part + 1 : part))
    .join(".");
}
