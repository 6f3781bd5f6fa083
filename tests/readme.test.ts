import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { benignVariants, mutantCatalogue } from "../sandbox/mutants/catalogue.ts";
import { loadPlan } from "../src/cases/plan.ts";
import { COMMANDS } from "../src/cli/program.ts";
import { OWN_FOLDERS } from "../src/run/suite.ts";
import { suite } from "./support/suite.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const readme = readFileSync(`${ROOT}README.md`, "utf8");
const changelog = readFileSync(`${ROOT}CHANGELOG.md`, "utf8");
const scripts = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8")).scripts as Record<string, string>;
const { contract } = suite;

describe("the README", () => {
  it("names every command, and none that is not there", () => {
    const ofNpm = [...readme.matchAll(/npm run ([a-z]+)/g)].map(([, name]) => name ?? "");
    expect(ofNpm.filter((name) => !(name in scripts))).toEqual([]);
    const commands = [...COMMANDS.map(({ name }) => name), "help"];
    const named = [...readme.matchAll(/npx konaplate ([a-z]+)/g)].map(([, name]) => name ?? "");
    expect(named.filter((name) => !commands.includes(name))).toEqual([]);
    expect(commands.filter((name) => !new RegExp(`npx konaplate ${name}\\b`).test(readme))).toEqual([]);
  });

  it("publishes the numbers of the catalogue", () => {
    const [mutants, variants] = [mutantCatalogue(contract).length, benignVariants(contract).length];
    expect(readme).toContain(`${mutants} mutants and ${variants} benign variants`);
  });

  it("counts the documented scenarios and the readings as they are", () => {
    const documented = loadPlan(contract, OWN_FOLDERS.cases).cases.filter(
      ({ kind }) => kind === "documented",
    );
    expect(changelog).toContain(`All ${documented.length} documented scenarios`);
    expect(changelog).toContain(`${contract.readings.length} readings`);
  });

  it("links to files that are there", () => {
    const links = [...readme.matchAll(/\]\((?!http)([^)#]+)/g)].map(([, path]) => path ?? "");
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((path) => !existsSync(ROOT + path))).toEqual([]);
  });
});
