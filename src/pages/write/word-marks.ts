import { createHash } from "node:crypto";
import { BEARS_FACT } from "../read/field-facts.ts";

export type Subject = keyof typeof BEARS_FACT | "words";

/** One saying of a page about a field: what it speaks of, and a mark by which it is known again. */
export interface WordMark {
  readonly subjects: readonly Subject[];
  readonly mark: string;
}

const LENGTH = 8;

/**
 * What a page said of a field, as the record keeps it: the words themselves stay on the page, marks tell whether they
 * are still the same. `condition:1f3a0c55 unit+values:09be77d1`.
 */
export function marksText(meaning: string): string {
  return termsOf(meaning)
    .map((term) => `${subjectsOf(term).join("+")}:${markOf(term)}`)
    .join(" ");
}

export function readMarks(text: string | undefined): WordMark[] {
  return (text ?? "").split(" ").flatMap((each) => {
    const [subjects = "", mark] = each.split(":");
    return mark === undefined ? [] : [{ subjects: subjects.split("+") as Subject[], mark }];
  });
}

/** The sayings that a meaning proposed by an import is made of. */
export function termsOf(meaning: string): string[] {
  return meaning === "" ? [] : meaning.split("; ");
}

export function subjectsOf(term: string): Subject[] {
  const subjects = Object.entries(BEARS_FACT).filter(([, sign]) => sign.test(term));
  return subjects.length === 0 ? ["words"] : subjects.map(([subject]) => subject as Subject);
}

/** The same words have one mark, however their page is laid out. */
export function markOf(term: string): string {
  const plain = term.toLowerCase().replaceAll(/[^\p{L}\p{N}=+*/%<>-]+/gu, "");
  return createHash("sha256").update(plain).digest("hex").slice(0, LENGTH);
}
