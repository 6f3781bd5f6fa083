import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { ReportFault } from "../../reporters/report-fault.ts";
import { ROOT } from "./folders.ts";

/** Makes the Allure report of a folder of results: one HTML file that opens from disk. Throws ReportFault. */
export async function generateAllure(results: string, output: string): Promise<string> {
  const program = join(dirname(createRequire(import.meta.url).resolve("allure")), "..", "cli.js");
  const options = ["--config", join(ROOT, "allurerc.mjs"), "--output", output, "--cwd", ROOT];
  try {
    await promisify(execFile)(process.execPath, [program, "generate", results, ...options]);
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new ReportFault(
      output,
      `cannot be made: ${(stderr || message).trim().split("\n").at(-1) ?? message}`,
    );
  }
  return join(output, "index.html");
}
