import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { allureRun } from "../../reporters/allure/run.ts";
import { ReportFault } from "../../reporters/report-fault.ts";
import { PROJECT_ROOT } from "../exact/project-root.ts";
import type { Report } from "../results/model.ts";

export interface AllureInput {
  readonly results: string;
  readonly output: string;
  readonly report: Report;
}

/**
 * Makes the Allure report of a folder of results: one HTML file that opens from disk. Beside it stay what Allure was
 * told of the run and the history of the runs that went to the same folder. Throws ReportFault.
 */
export async function generateAllure({ results, output, report }: AllureInput): Promise<string> {
  const program = join(dirname(createRequire(import.meta.url).resolve("allure")), "..", "cli.js");
  const beside = dirname(output);
  // Allure writes some of its files into its working folder, whatever the output folder is.
  const options = ["--config", join(PROJECT_ROOT, "allurerc.mjs"), "--output", output, "--cwd", beside];
  const told = join(beside, "allure-run.json");
  try {
    const files = {
      historyPath: join(beside, "allure-history.jsonl"),
      knownIssuesPath: join(beside, "allure-known-issues.json"),
    };
    writeFileSync(told, `${JSON.stringify(allureRun(report, files), undefined, 2)}\n`);
    await promisify(execFile)(process.execPath, [program, "generate", results, ...options], {
      env: { ...process.env, KONAPLATE_ALLURE_RUN: told },
    });
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new ReportFault(
      output,
      `cannot be made: ${(stderr || message).trim().split("\n").at(-1) ?? message}`,
    );
  }
  const page = join(output, "index.html");
  writeFileSync(page, withoutAnalytics(readFileSync(page, "utf8")));
  return page;
}

/**
 * The report without the two scripts that tell Google's Tag Manager of every look at it. Allure has no setting against
 * them; a report of a partner's environment opens from disk and speaks to nobody.
 */
export function withoutAnalytics(html: string): string {
  const begin = html.search(/<script async src="[^"]*googletagmanager[^"]*">/);
  if (begin === -1) return html;
  const between = html.indexOf("</script>", begin);
  const end = html.indexOf("</script>", html.indexOf("gtag(", between));
  if (between === -1 || end === -1) return html;
  return html.slice(0, begin) + html.slice(end + "</script>".length);
}
