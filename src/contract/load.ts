import { createHash } from "node:crypto";
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { LosslessNumber } from "lossless-json";
import { type DataFile, FileMistake, readDataFile } from "../exact/data-file.ts";
import { isJsonObject } from "../exact/json.ts";
import { PROJECT_ROOT } from "../exact/project-root.ts";
import { shownPath } from "../exact/shown-path.ts";
import { ClauseBook, FactSheet, type PageLineNumbers } from "./clause-book.ts";
import { ensureForm, type FileForm } from "./file-form.ts";
import type { EnvelopeFile } from "./file-shapes.ts";
import { Mistakes } from "./mistakes.ts";
import type { Contract, Envelope, Operation } from "./model.ts";
import { readHeaders, readOperation } from "./operations.ts";
import { readReadings } from "./readings.ts";

const CONTRACT_DIR = join(PROJECT_ROOT, "contract");
const NOT_OPERATIONS = ["headers", "envelope", "readings"] as const;
/** Beside the contract, and no part of it: why a person did not follow a page. */
const SETTLED = "settled.yaml";
/** What an import found of contradictions between pages, in the form of readings. */
const FOUND = "readings-found";

/** Where a contract stands that is more than one folder. */
export interface ContractFolders {
  /** Has `headers.yaml` and `envelope.yaml`, which hold for every operation. */
  readonly common: string;
  /** Each has operations, and may have readings of its own; no two of them the same operation. */
  readonly operations: readonly string[];
}

/**
 * The contract of a folder: `headers.yaml`, `envelope.yaml`, `readings.yaml`, and one file per operation, named after
 * its id; or of several folders. Throws a ContractMistake that lists every mistake of every file, each with file
 * (relative to the working directory) and line.
 */
export function loadContract(from: string | ContractFolders = CONTRACT_DIR): Contract {
  const { common, operations: folders } =
    typeof from === "string" ? { common: from, operations: [from] } : from;
  const mistakes = new Mistakes();
  const paths = contractFiles(common, folders, mistakes);
  const files = readFiles(paths, mistakes);
  const book = new ClauseBook(mistakes);
  const operations = readFacts(files, book);
  refuseSamePlace(operations, files, mistakes);
  // With a fact file missing, references to its clauses would be reported as mistakes that nobody made.
  mistakes.throwIfAny();
  const envelope = readEnvelope(fileOf(files, "envelope"), book);
  const readings = readReadings(
    [...files.values()].filter(({ path }) => idOf(path) === "readings"),
    [...files.values()].filter(({ path }) => idOf(path) === FOUND),
    operations,
    book,
  );
  mistakes.throwIfAny();
  return { operations, envelope, readings, clauses: book.clauses, digest: digestOf(files.values()) };
}

/** The files of the right form by their id; those of further readings by their path. */
function readFiles(paths: readonly string[], mistakes: Mistakes): Map<string, DataFile> {
  const files = new Map<string, DataFile>();
  for (const path of paths) {
    const shown = shownPath(path);
    const id = idOf(path);
    const first = files.get(id);
    if (first && formOf(id) === "operation") {
      const problem = `the operation ${id} stands in ${first.path} already; import a newer page of it there, or name this one otherwise`;
      mistakes.add(new FileMistake(shown, undefined, problem));
      continue;
    }
    const file = mistakes.attempt(() => readDataFile(path, shown));
    if (file && ensureForm(file, formOf(id), mistakes)) files.set(first ? path : id, file);
  }
  return files;
}

/** All files but the readings; what a file with mistakes would have said is left out. */
function readFacts(files: ReadonlyMap<string, DataFile>, book: ClauseBook): Operation[] {
  const headers = files.get("headers");
  const common = headers && readHeaders(headers, book);
  return [...files]
    .filter(([, { path }]) => formOf(idOf(path)) === "operation")
    .map(([id, file]) => readOperation(id, file, common, book, pageLinesOf(dirname(file.path), id)));
}

/** What the import of an operation's page has kept of its lines; nothing where it was written by hand. */
function pageLinesOf(dir: string, id: string): PageLineNumbers {
  const path = join(dir, "pages", `${id}.yaml`);
  if (!existsSync(path)) return new Map();
  const { value } = readDataFile(path);
  const facts = isJsonObject(value) && isJsonObject(value.facts) ? value.facts : {};
  const lines = new Map<string, number>();
  for (const [fact, { line } = {}] of Object.entries(facts as Record<string, { line?: LosslessNumber }>)) {
    if (line === undefined) continue;
    lines.set(fact, Number(line.value));
    const row = fact.split(".").slice(0, -1).join(".");
    if (!lines.has(row)) lines.set(row, Number(line.value));
  }
  return lines;
}

/** Two operations cannot be told apart where both are the same method of the same path. */
function refuseSamePlace(
  operations: readonly Operation[],
  files: ReadonlyMap<string, DataFile>,
  mistakes: Mistakes,
): void {
  const first = new Map<string, Operation>();
  for (const operation of operations) {
    const place = `${operation.method} /${operation.path.replace(/^\//, "")}`;
    const earlier = first.get(place);
    const [file, other] = [files.get(operation.id), earlier && files.get(earlier.id)];
    if (file && other)
      mistakes.add(
        new FileMistake(
          file.path,
          file.lineOf("/path"),
          `${place} is what ${other.path} describes already; keep one of the two files`,
        ),
      );
    first.set(place, earlier ?? operation);
  }
}

function readEnvelope(file: DataFile, book: ClauseBook): Envelope {
  const { codePointer, messagePointer, successCode } = file.value as unknown as EnvelopeFile;
  const sheet = new FactSheet(book, file, "envelope");
  sheet.enter(["codePointer"], `The code stands at ${codePointer}`, "client-code");
  sheet.enter(["messagePointer"], `The message stands at ${messagePointer}`, "client-code");
  sheet.enter(["successCode"], `Success is ${successCode}`, "client-code");
  return { codePointer, messagePointer, successCode };
}

/** Paths of the contract files in order; what every contract has must be among them. */
function contractFiles(common: string, folders: readonly string[], mistakes: Mistakes): string[] {
  const own = folders.includes(common);
  const shared = own ? [] : ["headers.yaml", "envelope.yaml"].map((name) => join(common, name));
  const paths = folders.flatMap((folder) => filesOf(folder, folder === common, mistakes));
  const place = shownPath(folders[0] ?? common);
  if (paths.length > 0 && !paths.some((path) => formOf(idOf(path)) === "operation")) {
    const problem = "holds no operation; one is a file such as user-register.yaml";
    mistakes.add(new FileMistake(place, undefined, problem));
  }
  return [...shared, ...paths];
}

/** Of the folder with what is common to all, the three files that are no operation have to be there. */
function filesOf(folder: string, isCommon: boolean, mistakes: Mistakes): string[] {
  const place = shownPath(folder);
  const names = yamlFiles(folder);
  if (!names) {
    const problem = "there is no such folder; a contract is a folder of YAML files";
    mistakes.add(new FileMistake(place, undefined, problem));
    return [];
  }
  for (const id of isCommon ? NOT_OPERATIONS : []) {
    if (!names.includes(`${id}.yaml`))
      mistakes.add(new FileMistake(join(place, `${id}.yaml`), undefined, "there is no such file"));
  }
  const further = names.filter((name) => isCommon || !["headers.yaml", "envelope.yaml"].includes(name));
  for (const name of names.filter((each) => !further.includes(each))) {
    const problem =
      "holds for all operations, and the suite has it; what a page prints otherwise stands in its own file";
    mistakes.add(new FileMistake(join(place, name), undefined, problem));
  }
  return further.map((name) => join(folder, name));
}

function yamlFiles(dir: string): string[] | undefined {
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  return readdirSync(dir)
    .filter((name) => name.endsWith(".yaml") && name !== SETTLED)
    .sort();
}

function idOf(path: string): string {
  return basename(path, ".yaml");
}

function formOf(id: string): FileForm {
  if (id === FOUND) return "readings";
  return NOT_OPERATIONS.find((name) => name === id) ?? "operation";
}

function fileOf(files: ReadonlyMap<string, DataFile>, id: string): DataFile {
  const file = files.get(id);
  if (!file) throw new Error(`${id}.yaml was read without a mistake and is gone`);
  return file;
}

function digestOf(files: Iterable<DataFile>): string {
  const hash = createHash("sha256");
  for (const { text } of files) hash.update(text);
  return hash.digest("hex");
}
