import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";
import type { LosslessNumber } from "lossless-json";
import { type DataFile, FileMistake, readDataFile } from "../exact/data-file.ts";
import { isJsonObject } from "../exact/json.ts";
import { PROJECT_ROOT } from "../exact/project-root.ts";
import { ClauseBook, FactSheet, type PageLines } from "./clause-book.ts";
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

/**
 * The contract of a folder: `headers.yaml`, `envelope.yaml`, `readings.yaml`, and one file per operation, named after
 * its id. Throws a ContractMistake that lists every mistake of every file, each with file (relative to the working
 * directory) and line.
 */
export function loadContract(dir: string = CONTRACT_DIR): Contract {
  const mistakes = new Mistakes();
  const names = contractFiles(dir, mistakes);
  const files = new Map<string, DataFile>();
  for (const name of names) {
    const file = mistakes.attempt(() => readDataFile(relative(process.cwd(), join(dir, name))));
    const id = basename(name, ".yaml");
    if (file && ensureForm(file, formOf(id), mistakes)) files.set(id, file);
  }
  const book = new ClauseBook(mistakes);
  const operations = readFacts(files, book, dir);
  // With a fact file missing, references to its clauses would be reported as mistakes that nobody made.
  mistakes.throwIfAny();
  const envelope = readEnvelope(fileOf(files, "envelope"), book);
  const readings = readReadings(fileOf(files, "readings"), operations, book);
  mistakes.throwIfAny();
  return { operations, envelope, readings, clauses: book.clauses, digest: digestOf(dir, names) };
}

/** All files but the readings; what a file with mistakes would have said is left out. */
function readFacts(files: ReadonlyMap<string, DataFile>, book: ClauseBook, dir: string): Operation[] {
  const headers = files.get("headers");
  const common = headers && readHeaders(headers, book);
  return [...files]
    .filter(([id]) => formOf(id) === "operation")
    .map(([id, file]) => readOperation(id, file, common, book, pageLinesOf(dir, id)));
}

/** What the import of an operation's page has kept of its lines; nothing where it was written by hand. */
function pageLinesOf(dir: string, id: string): PageLines {
  const path = relative(process.cwd(), join(dir, "pages", `${id}.yaml`));
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

function readEnvelope(file: DataFile, book: ClauseBook): Envelope {
  const { codePointer, messagePointer, successCode } = file.value as unknown as EnvelopeFile;
  const sheet = new FactSheet(book, file, "envelope");
  sheet.enter(["codePointer"], `The code stands at ${codePointer}`, "client-code");
  sheet.enter(["messagePointer"], `The message stands at ${messagePointer}`, "client-code");
  sheet.enter(["successCode"], `Success is ${successCode}`, "client-code");
  return { codePointer, messagePointer, successCode };
}

/** Names of the contract files in order; the three that every contract has must be among them. */
function contractFiles(dir: string, mistakes: Mistakes): string[] {
  const place = relative(process.cwd(), dir) || ".";
  const names = yamlFiles(dir);
  if (!names) {
    const problem = "there is no such folder; a contract is a folder of YAML files";
    mistakes.add(new FileMistake(place, undefined, problem));
    return [];
  }
  for (const id of NOT_OPERATIONS) {
    if (!names.includes(`${id}.yaml`))
      mistakes.add(new FileMistake(join(place, `${id}.yaml`), undefined, "there is no such file"));
  }
  if (!names.some((name) => formOf(basename(name, ".yaml")) === "operation")) {
    const problem = "holds no operation; one is a file such as user-register.yaml";
    mistakes.add(new FileMistake(place, undefined, problem));
  }
  return names;
}

function yamlFiles(dir: string): string[] | undefined {
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  return readdirSync(dir)
    .filter((name) => name.endsWith(".yaml") && name !== SETTLED)
    .sort();
}

function formOf(id: string): FileForm {
  return NOT_OPERATIONS.find((name) => name === id) ?? "operation";
}

function fileOf(files: ReadonlyMap<string, DataFile>, id: string): DataFile {
  const file = files.get(id);
  if (!file) throw new Error(`${id}.yaml was read without a mistake and is gone`);
  return file;
}

function digestOf(dir: string, names: readonly string[]): string {
  const hash = createHash("sha256");
  for (const name of names) hash.update(readFileSync(join(dir, name)));
  return hash.digest("hex");
}
