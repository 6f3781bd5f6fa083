/** How well a line of the page was read. Lines without a note were understood, or are the portal's frame. */
export type NoteKind = "assumed" | "not-understood";

export interface Note {
  readonly kind: NoteKind;
  /** Line of the page; undefined where it is about something that no line has. */
  readonly line?: number;
  readonly says: string;
}

/** Collects what has to be told about a page while it is read. */
export class Notes {
  readonly all: Note[] = [];

  assumed(line: number | undefined, says: string): void {
    this.all.push({ kind: "assumed", says, ...(line !== undefined && { line }) });
  }

  notUnderstood(line: number | undefined, says: string): void {
    this.all.push({ kind: "not-understood", says, ...(line !== undefined && { line }) });
  }
}
