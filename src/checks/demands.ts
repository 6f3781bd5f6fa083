import { inputsOf } from "../contract/inputs.ts";
import type { Operation } from "../contract/model.ts";
import type { Json } from "../exact/json.ts";
import { fieldNames, wordsOf } from "./field-names.ts";
import { couldNotRun, type JudgedExchange, notApplicable, type Rule } from "./model.ts";
import { shownValue } from "./rendering.ts";

/**
 * A request that breaks the contract in one field is refused for that field: the pages' messages all name theirs. Where the
 * operation changes something the request names nobody's things, and a refusal for one of these is as right (reading
 * several-conditions-at-once).
 */
export const namesField: Rule = {
  id: "names-field",
  kind: "scenario",
  title: "The message of a refused parameter names the parameter.",
  next: "Look which field the server's validation complained of: it may have stopped at another one, or its message hides the name.",
  check: ({ expected, envelope: found, pointers, operation }) => {
    const { demand } = expected;
    if (demand?.kind !== "refusal") return notApplicable("the case is not about a refused parameter");
    if (typeof found.message !== "string") return couldNotRun("the answer has no message");
    if (names(found.message, demand.field)) return [];
    return [
      {
        clause: expected.clauses.message,
        where: pointers.messagePointer,
        documented: `a message that names ${demand.field}`,
        actual: shownValue(found.message),
        ...(isAboutThing(found.message, operation) && {
          reading: "several-conditions-at-once",
          atMost: "observed" as const,
        }),
      },
    ];
  },
};

/** Whether a message names a field whose value is somebody's thing, or serves once, where a derived request has nobody's. */
function isAboutThing(message: string, operation: Operation): boolean {
  if (operation.effect === "nothing") return false;
  return inputsOf(operation).some(
    ({ name, thing, consumable }) => (thing !== undefined || consumable === true) && names(message, name),
  );
}

function names(message: string, field: string): boolean {
  return wordsOf(message).includes(field);
}

/**
 * What keeps to all that the contract states of a field is not refused for its form. A refusal that names the field says
 * that it is; one that names no field at all may be about something that this suite does not know, and weighs less.
 */
export const notRefused: Rule = {
  id: "not-refused",
  kind: "demand",
  title: "A value that keeps to what its page states is not refused for its form.",
  next: "Compare the bounds of the field in the server's validation with its row in the parameter table; the value sent lies within them.",
  check: ({ expected, envelope: found, pointers, operation }) => {
    const { demand } = expected;
    if (demand?.kind !== "acceptance")
      return notApplicable("the case is not about a value within its bounds");
    if (typeof found.code !== "string") return couldNotRun("the answer has no code");
    if (!demand.codes.includes(found.code)) return [];
    const named = [...fieldNames(inputsOf(operation))].filter(
      (field) => typeof found.message === "string" && names(found.message, field),
    );
    if (named.length > 0 && !named.includes(demand.field)) return [];
    if (named.length === 0 && isOfScenario(found.message, operation)) return [];
    return [
      {
        clause: expected.clauses.code,
        where: pointers.codePointer,
        documented: `no refusal of ${demand.field} by ${demand.codes.join(", ")}`,
        actual: `${shownValue(found.code)} ${shownValue(found.message)}`,
        ...(named.length === 0 && { atMost: "inferred" }),
      },
    ];
  },
};

/** Words with which the page refuses a right request for what it asks, whatever the code beside them. */
function isOfScenario(message: Json | undefined, { codes, testData }: Operation): boolean {
  if (typeof message !== "string") return false;
  const words = (text: string): string => text.replace(/\.$/, "");
  const known = [...codes.map((entry) => entry.message), ...testData.map((entry) => entry.title)];
  return known.some((text) => words(text) === words(message));
}

/**
 * A request that breaks what the contract states of it, or whose headers, token, encryption or keys are wrong, is not carried
 * out; what refuses it is open. A code that a right request gets, though it refuses that request too, shows that the
 * fault was not seen: that follows, and no page says it.
 */
export const notCarriedOut: Rule = {
  id: "not-carried-out",
  kind: "demand",
  title: "A request that must be refused is not carried out.",
  next: "Check that the request is verified in full (headers, token, encryption, form of the body) before anything is done, and what it has changed on the target.",
  check: (exchange) => {
    const { expected, pointers, contract } = exchange;
    const { demand } = expected;
    if (demand?.kind !== "no-success" && demand?.kind !== "refusal")
      return notApplicable("nothing of the request has to be refused");
    const { successCode } = contract.envelope;
    const codes = demand.kind === "refusal" ? [successCode] : demand.codes;
    const actual = carriedOut(exchange, codes);
    if (actual === undefined) return [];
    if (isUnreadable(exchange)) return couldNotRun("the answer is no JSON, so nobody can say what was done");
    const documented = `a refusal, and not ${codes.join(" or ")}, which a right request gets`;
    const isSuccess = exchange.envelope.code === undefined || exchange.envelope.code === successCode;
    const finding = { clause: expected.clauses.code, where: pointers.codePointer, documented, actual };
    return [isSuccess ? finding : { ...finding, atMost: "inferred" }];
  },
};

/** What a refused request was about is as it was: the right request after it does not come too late. */
export const untouched: Rule = {
  id: "untouched",
  kind: "demand",
  title: "A request that was refused has changed nothing.",
  next: "Look what the server does before it refuses: a value kept before the checks, or work that goes on after the answer.",
  check: ({ expected, envelope: found, pointers }) => {
    const { demand } = expected;
    if (demand?.kind !== "untouched") return notApplicable("no refused request went before");
    if (typeof found.code !== "string") return couldNotRun("the answer has no code");
    if (!demand.codes.includes(found.code)) return [];
    return [
      {
        clause: expected.clauses.code,
        where: pointers.codePointer,
        documented: `the answer of a thing that nothing was done to, and not ${demand.codes.join(" or ")}`,
        actual: `${shownValue(found.code)} after the same was refused`,
      },
    ];
  },
};

/** What shows that a request was carried out: one of the codes that only come then, or a success without any code. */
/** Something came, and it has no form in which a code could stand. */
function isUnreadable({ response, opened, envelope: found }: JudgedExchange): boolean {
  return found.code === undefined && opened.json === undefined && response.body.length > 0;
}

function carriedOut(
  { response, envelope: found }: JudgedExchange,
  codes: readonly string[],
): string | undefined {
  if (typeof found.code === "string") return codes.includes(found.code) ? shownValue(found.code) : undefined;
  return response.status >= 200 && response.status < 300
    ? `status ${response.status} without a code`
    : undefined;
}
