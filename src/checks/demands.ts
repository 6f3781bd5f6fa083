import { couldNotRun, type JudgedExchange, notApplicable, type Rule } from "./model.ts";
import { shownValue } from "./rendering.ts";

/** A request that breaks the contract in one field is refused for that field: the pages' messages all name theirs. */
export const namesField: Rule = {
  id: "names-field",
  title: "The message of a refused parameter names the parameter.",
  check: ({ expected, envelope: found, pointers }) => {
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
      },
    ];
  },
};

/** Whether a message has the field's name as a word: `ci` is not named by "specific". */
function names(message: string, field: string): boolean {
  return message.split(/[^A-Za-z0-9_$]+/).includes(field);
}

/** What lies within the documented bounds of a field is not refused for that field. */
export const notRefused: Rule = {
  id: "not-refused",
  title: "A value within its bounds is not refused by validation.",
  check: ({ expected, envelope: found, pointers }) => {
    const { demand } = expected;
    if (demand?.kind !== "acceptance")
      return notApplicable("the case is not about a value within its bounds");
    if (typeof found.code !== "string") return couldNotRun("the answer has no code");
    const isNamed = typeof found.message === "string" && names(found.message, demand.field);
    if (!demand.codes.includes(found.code) || !isNamed) return [];
    return [
      {
        clause: expected.clauses.code,
        where: pointers.codePointer,
        documented: `no refusal of ${demand.field} by ${demand.codes.join(", ")}`,
        actual: `${shownValue(found.code)} ${shownValue(found.message)}`,
      },
    ];
  },
};

/** A request that is wrong in its headers, token, encryption or keys is not carried out; what refuses it is open. */
export const notCarriedOut: Rule = {
  id: "not-carried-out",
  title: "A request that must be refused is not carried out.",
  check: (exchange) => {
    const { expected, pointers } = exchange;
    const { demand } = expected;
    if (demand?.kind !== "no-success") return notApplicable("nothing of the request has to be refused");
    const actual = carriedOut(exchange, demand.codes);
    if (actual === undefined) return [];
    const documented = `a refusal, and not ${demand.codes.join(" or ")}, which a right request gets`;
    return [{ clause: expected.clauses.code, where: pointers.codePointer, documented, actual }];
  },
};

/** What shows that a request was carried out: one of the codes that only come then, or a success without any code. */
function carriedOut(
  { response, envelope: found }: JudgedExchange,
  codes: readonly string[],
): string | undefined {
  if (typeof found.code === "string") return codes.includes(found.code) ? shownValue(found.code) : undefined;
  return response.status >= 200 && response.status < 300
    ? `status ${response.status} without a code`
    : undefined;
}
