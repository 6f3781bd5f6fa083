import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { isOutside, SUITE_NAME } from "../src/exact/shown-path.ts";

/** The user's repository, as code hosts know it: what stands in it can be shown there, and nothing else. */
export interface Repository {
  /** Path from the root of the repository of a file that a report names; undefined where it does not stand in there. */
  pathOf(file: string): string | undefined;
  /** The user's file that says most of the target, for what stands in none of theirs; undefined where there is none. */
  readonly fallback: string | undefined;
}

/**
 * The repository around a folder, which is the folder itself where nothing says otherwise.
 *
 * @param environment names the environment file
 */
export function repositoryAround(cwd: string, environment: string): Repository {
  const root = rootAbove(cwd) ?? cwd;
  const pathOf = (file: string): string | undefined => {
    const path = relative(root, resolve(cwd, file)).split(sep).join("/");
    const isInstalled = path.split("/").includes("node_modules");
    // A checkout of the suite may stand in a folder of its name.
    const isSuites = file.startsWith(`${SUITE_NAME}${sep}`) && !existsSync(resolve(cwd, file));
    return isOutside(path) || isInstalled || isSuites ? undefined : path;
  };
  const fallback = [`environments/${environment}.yaml`, "package.json"].find((file) =>
    existsSync(join(cwd, file)),
  );
  return { pathOf, fallback: fallback === undefined ? undefined : pathOf(fallback) };
}

/** A worktree has a file of this name, a clone a folder. */
function rootAbove(folder: string): string | undefined {
  if (existsSync(join(folder, ".git"))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : rootAbove(above);
}
