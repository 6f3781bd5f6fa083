/** The command line that runs a case again, with the same made-up values where the seed is known; for a POSIX shell. */
export function repeatCommand(caseId: string, seed?: string): string {
  const again = `npx konaplate run --only ${quotedForShell(caseId)}`;
  return seed === undefined ? again : `${again} --seed ${quotedForShell(seed)}`;
}

/** A word of a POSIX shell that stands for itself. */
export function quotedForShell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
