import { couldNotRun, notApplicable, type Rule } from "./model.ts";
import { shownValue } from "./rendering.ts";

/** The documented message, in any wording that a reading lets count as the same. */
export const message: Rule = {
  id: "message",
  kind: "scenario",
  title: "The message is the documented one, spelt as documented.",
  check: ({ expected, envelope: found, pointers }) => {
    if (expected.messages === null) return notApplicable("no message is documented for this scenario");
    if (typeof found.message !== "string") return couldNotRun("the answer has no message");
    if (expected.messages.includes(found.message)) return [];
    return [
      {
        clause: expected.clauses.message,
        where: pointers.messagePointer,
        documented: expected.messages.map((text) => JSON.stringify(text)).join(" or "),
        actual: shownValue(found.message),
      },
    ];
  },
};
