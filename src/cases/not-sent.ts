import type { Contract, Operation } from "../contract/model.ts";
import type { Case } from "./model.ts";

/**
 * Marks the cases whose request this suite has no way to send: it sends a POST with a body. Sent so, an operation of
 * another method would answer what says nothing of it, and a literal `{userId}` in a path would accuse the server.
 */
export function withoutUnsendable(cases: readonly Case[], contract: Contract): Case[] {
  const reasons = new Map(
    contract.operations.flatMap((operation): [string, string][] => {
      const reason = whyNotSent(operation);
      return reason === undefined ? [] : [[operation.id, reason]];
    }),
  );
  if (reasons.size === 0) return [...cases];
  return cases.map((row) => {
    const operations = [row.operation, ...(row.steps ?? []).map((step) => step.row.operation)];
    const notSent = operations.map((id) => reasons.get(id)).find((reason) => reason !== undefined);
    return notSent === undefined ? row : { ...row, notSent };
  });
}

function whyNotSent({ method, path, pathParameters, query }: Operation): string | undefined {
  const plain =
    method === "POST" && pathParameters.length === 0 && query.every((row) => row.presence === "optional");
  return plain
    ? undefined
    : `not sent: ${method} ${path} takes more than a POST with a body, which is all that the suite sends yet`;
}
