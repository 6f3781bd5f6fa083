import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
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

  describe("without settings runs the documented scenarios on the embedded sandbox, from any folder:", () => {
    let embedded: Ended;
    beforeAll(async () => {
      writeFileSync(join(folder, "summary.md"), "before\n");
      const github = { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: join(folder, "summary.md") };
      embedded = await startIn(folder, [PROGRAM, "run", "--kind", "documented"], github).ended;
    }, 120_000);

    it("finds it conformant, with all reports", () => {
      expect(embedded.code).toBe(0);
      expect(embedded.out).toContain("Verdict: conformant");
      expect(embedded.err.split("\n").slice(0, 2)).toEqual([
        "Reading settings, contract and cases …",
        expect.stringMatching(/^36 cases against embedded at http:\S+, seed \w+; reports go to /),
      ]);
      expect(embedded.err).not.toContain("broke");
      const report = reportIn(join(folder, "reports"));
      expect(report.totals).toEqual({ passed: 36, warned: 0, failed: 0, errored: 0, notExercised: 0 });
      for (const file of ["conformance.md", "docs/index.html", "junit.xml", "allure-report/index.html"])
        expect(existsSync(join(folder, "reports", file)), file).toBe(true);
    });

    it("leaves an Allure report that speaks to nobody when it is opened", () => {
      const html = readFileSync(join(folder, "reports", "allure-report", "index.html"), "utf8");
      expect(html).toContain("window.allure");
      expect(html).not.toMatch(/<script[^>]* src="http/);
      expect(html).not.toContain("gtag(");
    });

    it("writes summary and annotations in GitHub Actions", () => {
      expect(readFileSync(join(folder, "summary.md"), "utf8")).toMatch(
        /^before\n# Konaplate conformance: conformant/,
      );
      expect(embedded.out).toContain("::notice title=Verdict%3A conformant::");
    });
  });

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
      console.log(typeof startSandbox, typeof readReport);
      console.log(import.meta.resolve("konaplate-conformance/schema.json").endsWith("conformance.schema.json"));`;
    const { out, err } = await startIn(folder, ["--input-type=module", "-e", program]).ended;
    expect(err).toBe("");
    expect(out.trim().split("\n")).toEqual(["function function", "true"]);
  });
});
