import { parametersByPath } from "../contract/find.ts";
import type { Contract, Operation } from "../contract/model.ts";
import type { Observed } from "./case-result.ts";

/**
 * How far a request came, by its answer. `served`: the answer is one that only a request gets whose signature was
 * accepted and whose body was opened. `read`: it names a field of the body, so the body was opened; whether the
 * signature was looked at before that nobody can tell. `unclear`: whoever asks may be answered so.
 */
export type Understanding = "served" | "read" | "unclear";

/**
 * Codes are a family and a number; 000 is common to all operations and what is refused before anybody looks at what is
 * asked for (PROTOCOL.md, "Codes by family"). Of the others only those that a page prints are sure to come after.
 */
export function understandingOf(
  { status, code, message }: Observed,
  operation: Operation,
  contract: Contract,
): Understanding {
  if (status === null) return "unclear";
  const { successCode } = contract.envelope;
  // A success without a code is an envelope that stands elsewhere, and no refusal.
  if (code === successCode || (code === null && status >= 200 && status < 300)) return "served";
  if (code !== null && !code.startsWith("000_") && isPrinted(code, contract)) return "served";
  return code !== null && message !== null && namesField(message, operation) ? "read" : "unclear";
}

function isPrinted(code: string, { operations }: Contract): boolean {
  return operations.some(({ codes }) => codes.some((entry) => entry.code === code));
}

function namesField(message: string, { request }: Operation): boolean {
  return [...parametersByPath(request).values()].some(({ name }) => namesWord(message, name));
}

/** Whether a message has a name as a word, whatever its case: `ci` is not named by "specific". */
export function namesWord(message: string, name: string): boolean {
  const escaped = name.replaceAll(/[^A-Za-z0-9]/g, "\\$&");
  return new RegExp(`(^|[^A-Za-z0-9_$])${escaped}($|[^A-Za-z0-9_$])`, "i").test(message);
}
