import type { Contract } from "../../contract/model.ts";

/**
 * The codes with which the pages refuse a parameter: those of the 000 family on any page. A page that shows one for one
 * of its fields does not show it for the others, so what follows from the family is inferred.
 */
export function validationCodes({ operations, envelope }: Contract): string[] {
  const codes = operations.flatMap((operation) => operation.codes.map(({ code }) => code));
  return [...new Set(codes)]
    .filter((code) => code.startsWith("000_") && code !== envelope.successCode)
    .sort();
}
