/** How much a change of a page weighs for whoever uses the API. */
export type Weight = "breaking" | "additive" | "wording";

/** One change of an operation, in the terms of an API reviewer. */
export interface Change {
  /** Path of the fact in the contract file, `fields` left out: `request.userId.max`. */
  readonly fact: string;
  readonly weight: Weight;
  /** What it was, what it becomes, and what that means. */
  readonly says: string;
}

export function change(weight: Weight, fact: string, says: string): Change {
  return { fact, weight, says };
}

export function became(before: unknown, after: unknown): string {
  if (before === undefined) return `${factText(after)} is new`;
  if (after === undefined) return `${factText(before)} is gone`;
  return `${factText(before)} becomes ${factText(after)}`;
}

export function factText(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return value.map(String).join(", ");
  return typeof value === "string" && /\s/.test(value) ? `"${value}"` : String(value);
}
