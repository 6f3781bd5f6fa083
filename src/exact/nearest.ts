/** Changes (insert, delete, replace, swap neighbours) that make one word of the other. */
export function editDistance(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0;
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    rows.push(current);
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current.push(
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + (same ? 0 : 1),
          swapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return at(from.length, to.length);
}

/** The known word that was most likely meant; undefined where none is less than half the word away. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = word.length / 2;
  const given = word.toLowerCase();
  for (const candidate of known) {
    const other = candidate.toLowerCase();
    // So many letters more or less are as many changes at least.
    if (Math.abs(other.length - given.length) >= bestDistance) continue;
    const distance = editDistance(given, other);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** The end of a message about an unknown word: the word that was meant, or the words there are. */
export function suggestion(word: string, known: Iterable<string>): string {
  const words = [...known];
  const meant = nearest(word, words);
  if (meant !== undefined) return `did you mean ${meant}?`;
  if (words.length === 0) return "there is none";
  const more = words.length > 12 ? ` and ${words.length - 12} more` : "";
  return `known: ${words.slice(0, 12).join(", ")}${more}`;
}

/**
 * The word that was misspelt: two changes away, one where the part that tells it from its siblings is short, and there
 * no other letter in place of one (KONAPLATE_SEND is not KONAPLATE_SEED). Letter case is a change of nothing.
 */
export function misspelt(word: string, known: Iterable<string>): string | undefined {
  const words = [...known];
  const meant = nearest(word, words);
  if (meant === undefined) return undefined;
  const [given, right] = [ownPart(word.toUpperCase()), ownPart(meant)];
  const distance = editDistance(word.toUpperCase(), meant);
  if (right.length >= 8 || given.prefix !== right.prefix) return distance <= 2 ? meant : undefined;
  const isSameLetters = sorted(given.own) === sorted(right.own);
  const isReplaced = given.own.length === right.own.length && !isSameLetters;
  return distance <= 1 && !isReplaced ? meant : undefined;
}

function ownPart(word: string) {
  const at = word.indexOf("_") + 1;
  return { prefix: word.slice(0, at), own: word.slice(at), length: word.length - at };
}

function sorted(word: string): string {
  return [...word].sort().join("");
}
