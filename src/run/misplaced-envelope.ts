import { findOperation } from "../contract/find.ts";
import type { Contract } from "../contract/model.ts";
import { isJsonObject, type Json, toPointer, valueAt } from "../exact/json.ts";
import type { Halt } from "../results/model.ts";
import type { EnvelopePointers } from "../wire/envelope.ts";

/** The bodies of an answer, as it travelled and opened, and the operation that it is of. */
export interface AnswerBodies {
  readonly operation: string;
  readonly bodies: readonly (Json | undefined)[];
}

const CODE = /^[0-9]{3}_[0-9]{3}$/;
/** Levels of a body that are searched; an envelope stands near its root. */
const DEEPEST = 4;

/**
 * Whether the settings look for code or message where this target has neither: no page shows where they stand. Told only
 * where every answer that could be read has one at one other place; a code that is lacking altogether is the server's.
 */
export function misplacedEnvelope(
  answers: readonly AnswerBodies[],
  contract: Contract,
  { codePointer, messagePointer }: EnvelopePointers,
): Halt | undefined {
  const readable = answers.filter(({ bodies }) => textsIn(bodies).size > 0);
  if (readable.length === 0) return undefined;
  if (!readable.some(({ bodies }) => CODE.test(textAt(bodies, codePointer) ?? ""))) {
    const place = commonPlaces(readable, (text) => CODE.test(text))[0];
    if (place !== undefined) return told("code", "KONAPLATE_CODE_POINTER", codePointer, place);
  }
  const isText = (text = ""): boolean => text !== "" && !CODE.test(text);
  if (readable.some(({ bodies }) => isText(textAt(bodies, messagePointer)))) return undefined;
  const places = commonPlaces(readable, isText);
  const besideCode = places.filter((candidate) => parentOf(candidate) === parentOf(codePointer));
  const place =
    places.find((candidate) =>
      readable.some((answer) => isDocumented(textAt(answer.bodies, candidate), answer, contract)),
    ) ?? (besideCode.length === 1 ? besideCode[0] : undefined);
  return place === undefined
    ? undefined
    : told("message", "KONAPLATE_MESSAGE_POINTER", messagePointer, place);
}

function told(what: string, setting: string, pointer: string, place: string): Halt {
  return {
    cause: "settings",
    reason: `No answer has a ${what} at ${pointer}, where ${setting} looks for it, and every one has one at ${place}: did you mean ${setting}=${place}?`,
  };
}

/** Where all answers have a text of this kind, the place nearest to the root first. */
function commonPlaces(answers: readonly AnswerBodies[], isWanted: (text: string) => boolean): string[] {
  const [first, ...others] = answers.map(({ bodies }) => textsIn(bodies));
  return [...(first ?? [])]
    .filter(([place, text]) => isWanted(text) && others.every((texts) => isWanted(texts.get(place) ?? "")))
    .map(([place]) => place)
    .sort((one, other) => one.split("/").length - other.split("/").length);
}

function isDocumented(text: string | undefined, { operation }: AnswerBodies, contract: Contract): boolean {
  const codes = findOperation(contract, operation)?.codes ?? [];
  const accepted = contract.readings.flatMap(({ messages }) => messages.flatMap((entry) => entry.accepted));
  return text !== undefined && [...codes.map(({ message }) => message), ...accepted].includes(text);
}

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf("/"));
}

function textAt(bodies: AnswerBodies["bodies"], pointer: string): string | undefined {
  return bodies.map((body) => valueAt(body, pointer)).find((value) => typeof value === "string");
}

/** The texts of an answer by their pointers. */
function textsIn(bodies: AnswerBodies["bodies"]): Map<string, string> {
  const found = new Map<string, string>();
  const look = (value: Json | undefined, path: readonly string[]): void => {
    if (typeof value === "string" && path.at(-1) !== "encData") found.set(toPointer(path), value);
    if (!isJsonObject(value) || path.length >= DEEPEST) return;
    for (const [name, member] of Object.entries(value)) look(member, [...path, name]);
  };
  for (const body of bodies) if (isJsonObject(body)) look(body, []);
  return found;
}
