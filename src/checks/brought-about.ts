import { inputsOf } from "../contract/inputs.ts";
import { fieldNames, wordsOf } from "./field-names.ts";
import type { JudgedExchange } from "./model.ts";

/**
 * Whether an answer shows that its scenario was brought about, though the request was a guess: it has the scenario's code,
 * or its message where the page gives no code. What the page says beside that is then documented. Where the scenario is
 * about a field, a message about another one shows that something else was refused.
 */
export function isBroughtAbout({ expected, envelope, operation }: JudgedExchange): boolean {
  if (typeof envelope.message !== "string") return expected.code !== null && envelope.code === expected.code;
  const { message } = envelope;
  if (expected.code === null) return expected.messages?.includes(message) === true;
  if (envelope.code !== expected.code) return false;
  const fields = fieldNames(inputsOf(operation));
  const own = new Set(expected.messages?.flatMap(wordsOf));
  if (![...fields].some((field) => own.has(field))) return true;
  return !wordsOf(message).some((word) => fields.has(word) && !own.has(word));
}
