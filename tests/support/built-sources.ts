import { dirname, relative, resolve } from "node:path";
import type { Plugin } from "vitest/config";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";

/** What `tsconfig.build.json` builds to `dist`. */
const SOURCES = /^(src|sandbox|reporters|bench)\/.*\.tsx?$/;
/** Files of `dist`, which Node loads by itself and vite does not transform. */
export const BUILT_FILES: RegExp[] = [/\/dist\/(src|sandbox|reporters|bench)\//];

/**
 * Tests load the suite as it was built before them (`build.ts`) and as its users load it: by Node alone. Vite's own modules
 * ask a getter for every imported name, and are made anew for each project. Whoever watches gets the sources, which may
 * have changed since the build.
 */
export function builtSources(): Plugin {
  let watching = false;
  return {
    name: "konaplate:built-sources",
    enforce: "pre",
    configureVitest({ vitest }) {
      watching = vitest.config.watch;
    },
    resolveId(id, importer) {
      if (watching || importer === undefined || !id.startsWith(".")) return null;
      const source = relative(PROJECT_ROOT, resolve(dirname(importer), id));
      return SOURCES.test(source) ? resolve(PROJECT_ROOT, "dist", source.replace(/\.tsx?$/, ".js")) : null;
    },
  };
}
