import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inputsOf } from "../contract/inputs.ts";
import type { Contract } from "../contract/model.ts";
import { isJsonObject, type Json, type JsonObject, parseJson, valueAt } from "../exact/json.ts";
import { compileSchema, type ExactValidator, type SchemaFinding } from "../exact/schema.ts";
import { deriveSchemas, inputsSchema, SCHEMA_NAMES, type SchemaName } from "./operation-schemas.ts";
import { treatmentsOf } from "./treatments.ts";

/** A derived schema, compiled, whose findings know the clause they rest on. */
export interface Validator {
  readonly schema: JsonObject;
  validate(value: Json): TracedFinding[];
}

export interface TracedFinding extends SchemaFinding {
  readonly clause: string;
}

export interface OperationValidators extends Readonly<Record<SchemaName, Validator>> {
  /** Everything that a request bears, in path, query and body: what the suite makes requests of. */
  readonly inputs: Validator;
}

/** A schema file that cannot be used: the suite is broken, and no check may pass because of it. */
export class SchemaDefect extends Error {
  constructor(path: string, cause: unknown) {
    super(`${path} cannot be used: ${String((cause as Error).message)}; run npx konaplate derive`);
    this.name = "SchemaDefect";
  }
}

/** The committed schemas of every operation, each compiled when a value first meets it. Throws SchemaDefect, also then. */
export function loadValidators(contract: Contract, folder: string): ReadonlyMap<string, OperationValidators> {
  return validatorsBy(contract, (id, name) => {
    const path = join(folder, id, `${name}.schema.json`);
    return makeValidator(path, () => parseJson(readFileSync(path, "utf8")));
  });
}

/** Derives the schemas of operations whose derived files nobody keeps, compiled likewise. Throws SchemaDefect, also then. */
export function deriveValidators(contract: Contract): ReadonlyMap<string, OperationValidators> {
  const derived = deriveSchemas(contract);
  return validatorsBy(contract, (id, name) =>
    makeValidator(`the ${name} schema of ${id}`, () => derived.get(id)?.[name] ?? null),
  );
}

function validatorsBy(
  contract: Contract,
  make: (operation: string, name: SchemaName) => Validator,
): ReadonlyMap<string, OperationValidators> {
  const treatments = treatmentsOf(contract);
  return new Map(
    contract.operations.map((operation) => {
      const { id } = operation;
      const byName = Object.fromEntries(SCHEMA_NAMES.map((name) => [name, make(id, name)])) as Record<
        SchemaName,
        Validator
      >;
      const isBodyAlone = inputsOf(operation) === operation.request;
      const inputs = (): JsonObject => inputsSchema(operation, treatments);
      return [
        id,
        {
          ...byName,
          inputs: isBodyAlone ? byName["request-body"] : makeValidator(`the inputs of ${id}`, inputs),
        },
      ];
    }),
  );
}

/** Most commands need no validator, and most runs not all of them: each is compiled for the first value that it checks. */
function makeValidator(path: string, read: () => Json): Validator {
  let run: ExactValidator | undefined;
  const schema = usable(path, () => {
    const json = read();
    if (!isJsonObject(json)) throw new TypeError("a schema is a JSON object");
    return json;
  });
  return {
    schema,
    validate: (value) => {
      run ??= usable(path, () => compileSchema(schema));
      // `if` only repeats that its then or else has findings.
      return run(value)
        .filter(({ keyword }) => keyword !== "if")
        .map((finding) => ({ ...finding, clause: clauseOf(schema, finding) }));
    },
  };
}

function usable<Part>(path: string, make: () => Part): Part {
  try {
    return make();
  } catch (error) {
    throw new SchemaDefect(path, error);
  }
}

/** The clause of the keyword that was not met, from the annotations beside it. */
function clauseOf(schema: JsonObject, finding: SchemaFinding): string {
  const holder = valueAt(schema, finding.schemaPointer.replace(/\/[^/]*$/, ""));
  const member = finding.pointer.split("/").at(-1) ?? "";
  const own = isJsonObject(holder) ? holder["x-clauses"] : undefined;
  const required = isJsonObject(holder) ? holder["x-required-clauses"] : undefined;
  const clause =
    finding.keyword === "required" ? valueAt(required, `/${member}`) : valueAt(own, `/${finding.keyword}`);
  return typeof clause === "string" ? clause : String(schema.$id ?? "").replace("konaplate:", "schemas/");
}
