import { resolve } from "node:path";
import { shownPath } from "../../src/exact/shown-path.ts";

/** `project:path#titles` of a test; a path out of somebody's folder leads nowhere in a report. */
export function fullNameShown(name: string, cwd: string = process.cwd()): string {
  return name.replace(
    /(^|:)(\.\.\/[^#]*)/,
    (_all, before: string, path: string) => `${before}${shownPath(resolve(cwd, path), cwd)}`,
  );
}
