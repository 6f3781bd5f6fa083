import { validateAction, validateWorkflow } from "@action-validator/core";
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { program } from "../../src/cli/program.ts";
import { VARIABLES } from "../../src/environment/variables.ts";
import { ALL, callsIn, ciFile, WORKFLOWS } from "./ci-files.ts";

describe("the workflows for GitHub", () => {
  it.each(WORKFLOWS)("%s meets the published schema", (path) => {
    expect(validateWorkflow(ciFile(path)).errors).toEqual([]);
  });

  it("action.yml meets the published schema", () => {
    expect(validateAction(ciFile("github/action.yml")).errors).toEqual([]);
  });

  it("would be told of a mistake", () => {
    expect(validateWorkflow(ciFile(WORKFLOWS[0] ?? "").replace("runs-on", "runs-onn")).errors).not.toEqual(
      [],
    );
    expect(validateAction(ciFile("github/action.yml").replace("steps:", "step:")).errors).not.toEqual([]);
  });

  it("give the run on a push no secret, and a run that changes something an environment that has to approve", () => {
    expect(ciFile("github/push.yml")).not.toContain("secrets.");
    const { jobs } = parse(ciFile("github/release.yml")) as {
      jobs: Record<string, { environment?: string; needs?: string; env?: Record<string, string> }>;
    };
    expect(jobs.check?.env?.KONAPLATE_ALLOW).toBe("read");
    expect(jobs.partner).toMatchObject({ environment: "partner", needs: "check" });
    expect(parse(ciFile("github/nightly.yml"))).toHaveProperty("on.schedule");
  });

  it("run every part of a run once, with one seed, and merge them also where one failed", () => {
    const { jobs, env } = parse(ciFile("github/shards.yml")) as {
      env: Record<string, string>;
      jobs: Record<string, { if?: string; env?: Record<string, string>; strategy?: unknown }>;
    };
    const parts = { matrix: { part: [1, 2, 3] }, "fail-fast": false };
    expect(jobs.shard).toMatchObject({
      strategy: parts,
      env: { SHARD: expect.stringMatching(/matrix.part }}\/3$/) },
    });
    expect(env.KONAPLATE_SEED).toContain("github.run_id");
    expect(jobs.merge).toMatchObject({ needs: "shard", if: "always()" });
  });
});

/** Keywords of jobs and of the top of a file, by GitLab's CI/CD YAML reference. */
const JOB_KEYWORDS =
  /^(after_script|allow_failure|artifacts|before_script|cache|environment|extends|image|interruptible|needs|resource_group|retry|rules|script|services|stage|tags|timeout|variables)$/;
const TOP_KEYWORDS = ["stages", "default", "variables", "workflow", "include"];

type Job = Record<string, unknown> & { stage?: string; extends?: string; needs?: string[]; script?: unknown };

/** What is wrong with a file for GitLab, one line each. */
function gitlabProblems(text: string): string[] {
  const { stages, ...rest } = parse(text) as { stages: string[] } & Record<string, Job>;
  const jobs = Object.entries(rest).filter(([name]) => !TOP_KEYWORDS.includes(name));
  const names = new Set(jobs.map(([name]) => name));
  return jobs.flatMap(([name, job]) => {
    const unknown = Object.keys(job).filter((key) => !JOB_KEYWORDS.test(key));
    const others = [job.extends ?? [], job.needs ?? []].flat().filter((other) => !names.has(other));
    const isRun = !name.startsWith(".");
    return [
      ...unknown.map((key) => `${name}: ${key} is no keyword`),
      ...others.map((other) => `${name}: there is no job ${other}`),
      ...(isRun && !stages.includes(job.stage ?? "") ? [`${name}: there is no stage ${job.stage}`] : []),
      ...(isRun && !isCommands(job.script) ? [`${name}: script is no list of commands`] : []),
    ];
  });
}

function isCommands(script: unknown): boolean {
  return Array.isArray(script) && script.length > 0 && script.every((line) => typeof line === "string");
}

describe("the file for GitLab", () => {
  const text = ciFile("gitlab/gitlab-ci.yml");

  it("has jobs of known keywords, stages and needs", () => {
    expect(gitlabProblems(text)).toEqual([]);
    expect(gitlabProblems(text.replace("stage: nightly", "stage: nightlyy"))).toEqual([
      "nightly: there is no stage nightlyy",
    ]);
    expect(
      gitlabProblems(text.replace("  resource_group: partner", "  resource_grop: partner")),
    ).toHaveLength(1);
  });

  it("runs on a push, every night, and against a partner by hand after a check", () => {
    const jobs = parse(text) as Record<string, { rules?: unknown; needs?: unknown; script: string[] }>;
    expect(jobs.nightly?.rules).toEqual([{ if: '$CI_PIPELINE_SOURCE == "schedule"' }]);
    expect(jobs.partner?.rules).toEqual([{ if: "$CI_COMMIT_TAG", when: "manual", allow_failure: false }]);
    expect(jobs.partner?.needs).toEqual(["partner-check"]);
    expect(jobs.nightly?.script.join()).toContain("npx konaplate drift nights");
  });
});

/** Groovy without its strings and comments, so that its brackets can be counted. */
function bare(groovy: string): string {
  return groovy.replaceAll(/'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\/\/.*$/gm, "");
}

function isBalanced(groovy: string): boolean {
  const open: string[] = [];
  const pairs: Readonly<Record<string, string>> = { "}": "{", ")": "(", "]": "[" };
  for (const [sign] of bare(groovy).matchAll(/[{}()[\]]/g))
    if (sign in pairs) {
      if (open.pop() !== pairs[sign]) return false;
    } else open.push(sign);
  return open.length === 0;
}

describe("the Jenkinsfile", () => {
  const text = ciFile("jenkins/Jenkinsfile");
  const stages = [...text.matchAll(/^ {4}stage\('([^']+)'\) \{([\s\S]*?)^ {4}\}/gm)].map(
    ([, name = "", body = ""]) => [name, body] as const,
  );
  const of = (wanted: string): string => stages.find(([name]) => name === wanted)?.[1] ?? "";

  it("is one declarative pipeline whose brackets close", () => {
    expect(isBalanced(text)).toBe(true);
    expect(isBalanced(text.replace("agent any", "agent any }"))).toBe(false);
    expect(text.match(/^pipeline \{$/gm)).toHaveLength(1);
    for (const section of ["agent any", "options {", "triggers {", "parameters {", "stages {", "post {"])
      expect(text).toContain(`\n  ${section}`);
  });

  it("has a stage for each occasion, all but the first with its condition and each with steps", () => {
    expect(stages.map(([name]) => name)).toEqual([
      "Install",
      "Embedded sandbox",
      "Nightly",
      "Partner: check",
      "Partner: run",
    ]);
    expect(stages.filter(([, body]) => body.includes("when {"))).toHaveLength(4);
    expect(stages.every(([, body]) => /^ {6}steps \{/m.test(body))).toBe(true);
  });

  it("asks before the partner, and binds credentials in no other stage than those that need them", () => {
    expect(of("Partner: run")).toMatch(/^ {6}input \{[\s\S]*submitter/m);
    expect(stages.filter(([, body]) => body.includes("input {"))).toHaveLength(1);
    expect(stages.filter(([, body]) => body.includes("withCredentials")).map(([name]) => name)).toEqual([
      "Nightly",
      "Partner: check",
      "Partner: run",
    ]);
    expect(of("Nightly")).toContain("triggeredBy 'TimerTrigger'");
  });
});

/** Parses a command line with the program's own commands, and carries nothing out. */
async function parsed(words: readonly string[]): Promise<string | undefined> {
  const whole = await program(words);
  let carriedOut: string | undefined;
  const quiet = (command: Command): void => {
    command.exitOverride((stop) => {
      throw stop;
    });
    command.action(() => {
      carriedOut = command.name();
    });
    for (const below of command.commands) quiet(below);
  };
  for (const command of whole.commands) quiet(command);
  whole.exitOverride((stop) => {
    throw stop;
  });
  await whole.parseAsync([...words], { from: "user" });
  return carriedOut;
}

describe("what the files call", () => {
  it.each(ALL)("in %s the program understands", async (path) => {
    const calls = callsIn(ciFile(path));
    expect(calls.length > 0 || path === "github/push.yml").toBe(true);
    for (const words of calls) expect(await parsed(words), words.join(" ")).toBeDefined();
  });

  it("would not be understood with a mistake in it", async () => {
    await expect(parsed(["drift", "nights", "--outptu", "x"])).rejects.toThrow(/unknown option/);
    await expect(parsed(["data", "chekc"])).rejects.toThrow();
    expect(callsIn("run: npx konaplate run || true\n")).toEqual([["run"]]);
  });

  it.each(ALL)("in %s it sets variables that the suite knows", (path) => {
    const known = new Set<string>(VARIABLES.map(({ name }) => name));
    const secret = "KONAPLATE_TEST_DATA_YAML";
    const named = ciFile(path)
      .replaceAll(/(?:vars|secrets)\.KONAPLATE_\w+/g, "")
      .match(/\bKONAPLATE_\w+/g);
    expect([...new Set(named ?? [])].filter((name) => !known.has(name) && name !== secret)).toEqual([]);
  });
});
