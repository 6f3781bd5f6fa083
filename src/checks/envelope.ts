import { readEnvelope } from "../wire/envelope.ts";
import { couldNotRun, type Finding, type JudgedExchange, type Rule } from "./model.ts";
import { shownValue, shownWithType } from "./rendering.ts";

/** The pages give every answer a code and a message; where they stand is a setting, because no page shows it. */
export const envelope: Rule = {
  id: "envelope",
  kind: "answer",
  title: "Code and message are where the settings say they stand, as texts, and there is one code.",
  next: "Check that KONAPLATE_CODE_POINTER and KONAPLATE_MESSAGE_POINTER say where this target keeps code and message.",
  check: (exchange) => {
    const { envelope: found, pointers, opened } = exchange;
    if (opened.json === undefined && found.code === undefined)
      return couldNotRun("the body could not be read as JSON");
    const findings: Finding[] = [];
    if (typeof found.code !== "string") {
      findings.push({
        clause: "envelope#codePointer",
        where: pointers.codePointer,
        documented: "a code such as 000_000",
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
    return [...findings, ...secondCode(exchange)];
  },
};

/** An encrypted answer may bear its code beside encData as well; a client that reads either must read the same. */
function secondCode({ opened, pointers, envelope: found }: JudgedExchange): Finding[] {
  if (!opened.encrypted) return [];
  const beside = readEnvelope(opened.outer, pointers).code;
  if (beside === undefined || found.code === undefined || beside === found.code) return [];
  return [
    {
      clause: "envelope#codePointer",
      where: pointers.codePointer,
      documented: `one code; inside encData it is ${shownValue(found.code)}`,
      actual: `beside encData ${shownValue(beside)}`,
    },
  ];
}
