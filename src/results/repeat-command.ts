import type { CaseResult } from "./case-result.ts";
import type { Invocation } from "./model.ts";

/** What the command that repeats a case is made of beside the case: the same made-up values, the same folders. */
export interface RepeatBy {
  readonly seed?: string | undefined;
  readonly invocation?: Invocation | undefined;
}

/**
 * The command line that runs a case again, from the folder that the run was started in, for a POSIX shell: a recorded
 * exchange is judged again, and where no recording was kept its request is sent again.
 */
export function repeatOf(
  result: Pick<CaseResult, "id" | "kind" | "source" | "exchanges">,
  { seed, invocation }: RepeatBy = {},
): string {
  const { id, kind, source } = result;
  const only = `--only ${quotedForShell(id)}`;
  const values = seed === undefined ? "" : ` --seed ${quotedForShell(seed)}`;
  if (kind !== "traffic") return invoked(`npx konaplate run ${only}${values}`, invocation);
  if (/\.har$/i.test(source.file))
    return invoked(`npx konaplate verify ${quotedForShell(source.file)} ${only}`, invocation);
  return result.exchanges.at(-1)?.curl ?? "npx konaplate proxy";
}

/** A command with the environment and the options that the run was started with. */
export function invoked(command: string, { environment, options = [] }: Partial<Invocation> = {}): string {
  const before = environment === undefined ? "" : `KONAPLATE_ENV=${wordOfShell(environment)} `;
  return [`${before}${command}`, ...options.map(wordOfShell)].join(" ");
}

/** A word that a shell takes as it is, quoted only where it has to be. */
export function wordOfShell(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : quotedForShell(text);
}

/** A word of a POSIX shell that stands for itself. */
export function quotedForShell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
