import { format, stripVTControlCharacters } from "node:util";
import { vi } from "vitest";
import { program } from "../../src/cli/program.ts";
import type { Ended } from "../cli/command.ts";
import { withoutAllure } from "./made-up-allure.ts";

/** What a command ends with that calls process.exit. */
class Exit extends Error {
  constructor(readonly code: number) {
    super(`exit ${code}`);
  }
}

/** What is left out where nobody reads it. */
interface Made {
  /** Allure's page of a run. */
  readonly allure?: true;
}

/**
 * Runs a command of the program in this process, with nothing of this process's own settings: what it says and the code it
 * ends with are those of a process of its own, which takes one to three seconds of processor time to start. The specs of a
 * run are those that were built, as ever. Not for signals, and not for two at once.
 */
export async function runHere(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  { allure }: Made = {},
): Promise<Ended> {
  const said = { out: "", err: "" };
  const exitCode = process.exitCode;
  process.exitCode = undefined;
  const withAllure = allure ? undefined : withoutAllure();
  listen(said);
  for (const name of Object.keys(process.env))
    if (/^(KONAPLATE|GITHUB)_/.test(name)) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  try {
    await (await program([command, ...args])).parseAsync([command, ...args], { from: "user" });
    return { code: Number(process.exitCode ?? 0), ...plain(said) };
  } catch (error) {
    if (error instanceof Exit) return { code: error.code, ...plain(said) };
    throw error;
  } finally {
    withAllure?.();
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    process.exitCode = exitCode;
  }
}

/** Keeps what is said, instead of saying it; an end of the process is thrown. */
function listen(said: { out: string; err: string }): void {
  const out = (text: string): true => {
    said.out += text;
    return true;
  };
  const err = (text: string): true => {
    said.err += text;
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => out(String(chunk)));
  vi.spyOn(process.stderr, "write").mockImplementation((chunk) => err(String(chunk)));
  vi.spyOn(console, "log").mockImplementation((...values) => void out(`${format(...values)}\n`));
  for (const method of ["warn", "error"] as const)
    vi.spyOn(console, method).mockImplementation((...values) => void err(`${format(...values)}\n`));
  vi.spyOn(process, "exit").mockImplementation((code) => {
    throw new Exit(Number(code ?? 0));
  });
}

function plain({ out, err }: { readonly out: string; readonly err: string }): Pick<Ended, "out" | "err"> {
  return { out: stripVTControlCharacters(out), err: stripVTControlCharacters(err) };
}
