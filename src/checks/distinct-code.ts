import { notApplicable, type Rule } from "./model.ts";
import { openBy } from "./open-by.ts";
import { shownValue } from "./rendering.ts";

/** A scenario without a documented code that is answered with the code of another one was probably not recognised. */
export const distinctCode: Rule = {
  id: "distinct-code",
  kind: "conclusion",
  title: "A scenario without a documented code does not answer the code of another scenario.",
  next: "Check whether the test member has only the state of this scenario; if so, the server took the request for another scenario.",
  check: ({ expected, envelope: found, operation, pointers, contract }) => {
    if (expected.code !== null || expected.demand)
      return notApplicable("the case is no scenario without a code");
    const other = operation.codes.find((entry) => entry.code === found.code && entry.status !== 200);
    if (!other) return [];
    return [
      {
        clause: other.clause,
        where: pointers.codePointer,
        documented: `${other.code} answers another scenario: ${other.message}`,
        actual: shownValue(found.code),
        ...openBy(contract, { clause: expected.clauses.code, value: other.code }),
      },
    ];
  },
};
