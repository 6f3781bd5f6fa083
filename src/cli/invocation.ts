import { relative } from "node:path";
import type { Invocation } from "../results/model.ts";
import type { FurtherFolders } from "../run/suite.ts";

/**
 * What a run was started with, for the commands that repeat a part of it; undefined where that is nothing.
 *
 * @param others further options with their values
 */
export function invocationOf(
  { KONAPLATE_ENV }: NodeJS.ProcessEnv,
  cwd: string,
  { contract = [], cases = [] }: FurtherFolders = {},
  others: readonly (readonly [option: string, value: string | undefined])[] = [],
): Invocation | undefined {
  const folders = (option: string, paths: readonly string[]): string[] =>
    paths.length === 0 ? [] : [option, ...paths.map((path) => relative(cwd, path) || ".")];
  const options = [
    ...folders("--contract", contract),
    ...folders("--cases", cases),
    ...others.flatMap(([option, value]) => (value === undefined ? [] : [option, value])),
  ];
  if (!KONAPLATE_ENV && options.length === 0) return undefined;
  return { ...(KONAPLATE_ENV && { environment: KONAPLATE_ENV }), options };
}
