import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { sampleScenarios } from "../sandbox/sample-scenarios.ts";
import { loadContract } from "../src/contract/load.ts";
import type { Operation, Parameter } from "../src/contract/model.ts";
import { type Json, stringifyJson } from "../src/exact/json.ts";
import { PROJECT_ROOT } from "../src/exact/project-root.ts";
import { contractFolders } from "../src/run/suite.ts";
import type { BenchScenario, Sealing } from "./model.ts";

/** The documented operations that the suite has itself. */
export const OWN_OPERATIONS = 5;
/** Operations that the scenarios are of. */
const OPERATIONS = 6;
/** A number of scenarios is a multiple of this: each operation has one of each of its three answers at least. */
export const FEWEST = OPERATIONS * 3;

/** Scenarios as the suite reads them and as everybody else does. */
export interface WrittenScenarios {
  readonly contract: string;
  readonly cases: string;
  readonly testData: string;
  readonly scenarios: readonly BenchScenario[];
}

/** Writes made-up operations into a folder, as `bench/operations.mjs` makes them. Throws where that fails. */
export function writeOperations(count: number, folder: string): { contract: string; cases: string } {
  const program = join(PROJECT_ROOT, "bench/operations.mjs");
  const { status, stderr } = spawnSync(process.execPath, [program, String(count), folder], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`bench/operations.mjs ended with ${status}: ${stderr}`);
  return { contract: join(folder, "contract"), cases: join(folder, "cases") };
}

/**
 * Writes a number of documented scenarios over six made-up operations that change nothing: one answer of each code in turn,
 * so that the same stub answers any number of them, in any order and again and again.
 */
export function writeScenarios(count: number, form: Sealing, folder: string): WrittenScenarios {
  const { contract, cases } = writeOperations(OPERATIONS, folder);
  for (const name of readdirSync(contract)) {
    const path = join(contract, name);
    writeFileSync(path, sealed(readFileSync(path, "utf8"), form));
  }
  const made = loadContract(contractFolders({ contract: [contract] })).operations.filter(({ id }) =>
    readdirSync(contract).includes(`${id}.yaml`),
  );
  const testData: Record<string, Record<string, Json>> = {};
  const scenarios: BenchScenario[] = [];
  for (const operation of made) {
    const own = scenariosOf(operation, count / made.length, form);
    writeFileSync(
      join(cases, `${operation.id}.yaml`),
      stringify({ operation: operation.id, cases: own.map(({ row }) => row) }),
    );
    testData[operation.id] = Object.fromEntries(own.map(({ row, request }) => [row.id, request]));
    scenarios.push(...own.map(({ scenario }) => scenario));
  }
  const path = join(folder, "test-data.json");
  writeFileSync(path, stringifyJson(testData));
  return { contract, cases, testData: path, scenarios };
}

function sealed(file: string, form: Sealing): string {
  const isEncrypted = form === "encrypted";
  const changed = file.replace(
    /^encrypted:\n {2}request: \w+\n {2}response: \w+$/m,
    `encrypted:\n  request: ${isEncrypted}\n  response: ${isEncrypted}`,
  );
  if (!changed.includes(`  request: ${isEncrypted}\n`))
    throw new Error("a made-up contract file does not say what is encrypted where it did");
  return changed;
}

function scenariosOf(operation: Operation, count: number, form: Sealing) {
  const { codes, testData } = operation;
  const placeOf = (code: string): number => codes.findIndex((entry) => entry.code === code);
  const samples = sampleScenarios(operation).filter(({ entry }) => placeOf(entry.code) !== -1);
  return Array.from({ length: count }, (_, index) => {
    const sample = samples[index % samples.length];
    if (!sample) throw new Error(`${operation.id} has no scenario`);
    const { entry, request } = sample;
    const row = {
      id: `scenario-${index + 1}`,
      title: `Scenario ${index + 1} is answered ${entry.code}`,
      // The titles of a made-up page stand in the order of its codes.
      testData: testData[placeOf(entry.code)]?.title,
      code: entry.code,
      trigger: "documented",
      data: "all",
    };
    const scenario: BenchScenario = {
      name: `${operation.id}/${row.id}`,
      path: operation.path.replace(/^\//, ""),
      body: stringifyJson(request),
      encrypted: form === "encrypted",
      status: entry.status,
      code: entry.code,
      schema: answerSchema(entry.status === 200 ? operation.response : []),
    };
    return { row, request, scenario };
  });
}

/** What a page says of its answer, as far as any JSON Schema says it: presence, type, length. */
function answerSchema(fields: readonly Parameter[]): Record<string, unknown> {
  const envelope = {
    type: "object",
    required: ["code", "description"],
    properties: { code: { type: "string" }, description: { type: "string" } },
  };
  const own = objectSchema(fields);
  return {
    ...own,
    required: ["response", ...own.required],
    properties: { ...own.properties, response: envelope },
  };
}

function objectSchema(fields: readonly Parameter[]) {
  return {
    type: "object",
    required: fields.filter(({ presence }) => presence === "required").map(({ name }) => name),
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])) as Record<
      string,
      unknown
    >,
  };
}

function fieldSchema({ type, length, max, fields }: Parameter): Record<string, unknown> {
  if (type === "array") return { type, items: objectSchema(fields) };
  if (type === "object") return objectSchema(fields);
  const longest = length ?? max;
  return type === "string" && longest !== undefined ? { type, maxLength: Number(longest) } : { type };
}
