import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";
import { type Ended, reportIn, startIn } from "./command.ts";

/** A folder of somebody else's, with a space in its name, in which the packed suite is installed. */
let folder: string;
let packed: readonly string[];
const PROGRAM = "node_modules/konaplate-conformance/dist/src/cli/konaplate.js";

/** Packages that a user of the suite gets with it: those of the lock file that are not for its development alone. */
function shippedPackages(): string[] {
  const lock = JSON.parse(readFileSync(join(PROJECT_ROOT, "package-lock.json"), "utf8")) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean }>;
  };
  return Object.entries(lock.packages)
    .filter(([path, { dev, devOptional }]) => path !== "" && !dev && !devOptional)
    .map(([path]) => path)
    .filter((path) => path.split("node_modules/").length === 2 && existsSync(join(PROJECT_ROOT, path)));
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "packed by npm "));
  const pack = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  const [made] = JSON.parse(execFileSync("npm", pack, { cwd: PROJECT_ROOT, encoding: "utf8" })) as [
    { filename: string; files: { path: string }[] },
  ];
  packed = made.files.map(({ path }) => path);
  const home = join(folder, "node_modules/konaplate-conformance");
  mkdirSync(home, { recursive: true });
  execFileSync("tar", ["-xzf", join(folder, made.filename), "-C", home, "--strip-components=1"]);
  for (const path of shippedPackages()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(join(PROJECT_ROOT, path), join(folder, path));
  }
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

function konaplate(...args: string[]): Promise<Ended> {
  return startIn(folder, [PROGRAM, ...args]).ended;
}

describe("the packed suite", () => {
  it("holds no private key, no test and no setting of anybody", () => {
    expect(packed.length).toBeGreaterThan(100);
    expect(
      packed.filter((path) => /\.pem$|^tests\/|(^|\/)\.env$|test-data.*\.(ya?ml|json)$/.test(path)),
    ).toEqual([]);
  });

  it("runs the documented scenarios on the embedded sandbox from any folder, with all reports", async () => {
    const { code, out, err } = await konaplate("run", "--kind", "documented");
    expect(err).not.toContain("broke");
    expect({ code, verdict: /Verdict: [a-z-]+/.exec(out)?.[0] }).toEqual({
      code: 0,
      verdict: "Verdict: conformant",
    });
    expect(reportIn(join(folder, "reports")).totals.passed).toBe(36);
    expect(readdirSync(join(folder, "reports"))).toEqual(
      expect.arrayContaining(["allure-report", "conformance.md", "docs", "junit.xml"]),
    );
  }, 120_000);

  it("writes the files of a project of one's own, and touches none that is there", async () => {
    const first = await konaplate("init", "--dir", "mine");
    const again = await konaplate("init", "--dir", "mine");
    expect(first.out).toContain("written environments/partner.yaml");
    expect(again.out).not.toContain("written");
    expect(again.out).toContain("kept    .env.example");
    expect(readFileSync(join(folder, "mine/.gitignore"), "utf8")).toContain("*.pem");
  });

  it("can be imported as a library, with its schema", async () => {
    const program = `
      import { readReport, startSandbox } from "konaplate-conformance";
      const sandbox = await startSandbox();
      console.log(typeof sandbox.settings.KONAPLATE_BASE_URL, typeof readReport);
      console.log(import.meta.resolve("konaplate-conformance/schema.json").endsWith("conformance.schema.json"));
      await sandbox.close();`;
    const { out, err } = await startIn(folder, ["--input-type=module", "-e", program]).ended;
    expect(err).toBe("");
    expect(out.trim().split("\n")).toEqual(["string function", "true"]);
  });
});
