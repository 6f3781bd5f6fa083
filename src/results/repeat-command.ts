/** The command line that runs a case again with the same made-up values; for a POSIX shell. */
export function repeatCommand(caseId: string, seed: string): string {
  return `npx konaplate run --only ${quoted(caseId)} --seed ${quoted(seed)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
