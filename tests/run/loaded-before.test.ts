import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";

/** Files of the project and packages that are loaded with a file: what it imports to run, and what those do. */
function loadedWith(entries: readonly string[]): { files: Set<string>; packages: Set<string> } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const follow = (path: string): void => {
    if (files.has(path)) return;
    files.add(path);
    const text = readFileSync(path, "utf8");
    // Types are gone when it runs, and what is imported where it is needed is not loaded with it.
    for (const [, target = ""] of text.matchAll(
      /^(?:import|export) (?!type )(?:[^;]*? from )?"([^"]+)";$/gms,
    )) {
      if (target.startsWith(".")) follow(join(dirname(path), target));
      else if (!target.startsWith("node:"))
        packages.add(
          target
            .split("/")
            .slice(0, target.startsWith("@") ? 2 : 1)
            .join("/"),
        );
    }
  };
  for (const entry of entries) follow(join(PROJECT_ROOT, entry));
  return { files, packages };
}

describe("what is loaded", () => {
  it("before the first request of a run is neither what writes reports, nor a test runner, nor the sandbox's server", () => {
    const { files, packages } = loadedWith(["src/cli/run.ts", "src/cli/run-conformance.ts"]);
    const heavy = [
      "vitest",
      "allure",
      "allure-vitest",
      "allure-js-commons",
      "preact",
      "junit-report-builder",
    ];
    const later = [...heavy, "fastify", "cli-table3", "parse5", "fflate", "httpxy"];
    expect(later.filter((name) => packages.has(name))).toEqual([]);
    expect(packages.size).toBeLessThanOrEqual(20);
    expect(files.size).toBeLessThanOrEqual(340);
    expect([...files].some((file) => file.endsWith("src/run/exercise.ts"))).toBe(true);
  });

  it("for the help of the program is nothing of the suite's engine", () => {
    const { files, packages } = loadedWith(["src/cli/konaplate.ts"]);
    expect([...packages].sort()).toEqual(["commander", "picocolors"]);
    expect(files.size).toBeLessThanOrEqual(30);
  });

  it("is found by this test where it is imported", () => {
    const { packages } = loadedWith(["src/cli/publish-reports.ts"]);
    expect([...packages]).toEqual(
      expect.arrayContaining(["allure-vitest", "preact-render-to-string", "junit-report-builder"]),
    );
  });
});
