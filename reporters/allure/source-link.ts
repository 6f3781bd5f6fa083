import { SUITE_NAME } from "../../src/exact/shown-path.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import type { Repository } from "../repository.ts";

type Source = CaseResult["source"];

/**
 * Where a line of the contract can be read: in the repository that the CI system names where it stands in there, else in the
 * one that the suite's package.json names. Undefined where neither says one: a link from a report file into a working folder leads nowhere.
 */
export function sourceLink(
  { file, line }: Source,
  environment: NodeJS.ProcessEnv,
  repository: unknown,
  { pathOf }: Pick<Repository, "pathOf">,
): string | undefined {
  const path = pathOf(file);
  const own = fromGithub(environment) ?? fromGitlab(environment);
  if (path !== undefined && own !== undefined) return `${own}/${encodeURI(path)}#L${line}`;
  const suites = fromPackage(repository);
  const parts = file.split(/[/\\]/);
  const inPackage = parts.slice(parts.lastIndexOf(SUITE_NAME) + 1).join("/");
  return suites === undefined ? undefined : `${suites}/${encodeURI(inPackage)}#L${line}`;
}

function fromGithub({ GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_SHA }: NodeJS.ProcessEnv) {
  if (!GITHUB_REPOSITORY || !GITHUB_SHA) return undefined;
  return `${GITHUB_SERVER_URL || "https://github.com"}/${GITHUB_REPOSITORY}/blob/${GITHUB_SHA}`;
}

function fromGitlab({ CI_PROJECT_URL, CI_COMMIT_SHA }: NodeJS.ProcessEnv): string | undefined {
  return CI_PROJECT_URL && CI_COMMIT_SHA ? `${CI_PROJECT_URL}/-/blob/${CI_COMMIT_SHA}` : undefined;
}

/** `repository` of a package.json: a URL, or an object that has one; git's own forms of it are made readable. */
function fromPackage(repository: unknown): string | undefined {
  const given =
    typeof repository === "object" && repository !== null && "url" in repository
      ? repository.url
      : repository;
  if (typeof given !== "string") return undefined;
  const url = given.replace(/^git\+/, "").replace(/\.git$/, "");
  return /^https?:\/\/[^/\s@]+\/\S+$/.test(url) ? `${url}/blob/HEAD` : undefined;
}
