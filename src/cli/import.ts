import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Command } from "commander";
import { loadPlan, PlanMistake } from "../cases/plan.ts";
import { foundContradictions } from "../contract/found-contradictions.ts";
import { type ContractFolders, loadContract } from "../contract/load.ts";
import { ContractMistake } from "../contract/mistakes.ts";
import type { Contract, Operation, Reading } from "../contract/model.ts";
import { writeDerived } from "../derive/files.ts";
import { PROJECT_ROOT } from "../exact/project-root.ts";
import { diffPages } from "../pages/diff/diff-pages.ts";
import { type PageChanges, renderChanges } from "../pages/diff/diff-report.ts";
import { keepFoundReadings } from "../pages/write/found-readings.ts";
import { type Imported, importPages } from "../pages/write/import-pages.ts";
import { renderImport } from "../pages/write/import-report.ts";
import { toldByPage } from "../pages/write/page-places.ts";
import { contractFolders, loadSuite, OWN_FOLDERS } from "../run/suite.ts";
import { MISTAKE } from "./exit-codes.ts";
import { tellMistakes } from "./mistakes.ts";
import { exiting, subcommand } from "./subcommand.ts";

const BREAKING = 1;
const NOT_WRITTEN = "nothing was written";

interface Options {
  readonly out?: string;
  readonly partial?: true;
  readonly check?: true;
  readonly diff?: true;
}

/** `konaplate import PAGE…`: captured documentation pages into contract files, case tables and schemas. */
export function command(): Command {
  return subcommand(
    "import",
    "Reads captured documentation pages (text, HTML, Markdown) into contract/, cases/ and schemas/, and tells by line what was assumed and what was not understood.",
    NOT_WRITTEN,
  )
    .argument("<page...>", "captured pages, one operation each")
    .option(
      "--out <folder>",
      "folder that holds contract/, cases/ and schemas/ (default: this project; where the suite is installed as a package, the working directory)",
    )
    .option("--partial", "read a page that is cut off as far as it goes")
    .option(
      "--check",
      "write nothing; exit 2 where contract/ is not what the pages say or what settled.yaml gives a reason for",
    )
    .option(
      "--diff",
      "write nothing; tell what newer pages change against the contract: breaking, additive, wording, and which cases and schemas that touches",
    )
    .addHelpText(
      "after",
      "\nExit codes:\n  0  imported, or nothing to do\n  1  with --diff: a page has a breaking change\n  2  a page, a file or the command line is not as it should be; nothing was written",
    )
    .action(exiting((paths: string[], options: Options) => importInto(paths, options), NOT_WRITTEN));
}

function importInto(paths: readonly string[], { out, partial, check, diff }: Options): number {
  const root = rootOf(out);
  const contract = join(root, "contract");
  const folders = { contract, cases: join(root, "cases"), common: commonFolder(contract) };
  if (diff) return tellChanges(diffPages(paths, folders, partial === true), root);
  const imported = importPages(paths, folders, partial === true);
  if (check) return tellCheck(imported);
  process.stdout.write(renderImport(imported));
  const files = imported.pages.flatMap((page) => page.files);
  const read = writeFiles(files, () =>
    readWritten({ common: folders.common, operations: [contract] }, imported),
  );
  const found = foundContradictions(wholeContract(read, root, contract));
  const kept = keepFoundReadings(contract, found);
  const written = [...files.map(({ path }) => path), ...(kept === undefined ? [] : [kept])];
  if (written.length === 0) {
    console.log("nothing to write: contract/ has all of it already");
    return 0;
  }
  for (const path of written)
    console.log(`${existsSync(path) ? "wrote" : "took away"} ${relative(process.cwd(), path)}`);
  const derived = writeDerived(read, join(root, "schemas"));
  console.log(`${derived.length} files of schemas/ derived`);
  const ids = imported.pages.map(({ operation }) => operation);
  for (const line of contradictionLines(found, ids)) console.log(line);
  for (const problem of openProblems(read, root)) console.log(`to mend by hand: ${problem}`);
  if (root !== PROJECT_ROOT) for (const line of nextSteps(root, twins(read, contract))) console.log(line);
  return 0;
}

/** What is wrong with the case tables beside the contract, one line each: a page took away what a row of ours is like. */
function openProblems(read: Contract, root: string): readonly string[] {
  try {
    loadPlan(read, join(root, "cases"));
    return [];
  } catch (error) {
    if (error instanceof PlanMistake) return error.problems;
    throw error;
  }
}

interface Twins {
  readonly own: Operation;
  readonly theirs: Operation;
  /** False: another operation, which has the name of one of the suite's. */
  readonly isSame: boolean;
}

/** Operations of a folder beside the suite that the suite has itself, each with its own: no run takes both. */
function twins(read: Contract, folder: string): Twins[] {
  if (existsSync(join(folder, "headers.yaml"))) return [];
  const bare = (path: string): string => path.replace(/^\//, "");
  return loadContract().operations.flatMap((own) => {
    const isSame = ({ method, path }: Operation): boolean =>
      method === own.method && bare(path) === bare(own.path);
    const theirs = read.operations.find((each) => each.id === own.id || isSame(each));
    return theirs ? [{ own, theirs, isSame: isSame(theirs) }] : [];
  });
}

/** The contract with the suite's own, where the folder is not it and has none of its operations. */
function wholeContract(read: Contract, root: string, folder: string): Contract {
  if (root === PROJECT_ROOT || existsSync(join(folder, "headers.yaml"))) return read;
  return twins(read, folder).length === 0 ? loadContract(contractFolders({ contract: [folder] })) : read;
}

/** Where the imported pages and others say different things of one code or field. */
function contradictionLines(found: readonly Reading[], operations: readonly string[]): string[] {
  return found
    .filter(({ evidence }) =>
      operations.some((id) => evidence.some(({ where }) => where === `page of ${id}`)),
    )
    .map(({ question, evidence }) => {
      const sayings = evidence.map(({ where, says }) => `${where}: ${says}`);
      return `pages differ: ${question} ${[...new Set(sayings)].join("; ")}`;
    });
}

/** The contract as it comes to be. Throws ContractMistake, by the lines of the pages. */
function readWritten(folders: ContractFolders, { pages }: Imported): Contract {
  try {
    return loadContract(folders);
  } catch (error) {
    throw error instanceof ContractMistake ? toldByPage(error, pages) : error;
  }
}

interface WrittenFile {
  readonly path: string;
  readonly text: string;
}

/** Writes files and gives what they are read as; where that cannot be, the files are as before. */
function writeFiles<Read>(files: readonly WrittenFile[], read: () => Read): Read {
  const before = files.map(({ path }) => (existsSync(path) ? readFileSync(path, "utf8") : undefined));
  for (const { path, text } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  try {
    return read();
  } catch (error) {
    for (const [index, { path }] of files.entries()) {
      const text = before[index];
      if (text === undefined) rmSync(path);
      else writeFileSync(path, text);
    }
    throw error;
  }
}

/** What newer pages change; 1 where something of it is breaking. */
function tellChanges(pages: readonly PageChanges[], root: string): number {
  const further =
    root === PROJECT_ROOT ? {} : { contract: [join(root, "contract")], cases: [join(root, "cases")] };
  process.stdout.write(renderChanges(pages, loadSuite(OWN_FOLDERS, further).plan.cases));
  return pages.some(({ changes }) => changes.some(({ weight }) => weight === "breaking")) ? BREAKING : 0;
}

/** Nobody keeps what is written into an installed package. */
function rootOf(out: string | undefined): string {
  if (out !== undefined) return resolve(out);
  return PROJECT_ROOT.split(sep).includes("node_modules") ? process.cwd() : PROJECT_ROOT;
}

/** Where `headers.yaml` stands: in a contract that is whole by itself, or in the suite's. */
function commonFolder(contract: string): string {
  return existsSync(join(contract, "headers.yaml")) ? contract : OWN_FOLDERS.contract;
}

function nextSteps(root: string, pairs: readonly Twins[]): string[] {
  const folder = (name: string): string => {
    const path = relative(process.cwd(), join(root, name));
    return path.includes(" ") ? JSON.stringify(path) : path;
  };
  if (pairs.length === 0)
    return [`run it with: npx konaplate run --contract ${folder("contract")} --cases ${folder("cases")}`];
  return pairs.map(({ own: { id, method, path }, theirs, isSame }) =>
    isSame
      ? `the suite has ${method} ${path} itself, as ${id}, and no run takes two: npx konaplate import --diff PAGE tells what the page changes of it; before a run take ${folder(`contract/${theirs.id}.yaml`)} and ${folder(`cases/${theirs.id}.yaml`)} away`
      : `${id} is ${method} ${path} in the suite and ${theirs.method} ${theirs.path} here, and no run takes two of a name: give ${folder(`contract/${id}.yaml`)}, ${folder(`contract/pages/${id}.yaml`)} and ${folder(`cases/${id}.yaml`)} another one, and the id in them`,
  );
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
    const stale = files.map(
      ({ path }) => `${page.file}: ${relative(process.cwd(), path)} is not what this page says; import it`,
    );
    return unreasoned.length > 0 ? unreasoned : stale;
  });
  const idle = imported.idle.map(
    ({ clause, line }) =>
      `contract/settled.yaml:${line}: the page does not differ by ${clause} any more; take the entry out`,
  );
  const all = [...problems, ...idle];
  if (all.length > 0) {
    tellMistakes(all, NOT_WRITTEN);
    return MISTAKE;
  }
  console.log("contract/ is what the pages say, but for what contract/settled.yaml gives a reason for");
  return 0;
}
