/** How well a line of the page was read. Lines without a note were understood, or are the portal's frame. */
export type NoteKind = "assumed" | "not-understood";

export interface Note {
  readonly kind: NoteKind;
  /** Line of the page; undefined where it is about something that no line has. */
  readonly line?: number;
  readonly says: string;
  /** The words of the page that it is about, where they are no fact: they are shown and not kept. */
  readonly words?: string;
}

/** Whether a note tells of a row that is in no table, as the capture lost its name or its type. */
export function isOfLostRow({ kind, says }: Note): boolean {
  return kind === "not-understood" && /^a row whose (?:name|type) is lost/.test(says);
}

/** Collects what has to be told about a page while it is read. */
export class Notes {
  readonly all: Note[] = [];

  assumed(line: number | undefined, says: string, words?: string): void {
    this.#add("assumed", line, says, words);
  }

  notUnderstood(line: number | undefined, says: string, words?: string): void {
    this.#add("not-understood", line, says, words);
  }

  #add(kind: NoteKind, line: number | undefined, says: string, words: string | undefined): void {
    this.all.push({ kind, says, ...(line !== undefined && { line }), ...(words !== undefined && { words }) });
  }
}
