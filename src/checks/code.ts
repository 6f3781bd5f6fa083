import { couldNotRun, notApplicable, type Rule } from "./model.ts";
import { shownValue } from "./rendering.ts";

const CODE_FORM = /^[0-9]{3}_[0-9]{3}$/;

/**
 * The documented code; of a refusal without one a code of the validation family where the case gives that, and of any
 * other scenario without one only that it is not the code of success.
 */
export const code: Rule = {
  id: "code",
  kind: "scenario",
  title: "The code is the documented one.",
  next: "Check that the test data still puts the target in the state that the scenario needs, then which rule of the server answered first.",
  check: ({ expected, envelope: found, pointers, contract }) => {
    if (expected.demand && !expected.family) return notApplicable("the case judges no code of its own");
    if (typeof found.code !== "string") return couldNotRun("the answer has no code");
    const { successCode } = contract.envelope;
    const accepted = expected.code === null ? expected.family : [expected.code];
    if (accepted ? accepted.includes(found.code) : found.code !== successCode) return [];
    return [
      {
        clause: expected.clauses.code,
        where: pointers.codePointer,
        documented: accepted?.join(" or ") ?? `a code of an error, not ${successCode}`,
        actual: shownValue(found.code),
      },
    ];
  },
};

/** Every code on the pages has this form, though none says that it has to: what is concluded from it warns. */
export const codeForm: Rule = {
  id: "code-form",
  kind: "conclusion",
  title: "A code that the page does not list has the form of those that it lists.",
  next: "Look where the server made up this code: a gateway or a framework that answers in its own words bypasses the list of codes.",
  check: ({ expected, envelope: found, pointers }) => {
    if (expected.code !== null || expected.demand)
      return notApplicable("the case is no scenario without a code");
    if (typeof found.code !== "string") return couldNotRun("the answer has no code");
    if (CODE_FORM.test(found.code)) return [];
    return [
      {
        clause: expected.clauses.code,
        where: pointers.codePointer,
        documented: "a code of the form 000_000",
        actual: shownValue(found.code),
      },
    ];
  },
};
