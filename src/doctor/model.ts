/** What one examination found. `note` is worth knowing and stops nothing. */
export interface Diagnosis {
  readonly state: "ok" | "note" | "wrong";
  /** What was looked at, in one or two words. */
  readonly what: string;
  readonly found: string;
  /** How to mend what is wrong. */
  readonly mend?: string;
  /** Whether it is right nobody can say. */
  readonly untold?: true;
  /** The target cannot be reached; whatever else is wrong is for the settings. */
  readonly unreachable?: true;
}

export function ok(what: string, found: string): Diagnosis {
  return { state: "ok", what, found };
}

export function note(what: string, found: string): Diagnosis {
  return { state: "note", what, found };
}

export function untold(what: string, found: string, mend: string): Diagnosis {
  return { state: "note", what, found, mend, untold: true };
}

export function wrong(what: string, found: string, mend: string): Diagnosis {
  return { state: "wrong", what, found, mend };
}

/** Without `mend` where what was found says it by itself. */
export function unreachable(what: string, found: string, mend?: string): Diagnosis {
  return { state: "wrong", what, found, ...(mend !== undefined && { mend }), unreachable: true };
}
