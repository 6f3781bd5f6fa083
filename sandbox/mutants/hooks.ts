import type { Json, JsonObject } from "../../src/exact/json.ts";
import { isJsonObject } from "../../src/exact/json.ts";
import type { HeaderLine } from "../../src/wire/transport.ts";
import type { Alteration, PlainAnswer, RequestContext, SealedAnswer } from "../alteration.ts";
import { answerText } from "../answer.ts";
import { samplePayload } from "../sample-payload.ts";
import { type JweForm, sealBytes } from "./jwe.ts";

/** Which answers are meant. */
export type Applies = (answer: PlainAnswer, context: RequestContext) => boolean;

export const always: Applies = () => true;
export const isSuccess: Applies = ({ status }) => status === 200;
export const isRefusal: Applies = ({ status }) => status !== 200;

export function ofOperation(operation: string, applies: Applies = always): Applies {
  return (answer, context) => context.operation.id === operation && applies(answer, context);
}

/** Changes what is said; an answer that is not meant stays the very object it was. */
export function changeAnswer(
  applies: Applies,
  change: (answer: PlainAnswer, context: RequestContext) => PlainAnswer,
): Alteration {
  return { plain: (answer, context) => (applies(answer, context) ? change(answer, context) : answer) };
}

export function changePayload(applies: Applies, change: (payload: JsonObject) => JsonObject): Alteration {
  return changeAnswer(applies, (answer) => ({ ...answer, payload: change(answer.payload) }));
}

/** Refuses what is meant, in the place of the operation: nothing is carried out. */
export function refuseInstead(
  concerns: (context: RequestContext) => boolean,
  refusal: (context: RequestContext) => Pick<PlainAnswer, "status" | "code" | "message">,
): Alteration {
  return {
    instead: (context) => {
      if (!concerns(context)) return undefined;
      const { status, code, message } = refusal(context);
      return { status, code, message, payload: {}, encrypted: false };
    },
  };
}

/** Answers what is meant as if it were right and had been carried out, whatever is wrong in it. */
export function succeedInstead(concerns: (context: RequestContext) => boolean): Alteration {
  return { instead: (context) => (concerns(context) ? sampleSuccess(context) : undefined) };
}

/** A success of the operation with a sample of its payload. */
function sampleSuccess({ operation }: RequestContext): PlainAnswer {
  const entry = operation.codes.find(({ status }) => status === 200);
  return {
    status: 200,
    code: entry?.code ?? "000_000",
    message: entry?.message ?? "Success.",
    payload: samplePayload(operation.response),
    encrypted: operation.encrypted.response,
  };
}

type WireChange = (
  wire: SealedAnswer,
  context: RequestContext,
  said: PlainAnswer,
) => SealedAnswer | Promise<SealedAnswer>;

/** Changes what travels. */
export function changeWire(applies: Applies, change: WireChange): Alteration {
  const said = new WeakMap<RequestContext, PlainAnswer>();
  return {
    plain: (answer, context) => {
      said.set(context, answer);
      return answer;
    },
    sealed: (wire, context) => {
      const answer = said.get(context);
      return answer && applies(answer, context) ? change(wire, context, answer) : wire;
    },
  };
}

export function changeHeaders(
  applies: Applies,
  change: (lines: readonly HeaderLine[], context: RequestContext) => readonly HeaderLine[],
): Alteration {
  return changeWire(applies, (wire, context) => ({ ...wire, headers: change(wire.headers, context) }));
}

/** Changes the text of the body in the clear, before it is encrypted where it is. */
export function changeText(
  applies: Applies,
  change: (text: string) => string | Buffer,
  form: JweForm = {},
): Alteration {
  return changeWire(applies, async (wire, { clientPublicKey }, answer) => {
    const text = change(answerText(answer));
    const bytes = typeof text === "string" ? Buffer.from(text, "utf8") : text;
    if (!answer.encrypted) return withBody(wire, bytes);
    return withBody(wire, JSON.stringify({ encData: await sealBytes(bytes, clientPublicKey, form) }));
  });
}

/** Changes the bytes of the body as they travel. */
export function changeBody(applies: Applies, change: (body: Buffer) => string | Buffer): Alteration {
  return changeWire(applies, (wire) => withBody(wire, change(wire.body)));
}

export function withBody(wire: SealedAnswer, body: string | Buffer): SealedAnswer {
  const bytes = typeof body === "string" ? Buffer.from(body, "utf8") : body;
  return { ...wire, headers: withHeader(wire.headers, "Content-Length", String(bytes.length)), body: bytes };
}

/** The lines with this header at this value, in its old place where it had one. */
export function withHeader(lines: readonly HeaderLine[], name: string, value: string): readonly HeaderLine[] {
  const isIt = ([key]: HeaderLine): boolean => key.toLowerCase() === name.toLowerCase();
  if (!lines.some(isIt)) return [...lines, [name, value]];
  return lines.map((line) => (isIt(line) ? [line[0], value] : line));
}

export function withoutHeader(lines: readonly HeaderLine[], name: string): readonly HeaderLine[] {
  return lines.filter(([key]) => key.toLowerCase() !== name.toLowerCase());
}

/** Edits the objects that hold the last member of a path; arrays on the way are gone through item by item. */
export function editAt(
  value: JsonObject,
  path: readonly string[],
  edit: (holder: JsonObject, name: string) => JsonObject,
): JsonObject {
  const [name = "", ...rest] = path;
  if (rest.length === 0) return edit(value, name);
  const inner = value[name];
  if (inner === undefined) return value;
  return { ...value, [name]: editInside(inner, rest, edit) };
}

function editInside(value: Json, path: readonly string[], edit: Parameters<typeof editAt>[2]): Json {
  if (Array.isArray(value)) return value.map((item) => editInside(item, path, edit));
  return isJsonObject(value) ? editAt(value, path, edit) : value;
}

export function setAt(value: JsonObject, path: readonly string[], member: Json): JsonObject {
  return editAt(value, path, (holder, name) => ({ ...holder, [name]: member }));
}

export function removeAt(value: JsonObject, path: readonly string[]): JsonObject {
  return editAt(value, path, (holder, name) =>
    Object.fromEntries(Object.entries(holder).filter(([key]) => key !== name)),
  );
}
