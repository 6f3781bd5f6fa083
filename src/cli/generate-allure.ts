import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { allureRun, qualityGateWidget } from "../../reporters/allure/run.ts";
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
  const run = allureRun(report, {
    historyPath: join(beside, "allure-history.jsonl"),
    knownIssuesPath: join(beside, "allure-known-issues.json"),
  });
  try {
    writeFileSync(told, `${JSON.stringify(run, undefined, 2)}\n`);
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
  const html = withoutAnalytics(readFileSync(page, "utf8"));
  writeFileSync(page, withWidget(html, "quality-gate", qualityGateWidget(run)));
  return page;
}

/**
 * The report with another content of a widget. Allure judges its gate only while it runs the tests itself; a report that is
 * made of results shows none, so the gate's answer is put where Allure's page looks for it.
 */
function withWidget(html: string, name: string, content: unknown): string {
  const base64 = Buffer.from(JSON.stringify(content)).toString("base64");
  return html.replace(
    new RegExp(`("widgets/${name}\\.json"\\s*,\\s*")[^"]*"`),
    (_whole, start: string) => `${start}${base64}"`,
  );
}

/**
 * The report without the two scripts that tell Google's Tag Manager of every look at it. Allure has no setting against
 * them; a report of a partner's environment opens from disk and speaks to nobody.
 */
function withoutAnalytics(html: string): string {
  const begin = html.search(/<script async src="[^"]*googletagmanager[^"]*">/);
  if (begin === -1) return html;
  const between = html.indexOf("</script>", begin);
  const end = html.indexOf("</script>", html.indexOf("gtag(", between));
  if (between === -1 || end === -1) return html;
  return html.slice(0, begin) + html.slice(end + "</script>".length);
}
