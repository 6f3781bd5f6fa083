import { jsonType } from "../exact/json.ts";
import { couldNotRun, type Finding, type JudgedExchange, notApplicable, type Rule } from "./model.ts";
import { shownValue, shownWithType } from "./rendering.ts";

const CODE_FORM = /^[0-9]{3}_[0-9]{3}$/;

/** The pages give every answer a code and a message; where they stand is a setting, because no page shows it. */
export const envelope: Rule = {
  id: "envelope",
  title: "Code and message are where the settings say they stand, as texts of their form.",
  check: (exchange) => {
    const { envelope: found, pointers, opened } = exchange;
    if (opened.json === undefined) return couldNotRun("the body could not be read as JSON");
    const findings: Finding[] = [];
    if (typeof found.code !== "string" || !CODE_FORM.test(found.code)) {
      findings.push({
        clause: "envelope#codePointer",
        where: pointers.codePointer,
        documented: "a code of the form 000_000",
        actual: shownWithType(found.code),
      });
    }
    if (typeof found.message !== "string") {
      findings.push({
        clause: "envelope#messagePointer",
        where: pointers.messagePointer,
        documented: "a message",
        actual: shownWithType(found.message),
      });
    }
    return findings;
  },
};

/** The documented code; of a scenario without one only that it is not the code of success. */
export const code: Rule = {
  id: "code",
  title: "The code is the documented one.",
  check: (exchange) => {
    const { expected, envelope: found, pointers, contract } = exchange;
    if (typeof found.code !== "string") return couldNotRun("the answer has no code");
    if (expected.code === null && found.code !== contract.envelope.successCode) return [];
    if (found.code === expected.code) return [];
    return [
      {
        clause: expected.clauses.code,
        where: pointers.codePointer,
        documented: expected.code ?? `a code of an error, not ${contract.envelope.successCode}`,
        actual: shownValue(found.code),
      },
    ];
  },
};

/** A scenario without a documented code that is answered with the code of another one was probably not recognised. */
export const distinctCode: Rule = {
  id: "distinct-code",
  title: "A scenario without a documented code does not answer the code of another scenario.",
  check: ({ expected, envelope: found, operation, pointers }) => {
    if (expected.code !== null) return notApplicable("the scenario has a documented code");
    const other = operation.codes.find((entry) => entry.code === found.code && entry.status !== 200);
    if (!other) return [];
    return [
      {
        clause: other.clause,
        where: pointers.codePointer,
        documented: `${other.code} answers another scenario: ${other.message}`,
        actual: shownValue(found.code),
      },
    ];
  },
};

/** The documented message, in any wording that a reading lets count as the same. */
export const message: Rule = {
  id: "message",
  title: "The message is the documented one, spelt as documented.",
  check: (exchange) => {
    const { expected, envelope: found } = exchange;
    if (expected.messages === null) return notApplicable("no message is documented for this scenario");
    if (typeof found.message !== "string") return couldNotRun("the answer has no message");
    return expected.messages.includes(found.message) ? [] : [wording(exchange, expected.messages)];
  },
};

function wording(
  { expected, envelope: found, pointers }: JudgedExchange,
  accepted: readonly string[],
): Finding {
  return {
    clause: expected.clauses.message,
    where: pointers.messagePointer,
    documented: accepted.map((text) => JSON.stringify(text)).join(" or "),
    actual:
      found.message === undefined ? "absent" : `${jsonType(found.message)} ${shownValue(found.message)}`,
  };
}
