import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../examples/ci/", import.meta.url));

export const WORKFLOWS = ["push.yml", "nightly.yml", "release.yml", "shards.yml"].map(
  (name) => `github/${name}`,
);
export const ALL = [...WORKFLOWS, "github/action.yml", "gitlab/gitlab-ci.yml", "jenkins/Jenkinsfile"];

export function ciFile(path: string): string {
  return readFileSync(`${FOLDER}${path}`, "utf8");
}

/**
 * What follows the program's name in every line that calls it, as words; what a shell makes of the rest is left out, but the
 * part of a run that a matrix gives.
 */
export function callsIn(text: string): string[][] {
  return [...text.replaceAll('"$SHARD"', "1/3").matchAll(/\bnpx konaplate ([^\n|&;'}]+)/g)].map(
    ([, line = ""]) => line.trim().split(/\s+/),
  );
}
