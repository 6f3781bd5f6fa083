import { RESPONSE_TIME_RULE } from "../contract/expectation.ts";
import { notApplicable, type Rule } from "./model.ts";

/** A limit of the user's own (KONAPLATE_MAX_RESPONSE_MS): no page says how long an answer may take. */
export const responseTime: Rule = {
  id: RESPONSE_TIME_RULE,
  kind: "limit",
  title: "The answer comes within the limit of KONAPLATE_MAX_RESPONSE_MS, where there is one.",
  next: "Repeat the case alone: if it is slow then as well, follow its correlation id through the server; if not, look at the load of the run.",
  check: ({ took, expected }) => {
    if (!took) return notApplicable("KONAPLATE_MAX_RESPONSE_MS is not set");
    if (took.answeredInMs <= took.limitMs) return [];
    return [
      {
        clause: expected.clauses.status,
        where: "response time",
        documented: `an answer within ${took.limitMs} ms (KONAPLATE_MAX_RESPONSE_MS; no page says so)`,
        actual: `${took.answeredInMs} ms`,
      },
    ];
  },
};
