import type { Rule } from "./model.ts";

/** The HTTP status of the documented code or test-data title. */
export const status: Rule = {
  id: "status",
  title: "The status is the documented one.",
  check: ({ expected, response }) =>
    response.status === expected.status
      ? []
      : [
          {
            clause: expected.clauses.status,
            where: "status",
            documented: String(expected.status),
            actual: String(response.status),
          },
        ],
};
