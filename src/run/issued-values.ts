import { findOperation } from "../contract/find.ts";
import type { Contract, Parameter } from "../contract/model.ts";
import type { TestData } from "../environment/model.ts";
import { isJsonObject, type Json, type JsonObject } from "../exact/json.ts";
import { numberText } from "../exact/number.ts";

/** The values that a run knows to belong to somebody, by field name: those of the test data and those answered. */
export class IssuedValues {
  readonly #taken = new Set<string>();

  constructor(private readonly testData: TestData) {
    this.forget();
  }

  /** Back to the test data alone: the target's world has begun anew. */
  forget(): void {
    this.#taken.clear();
    for (const cases of Object.values(this.testData))
      for (const fields of Object.values(cases))
        for (const [field, value] of Object.entries(fields)) this.#take(field, value);
  }

  /** Values that a provider gave belong to somebody as those of the test data do. */
  give(values: Readonly<Record<string, Json>>): void {
    for (const [field, value] of Object.entries(values)) this.#take(field, value);
  }

  isTaken(field: string, value: string): boolean {
    return this.#taken.has(keyOf(field, value));
  }

  /** Remembers the unique values of an answer, once the answer has been judged. */
  note(contract: Contract, operation: string, answer: Json | undefined): void {
    if (!isJsonObject(answer)) return;
    this.#noteFields(findOperation(contract, operation)?.response ?? [], answer);
  }

  #noteFields(fields: readonly Parameter[], holder: JsonObject): void {
    for (const { name, unique, thing, fields: inside } of fields) {
      const value = Object.hasOwn(holder, name) ? (holder[name] ?? null) : null;
      if (unique === true || thing !== undefined) this.#take(name, value);
      if (isJsonObject(value)) this.#noteFields(inside, value);
    }
  }

  #take(field: string, value: Json): void {
    if (Array.isArray(value)) for (const one of value) this.#take(field, one);
    const text = numberText(value) ?? (typeof value === "string" ? value : undefined);
    if (text !== undefined) this.#taken.add(keyOf(field, text));
  }
}

function keyOf(field: string, value: string): string {
  return `${field}\n${value}`;
}
