import type { CaseResult } from "./case-result.ts";

/** The command line that runs a case again, with the same made-up values where the seed is known; for a POSIX shell. */
function repeatCommand(caseId: string, seed?: string): string {
  const again = `npx konaplate run --only ${quotedForShell(caseId)}`;
  return seed === undefined ? again : `${again} --seed ${quotedForShell(seed)}`;
}

/** The same of any result: a recorded exchange is judged again, and where no recording was kept its request is sent again. */
export function repeatOf(
  { id, kind, source, exchanges }: Pick<CaseResult, "id" | "kind" | "source" | "exchanges">,
  seed?: string,
): string {
  if (kind !== "traffic") return repeatCommand(id, seed);
  if (/\.har$/i.test(source.file))
    return `npx konaplate verify ${quotedForShell(source.file)} --only ${quotedForShell(id)}`;
  return exchanges.at(-1)?.curl ?? "npx konaplate proxy";
}

/** A word of a POSIX shell that stands for itself. */
/** A word that a shell takes as it is, quoted only where it has to be. */
export function wordOfShell(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : quotedForShell(text);
}

export function quotedForShell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
