import { couldNotRun, notApplicable, type Rule } from "./model.ts";
import { shownValue } from "./rendering.ts";

/** Codes of the common family refuse what is asked before anybody looks at what it is about; any page may get one. */
const COMMON = /^000_/;

/** A page that shows all of its codes is answered with one of them, or with one that another page or any page has. */
export const knownCode: Rule = {
  id: "known-code",
  kind: "conclusion",
  title: "The code of an answer is one that the pages know.",
  next: "Look where the server takes this code from, and whether the page's list of codes lags behind it.",
  check: ({ operation, contract, envelope: found, pointers, expected, response }) => {
    if (typeof found.code !== "string") return couldNotRun("the answer has no code");
    const { code } = found;
    const isComplete = !operation.codesIncomplete && !operation.notCaptured.includes("codes");
    if (!isComplete || operation.codes.length < 2)
      return notApplicable("the page does not show all of its codes");
    // Who asks is refused with statuses and codes that no page shows (reading header-mistakes).
    if (!operation.codes.some(({ status }) => status === response.status))
      return notApplicable("the page has no such status");
    const isListed = contract.operations.some(({ codes }) => codes.some((entry) => entry.code === code));
    if (isListed || COMMON.test(code)) return [];
    return [
      {
        clause: expected.clauses.code,
        where: pointers.codePointer,
        documented: "a code that a page lists",
        actual: shownValue(code),
      },
    ];
  },
};
