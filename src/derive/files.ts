import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Contract } from "../contract/model.ts";
import { FileMistake } from "../exact/data-file.ts";
import { stringifyJson } from "../exact/json.ts";
import { deriveOpenApi } from "./openapi.ts";
import { deriveSchemas } from "./operation-schemas.ts";

/** Every derived file by its path below the schema folder, with its text. */
function derivedFiles(contract: Contract): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [operation, schemas] of deriveSchemas(contract)) {
    for (const [name, schema] of Object.entries(schemas)) {
      files.set(join(operation, `${name}.schema.json`), toText(schema));
    }
  }
  files.set("openapi.json", toText(deriveOpenApi(contract)));
  return files;
}

/** Writes the derived files and removes files that nothing derives any more. Returns the paths written. */
export function writeDerived(contract: Contract, folder: string): string[] {
  const files = derivedFiles(contract);
  for (const stray of strayFiles(files, folder)) rmSync(join(folder, stray));
  return [...files].map(([path, text]) => {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
    return target;
  });
}

/** What of the schema folder is not what the contract derives to; empty when they agree. */
export function findDrift(contract: Contract, folder: string): FileMistake[] {
  const files = derivedFiles(contract);
  const mistakes = [...files].flatMap(([path, text]) => compare(join(folder, path), text));
  const strays = strayFiles(files, folder).map(
    (path) =>
      new FileMistake(
        shown(join(folder, path)),
        undefined,
        "nothing in contract/ derives this file; remove it",
      ),
  );
  return [...mistakes, ...strays];
}

function compare(path: string, derived: string): FileMistake[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return [new FileMistake(shown(path), undefined, "is missing; run npx konaplate derive")];
  }
  if (text === derived) return [];
  const [there, here] = [text.split("\n"), derived.split("\n")];
  const at = here.findIndex((line, index) => line !== there[index]);
  const line = at === -1 ? here.length : at;
  const problem = `is not what contract/ derives to: found ${quote(there[line])}, derived ${quote(here[line])}; run npx konaplate derive`;
  return [new FileMistake(shown(path), line + 1, problem)];
}

function quote(line: string | undefined): string {
  return line === undefined ? "the end of the file" : JSON.stringify(line.trim());
}

function strayFiles(files: ReadonlyMap<string, string>, folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
      (path) => path.endsWith(".json") && !files.has(path),
    );
  } catch {
    return [];
  }
}

/** Generated files say so on their first line, so the opening brace shares its line with the comment. */
function toText(schema: Parameters<typeof stringifyJson>[0]): string {
  return `${stringifyJson(schema, 2).replace(/^\{\n\s*/, "{ ")}\n`;
}

function shown(path: string): string {
  return relative(process.cwd(), path);
}
