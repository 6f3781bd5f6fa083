import { notApplicable, type Rule } from "./model.ts";

/** The HTTP status of the documented code or test-data title. */
export const status: Rule = {
  id: "status",
  kind: "scenario",
  title: "The status is the documented one.",
  next: "Compare the status with the code in the same answer: if both differ, another rule of the server answered first; if the code is right, look at its mapping to a status.",
  check: ({ expected, response }) => {
    if (expected.status === null) return notApplicable("the documents give no status for this request");
    if (response.status === expected.status) return [];
    return [
      {
        clause: expected.clauses.status,
        where: "status",
        documented: String(expected.status),
        actual: String(response.status),
      },
    ];
  },
};
