import {
  exactNumber,
  isJsonObject,
  type Json,
  type JsonObject,
  parseJson,
  stringifyJson,
} from "../../src/exact/json.ts";
import { type Applies, always, changeText, isRefusal, isSuccess, ofOperation } from "./hooks.ts";
import type { Mutant } from "./model.ts";

type Rearranged = (envelope: JsonObject, payload: JsonObject) => Json;

interface Wrong {
  readonly name: string;
  readonly says: string;
  readonly catchers: readonly string[];
  readonly change: Rearranged;
}

function member(
  name: string,
  says: string,
  change: (envelope: JsonObject) => Json,
  catchers: readonly string[] = ["envelope"],
): Wrong {
  return {
    name,
    says,
    catchers,
    change: (envelope, payload) => ({ response: change(envelope), ...payload }),
  };
}

const without = (envelope: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(envelope).filter(([key]) => key !== name));

const WRONGS: readonly Wrong[] = [
  {
    name: "at-the-root",
    says: "code and description at the root of the body",
    catchers: ["envelope"],
    change: (envelope, payload) => ({ ...envelope, ...payload }),
  },
  {
    name: "renamed",
    says: "the envelope under the name result",
    catchers: ["envelope"],
    change: (envelope, payload) => ({ result: envelope, ...payload }),
  },
  {
    name: "in-capitals",
    says: "the envelope under the name Response",
    catchers: ["envelope"],
    change: (envelope, payload) => ({ Response: envelope, ...payload }),
  },
  {
    name: "absent",
    says: "no envelope",
    catchers: ["envelope"],
    change: (_envelope, payload) => payload,
  },
  {
    name: "deeper",
    says: "the envelope one level deeper",
    catchers: ["envelope"],
    change: (envelope, payload) => ({ body: { response: envelope, ...payload } }),
  },
  {
    name: "body-an-array",
    says: "the body in an array",
    catchers: ["envelope", "body-schema"],
    change: (envelope, payload) => [{ response: envelope, ...payload }],
  },
  {
    name: "body-null",
    says: "a body that is null",
    catchers: ["envelope", "body-schema"],
    change: () => null,
  },
  {
    name: "body-a-text",
    says: "the body as a text in JSON",
    catchers: ["envelope", "body-schema"],
    change: (envelope, payload) => stringifyJson({ response: envelope, ...payload }),
  },
  {
    name: "body-a-number",
    says: "a number as body",
    catchers: ["envelope", "body-schema"],
    change: () => exactNumber("0"),
  },
  { name: "body-empty", says: "an empty object as body", catchers: ["envelope"], change: () => ({}) },
  member("an-array", "the envelope in an array", (envelope) => [envelope]),
  member("null", "an envelope that is null", () => null),
  member("a-text", "the envelope as a text", (envelope) => stringifyJson(envelope)),
  member("code-missing", "no code", (envelope) => without(envelope, "code")),
  member("code-null", "a code that is null", (envelope) => ({ ...envelope, code: null })),
  member("code-a-number", "the code as a number", (envelope) => ({
    ...envelope,
    code: exactNumber(
      String(envelope.code)
        .replaceAll("_", "")
        .replace(/^0+(?=\d)/, ""),
    ),
  })),
  member("code-an-array", "the code in an array", (envelope) => ({
    ...envelope,
    code: [envelope.code ?? null],
  })),
  member("code-empty", "an empty code", (envelope) => ({ ...envelope, code: "" }), ["code"]),
  member(
    "code-without-underscore",
    "the code without its underscore",
    (envelope) => ({ ...envelope, code: String(envelope.code).replaceAll("_", "") }),
    ["code"],
  ),
  member(
    "code-with-hyphen",
    "the code with a hyphen",
    (envelope) => ({ ...envelope, code: String(envelope.code).replaceAll("_", "-") }),
    ["code"],
  ),
  member(
    "code-with-space",
    "the code with a space after it",
    (envelope) => ({ ...envelope, code: `${String(envelope.code)} ` }),
    ["code"],
  ),
  member("code-renamed", "the code under the name resultCode", ({ code, ...rest }) => ({
    ...rest,
    resultCode: code ?? null,
  })),
  member("description-missing", "no description", (envelope) => without(envelope, "description")),
  member("description-null", "a description that is null", (envelope) => ({
    ...envelope,
    description: null,
  })),
  member("description-a-number", "a number as description", (envelope) => ({
    ...envelope,
    description: exactNumber("0"),
  })),
  member("description-an-object", "the description by language", (envelope) => ({
    ...envelope,
    description: { en: envelope.description ?? null },
  })),
  member("description-renamed", "the description under the name message", ({ description, ...rest }) => ({
    ...rest,
    message: description ?? null,
  })),
  member(
    "exchanged",
    "code and description in each other's place",
    ({ code, description }) => ({
      code: description ?? null,
      description: code ?? null,
    }),
    ["code", "message"],
  ),
];

const SCOPES: readonly (readonly [
  name: string,
  says: string,
  operation: string | undefined,
  applies: Applies,
])[] = [
  ["everywhere", "in every answer", undefined, always],
  ["success-of-user-register", "in each success of user-register", "user-register", isSuccess],
  [
    "refusal-of-charge-cancellation",
    "in each refusal of charge-cancellation",
    "charge-cancellation",
    isRefusal,
  ],
];

/** The envelope moved, renamed, of other types, or missing in part. */
export function envelopeMutants(operations: readonly string[]): Mutant[] {
  return WRONGS.flatMap(({ name, says, catchers, change }) =>
    SCOPES.map(
      ([scope, where, operation, applies]): Mutant => ({
        id: `envelope/${name}/${scope}`,
        category: "envelope",
        description: `The server answers with ${says}, ${where}.`,
        operations: operation === undefined ? operations : [operation],
        evidence: "documented",
        catchers,
        alter: () =>
          changeText(operation === undefined ? applies : ofOperation(operation, applies), (text) =>
            rearranged(text, change),
          ),
      }),
    ),
  );
}

function rearranged(text: string, change: Rearranged): string {
  const body = parseJson(text);
  if (!isJsonObject(body) || !isJsonObject(body.response)) return text;
  const { response, ...payload } = body;
  return stringifyJson(change(response, payload));
}
