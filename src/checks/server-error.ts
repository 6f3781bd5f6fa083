import { notApplicable, type Rule } from "./model.ts";

/** Statuses that the way to the server gives (RFC 9110 sections 15.6.3 to 15.6.5); they say nothing of the server. */
const OF_THE_WAY: ReadonlySet<number> = new Set([502, 503, 504]);

/**
 * The pages know successes and refusals: a server that breaks on a request, whatever it is, has done neither, unless its own
 * page lists the very answer.
 */
export const serverError: Rule = {
  id: "server-error",
  kind: "conclusion",
  title: "The server answers no request with an error of its own.",
  next: "Look the request up in the server's log by its correlation id: something broke there that should have been a refusal.",
  check: ({ expected, response: { status }, envelope: found, operation }) => {
    if (OF_THE_WAY.has(status)) return notApplicable("the way to the server answered, and not the server");
    if (status < 500) return [];
    if (operation.codes.some((entry) => entry.status === status && entry.code === found.code)) return [];
    const statuses = [...operation.codes, ...operation.testData].map((entry) => entry.status);
    const known = [...new Set(statuses)].sort((a, b) => a - b).join(" or ");
    const documented = `a status below 500; the page has ${known}`;
    return [{ clause: expected.clauses.status, where: "status", documented, actual: String(status) }];
  },
};
