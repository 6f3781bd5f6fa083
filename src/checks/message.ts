import { inputsOf } from "../contract/inputs.ts";
import type { Operation } from "../contract/model.ts";
import { fieldNames, wordsOf } from "./field-names.ts";
import { couldNotRun, type JudgedExchange, notApplicable, type Rule } from "./model.ts";
import { shownValue } from "./rendering.ts";

/**
 * The documented message, in any wording that a reading lets count as the same. A full stop at the end is nothing
 * (reading success-full-stop); the words of another page for the same code say the same, though this page has others.
 */
export const message: Rule = {
  id: "message",
  kind: "scenario",
  title: "The message is the documented one, spelt as documented.",
  next: "Compare the wording with the page's list of codes, and with the readings that concern this code.",
  check: (exchange) => {
    const { expected, envelope: found, pointers } = exchange;
    if (expected.messages === null) return notApplicable("no message is documented for this scenario");
    if (typeof found.message !== "string") return couldNotRun("the answer has no message");
    const came = withoutStop(found.message);
    if (expected.messages.some((text) => withoutStop(text) === came)) return [];
    return [
      {
        clause: expected.clauses.message,
        where: pointers.messagePointer,
        documented: expected.messages.map((text) => JSON.stringify(text)).join(" or "),
        actual: shownValue(found.message),
        ...(isOfAnotherPage(found.message, exchange) && { atMost: "inferred" as const }),
      },
    ];
  },
};

function withoutStop(text: string): string {
  return text.replace(/\.$/, "");
}

/** Whether another page has these words for the code that is expected here, about the field that this page's name. */
function isOfAnotherPage(came: string, { expected, operation, contract }: JudgedExchange): boolean {
  const fields = fieldNames(inputsOf(operation));
  const [wanted = ""] = expected.messages ?? [];
  const field = wordsOf(wanted).find((word) => fields.has(word));
  return contract.operations
    .filter((other) => other.id !== operation.id)
    .flatMap((other) => other.codes.map((entry) => ({ other, entry })))
    .filter(({ entry }) => entry.code === expected.code)
    .some(({ other, entry }) => withoutStop(about(field, entry.message, other)) === withoutStop(came));
}

/** The message of another page with the name of its own field replaced. */
function about(field: string | undefined, text: string, operation: Operation): string {
  if (field === undefined) return text;
  const names = fieldNames(inputsOf(operation));
  return text.replaceAll(/[A-Za-z0-9_$]+/g, (word) => (names.has(word) ? field : word));
}
