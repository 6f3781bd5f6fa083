import type { Case } from "../cases/model.ts";
import type { JudgedExchange } from "../checks/model.ts";
import type { Operation } from "../contract/model.ts";
import type { JsonObject } from "../exact/json.ts";
import type { Found } from "./empty-result.ts";
import { servingOnce } from "./serving-once.ts";

/** Rules that hold an answer to the scenario that was asked for. */
const SCENARIO: readonly string[] = ["status", "code", "message", "not-refused", "distinct-code"];

/** The values of fields that serve once, such as a one-time token, by what of them this run has sent. */
export class ServedOnce {
  readonly #sent = new Set<string>();

  /** Notes a request that goes out; gives the names of the fields whose value an earlier request bore. */
  note(operation: Operation, body: JsonObject): string[] {
    return servingOnce(operation, body)
      .filter(({ field, value }) => {
        const key = `${operation.id} ${field} ${value}`;
        return this.#sent.has(key) || !this.#sent.add(key);
      })
      .map(({ field }) => field);
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
  { envelope, contract }: Pick<JudgedExchange, "envelope" | "contract">,
  served: readonly string[],
  testDataFile: string,
): Found {
  const refused = row.kind === "documented" ? [] : refusedAsServed(found, { envelope, contract }, served);
  if (refused.length === 0) return found;
  const reason = `no fresh value: this run had sent the same ${refused.join(" and ")} before, and the target answers ${String(envelope.code)}; give a list under ${row.operation}: ${row.dataOf ?? row.name}: in ${testDataFile}, or a provider (KONAPLATE_DATA_PROVIDER)`;
  return { ...found, outcome: "not-exercised", reason, violations: [] };
}

/** Of fields whose value was sent before those that an answer can have been refused for; none where it was not. */
export function refusedAsServed(
  { outcome, violations }: Found,
  { envelope, contract }: Pick<JudgedExchange, "envelope" | "contract">,
  served: readonly string[],
): readonly string[] {
  const { code, message } = envelope;
  const isJudged = outcome === "warned" || outcome === "failed";
  if (!isJudged || served.length === 0 || typeof code !== "string") return [];
  if (violations.some(({ rule }) => !SCENARIO.includes(rule))) return [];
  const named = served.filter((name) => typeof message === "string" && message.includes(name));
  const isPrinted = contract.operations.some(({ codes }) => codes.some((printed) => printed.code === code));
  if (named.length === 0 && isPrinted) return [];
  return named.length > 0 ? named : served;
}
