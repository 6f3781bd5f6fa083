import type { RequestRule } from "./model.ts";

/**
 * A path is asked with the method of its page. Another page, which nobody read, may have the path with another one: only
 * what the server refuses for its method (405) comes here, and that it has no such page is inferred.
 */
export const requestMethod: RequestRule = {
  id: "request-method",
  title: "A path is asked with the method that its page has.",
  next: "Compare the method with the page's: the server has no other for this path.",
  check: ({ contract, operation, method }) => {
    if (method === operation.method) return [];
    const clause = `${operation.id}#method`;
    return [
      {
        clause: contract.clauses.has(clause) ? clause : `${operation.id}#path`,
        where: "method",
        documented: operation.method,
        actual: method,
        level: "inferred",
      },
    ];
  },
};
