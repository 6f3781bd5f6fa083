import type { Case } from "../cases/model.ts";
import type { JudgedExchange } from "../checks/model.ts";
import { inputsOf } from "../contract/inputs.ts";
import type { Operation } from "../contract/model.ts";
import { type JsonObject, stringifyJson } from "../exact/json.ts";
import type { Found } from "./empty-result.ts";

/** Rules that hold an answer to the scenario that was asked for. */
const SCENARIO: readonly string[] = ["status", "code", "message", "not-refused", "distinct-code"];

/** The values of fields that serve once, such as a one-time token, by what of them this run has sent. */
export class ServedOnce {
  readonly #sent = new Set<string>();

  /** Notes a request that goes out; gives the names of the fields whose value an earlier request bore. */
  note(operation: Operation, body: JsonObject): string[] {
    return inputsOf(operation)
      .filter(({ name, consumable }) => consumable === true && Object.hasOwn(body, name))
      .filter(({ name }) => {
        const key = `${operation.id} ${name} ${stringifyJson(body[name] ?? null)}`;
        return this.#sent.has(key) || !this.#sent.add(key);
      })
      .map(({ name }) => name);
  }

  /** The target's world has begun anew. */
  forget(): void {
    this.#sent.clear();
  }
}

/**
 * A target that refuses a value which this run had sent before has not been exercised, and not deviated: the page calls
 * it one that serves once (reading values-that-serve-once). That it is refused for that shows in a message that names the
 * field, or in a code that no page prints. What is wrong with the answer beside its scenario still counts.
 */
export function withoutServed(
  row: Case,
  found: Found,
  { envelope, contract }: JudgedExchange,
  served: readonly string[],
  testDataFile: string,
): Found {
  const { code, message } = envelope;
  const isJudged = found.outcome === "warned" || found.outcome === "failed";
  if (row.kind === "documented" || !isJudged || served.length === 0 || typeof code !== "string") return found;
  if (found.violations.some(({ rule }) => !SCENARIO.includes(rule))) return found;
  const named = served.filter((name) => typeof message === "string" && message.includes(name));
  const isPrinted = contract.operations.some(({ codes }) => codes.some((printed) => printed.code === code));
  if (named.length === 0 && isPrinted) return found;
  const fields = (named.length > 0 ? named : served).join(" and ");
  const reason = `no fresh value: this run had sent the same ${fields} before, and the target answers ${code}; give a list under ${row.operation}: ${row.dataOf ?? row.name}: in ${testDataFile}, or a provider (KONAPLATE_DATA_PROVIDER)`;
  return { ...found, outcome: "not-exercised", reason, violations: [] };
}
