import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { Command } from "commander";
import { loadContract } from "../contract/load.ts";
import { writeDerived } from "../derive/files.ts";
import { PROJECT_ROOT } from "../exact/project-root.ts";
import { type Imported, importPages } from "../pages/write/import-pages.ts";
import { renderImport } from "../pages/write/import-report.ts";
import { seedFolder } from "../pages/write/seed-folder.ts";
import { MISTAKE } from "./exit-codes.ts";
import { tellMistakes } from "./mistakes.ts";
import { exiting, subcommand } from "./subcommand.ts";

interface Options {
  readonly out?: string;
  readonly partial?: true;
  readonly check?: true;
}

/** `konaplate import PAGE…`: captured documentation pages into contract files, case tables and schemas. */
export function command(): Command {
  return subcommand(
    "import",
    "Reads captured documentation pages (text, HTML, Markdown) into contract/, cases/ and schemas/, and tells by line what was assumed and what was not understood.",
  )
    .argument("<page...>", "captured pages, one operation each")
    .option("--out <folder>", "folder that holds contract/, cases/ and schemas/ (default: this project)")
    .option("--partial", "read a page that is cut off as far as it goes")
    .option(
      "--check",
      "write nothing; exit 2 where contract/ is not what the pages say or what settled.yaml gives a reason for",
    )
    .addHelpText(
      "after",
      "\nExit codes:\n  0  imported, or nothing to do\n  2  a page, a file or the command line is not as it should be; nothing was written",
    )
    .action(exiting((paths: string[], options: Options) => importInto(paths, options)));
}

function importInto(paths: readonly string[], { out, partial, check }: Options): number {
  const root = out === undefined ? PROJECT_ROOT : resolve(out);
  const folders = { contract: join(root, "contract"), cases: join(root, "cases") };
  const seeds = seedFolder(folders.contract, join(PROJECT_ROOT, "contract"));
  const common = existsSync(join(folders.contract, "headers.yaml"))
    ? folders.contract
    : join(PROJECT_ROOT, "contract");
  const imported = importPages(paths, { ...folders, common }, partial === true);
  if (check) return tellCheck(imported);
  process.stdout.write(renderImport(imported));
  const files = [...(out === undefined ? [] : seeds), ...imported.pages.flatMap((page) => page.files)];
  for (const { path, text } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    console.log(`wrote ${relative(process.cwd(), path)}`);
  }
  if (files.length === 0) {
    console.log("nothing to write: contract/ has all of it already");
    return 0;
  }
  const derived = writeDerived(loadContract(folders.contract), join(root, "schemas"));
  console.log(`${derived.length} files of schemas/ derived`);
  return 0;
}

/** Everything in which contract and pages differ without a reason, one line each. */
function tellCheck(imported: Imported): number {
  const problems = imported.pages.flatMap(({ operation, page, differences, files, isNew }) => {
    if (isNew) return [`${page.file}: contract/${operation}.yaml is missing; import the page`];
    const unreasoned = differences
      .filter(({ kind }) => kind !== "settled")
      .map(
        ({ fact, page: says, file }) =>
          `${operation}#${fact}: the page says ${says ?? "nothing"}, the contract ${file ?? "nothing"}; import it, or give the reason in contract/settled.yaml`,
      );
    const stale =
      unreasoned.length === 0 && files.length > 0
        ? [`${page.file}: contract/pages/${operation}.yaml is not what this page says; import it`]
        : [];
    return [...unreasoned, ...stale];
  });
  const idle = imported.idle.map(
    ({ clause, line }) =>
      `contract/settled.yaml:${line}: the page does not differ by ${clause} any more; take the entry out`,
  );
  const all = [...problems, ...idle];
  if (all.length > 0) {
    tellMistakes(all);
    return MISTAKE;
  }
  console.log("contract/ is what the pages say, but for what contract/settled.yaml gives a reason for");
  return 0;
}
