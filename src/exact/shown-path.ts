import { isAbsolute, join, relative } from "node:path";
import { PROJECT_ROOT } from "./project-root.ts";

/** What stands before the paths of the suite's own files where it is no part of the reader's folder. */
export const SUITE_NAME = "konaplate-conformance";

/**
 * A path as messages and reports give it: from the folder that the program was started in; a file of the suite's that
 * does not stand in there by its place in the package, for a path out of somebody's folder leads nowhere in a report.
 */
export function shownPath(path: string, cwd: string = process.cwd()): string {
  const fromHere = relative(cwd, path);
  if (!isOutside(fromHere)) return fromHere || ".";
  const inSuite = relative(PROJECT_ROOT, path);
  return isOutside(inSuite) ? fromHere : join(SUITE_NAME, inSuite);
}

/** Whether a relative path leads out of the folder that it begins in. */
export function isOutside(path: string): boolean {
  return isAbsolute(path) || /^\.\.([/\\]|$)/.test(path);
}
