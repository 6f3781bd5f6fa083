import type { Contract, Operation } from "../../src/contract/model.ts";
import { parseJson } from "../../src/exact/json.ts";
import type { Alteration, RequestContext, SealedAnswer } from "../alteration.ts";
import { answerText } from "../answer.ts";
import {
  type Applies,
  changeAnswer,
  changeHeaders,
  changeText,
  changeWire,
  isRefusal,
  isSuccess,
  ofOperation,
  withBody,
  withHeader,
} from "./hooks.ts";
import { type JweForm, sealBytes, strangersKey, withFlippedPart } from "./jwe.ts";
import type { Mutant } from "./model.ts";

/** What travels in the place of the encrypted body. */
type Sealing = (text: string, context: RequestContext) => Promise<unknown> | unknown;

interface Wrong {
  readonly name: string;
  readonly says: string;
  readonly catchers?: readonly string[];
  readonly seal: Sealing;
}

const inForm =
  (form: JweForm, key?: () => RequestContext["clientPublicKey"]): Sealing =>
  async (text, context) => ({
    encData: await sealBytes(Buffer.from(text), key?.() ?? context.clientPublicKey, form),
  });
const flipped =
  (place: 0 | 1 | 2 | 3 | 4): Sealing =>
  async (text, { clientPublicKey }) => ({
    encData: withFlippedPart(await sealBytes(Buffer.from(text), clientPublicKey), place),
  });
const instead =
  (make: (jwe: string, text: string) => unknown): Sealing =>
  async (text, { clientPublicKey }) =>
    make(await sealBytes(Buffer.from(text), clientPublicKey), text);

const WRONGS: readonly Wrong[] = [
  { name: "in-the-clear", says: "travels in the clear", seal: (text) => parseJson(text) },
  { name: "for-another-key", says: "is encrypted for somebody else's key", seal: inForm({}, strangersKey) },
  {
    name: "rsa-oaep-384",
    says: "has its key encrypted by RSA-OAEP-384",
    seal: inForm({ alg: "RSA-OAEP-384" }),
  },
  {
    name: "rsa-oaep-512",
    says: "has its key encrypted by RSA-OAEP-512",
    seal: inForm({ alg: "RSA-OAEP-512" }),
  },
  { name: "a192gcm", says: "is encrypted by A192GCM", seal: inForm({ enc: "A192GCM" }) },
  { name: "a128cbc", says: "is encrypted by A128CBC-HS256", seal: inForm({ enc: "A128CBC-HS256" }) },
  { name: "a256cbc", says: "is encrypted by A256CBC-HS512", seal: inForm({ enc: "A256CBC-HS512" }) },
  { name: "header-changed", says: "has its protected header changed", seal: flipped(0) },
  { name: "key-changed", says: "has its encrypted key changed", seal: flipped(1) },
  { name: "iv-changed", says: "has its initialization vector changed", seal: flipped(2) },
  { name: "ciphertext-changed", says: "has its ciphertext changed", seal: flipped(3) },
  { name: "tag-changed", says: "has its authentication tag changed", seal: flipped(4) },
  {
    name: "tag-missing",
    says: "has lost its authentication tag",
    seal: instead((jwe) => ({ encData: jwe.slice(0, jwe.lastIndexOf(".")) })),
  },
  {
    name: "tag-empty",
    says: "has an empty authentication tag",
    seal: instead((jwe) => ({ encData: jwe.slice(0, jwe.lastIndexOf(".") + 1) })),
  },
  {
    name: "cut-in-half",
    says: "is cut in half",
    seal: instead((jwe) => ({ encData: jwe.slice(0, jwe.length / 2) })),
  },
  {
    name: "json-serialization",
    says: "is a JWE in JSON serialization",
    seal: instead((jwe) => ({ encData: partsOf(jwe) })),
  },
  { name: "enc-data-null", says: "has an encData that is null", seal: () => ({ encData: null }) },
  { name: "enc-data-number", says: "has an encData that is a number", seal: () => ({ encData: 1 }) },
  {
    name: "enc-data-array",
    says: "has its encData in an array",
    seal: instead((jwe) => ({ encData: [jwe] })),
  },
  { name: "enc-data-empty", says: "has an empty encData", seal: () => ({ encData: "" }) },
  {
    name: "enc-data-base64",
    says: "is base64 alone",
    seal: (text) => ({ encData: Buffer.from(text).toString("base64") }),
  },
  {
    name: "enc-data-plain",
    says: "has its text in the clear inside encData",
    seal: (text) => ({ encData: text }),
  },
  {
    name: "enc-data-renamed",
    says: "is a JWE under the name encdata",
    seal: instead((jwe) => ({ encdata: jwe })),
  },
  {
    name: "jwe-alone",
    says: "is a JWE without its encData",
    catchers: ["encryption", "json-well-formed"],
    seal: instead((jwe) => jwe),
  },
  {
    name: "encrypted-twice",
    says: "is encrypted twice",
    catchers: ["encryption", "body-schema", "envelope"],
    seal: async (text, context) => inForm({})(JSON.stringify(await inForm({})(text, context)), context),
  },
  {
    name: "of-no-json",
    says: "has no JSON inside",
    catchers: ["json-well-formed"],
    seal: async (_text, context) => inForm({})("Success.", context),
  },
  {
    name: "of-nothing",
    says: "has nothing inside",
    catchers: ["json-well-formed"],
    seal: async (_text, context) => inForm({})("", context),
  },
];

/** Encryption missing, made wrong, or made where the page has none. */
export function encryptionMutants({ operations }: Contract): Mutant[] {
  return operations.flatMap((operation) =>
    operation.encrypted.response
      ? [...missealed(operation), ...repeated(operation), ...foreignKeyId(operation)]
      : [encryptedAnyway(operation)],
  );
}

/** With the same key and vector twice, two messages tell each other (NIST SP 800-38D, 8.3). */
function repeated({ id }: Operation): Mutant[] {
  const [iv, contentKey] = [new Uint8Array(12).fill(7), new Uint8Array(16).fill(7)];
  const forms: readonly (readonly [name: string, says: string, form: JweForm])[] = [
    ["same-iv", "with the same initialization vector each time", { iv }],
    ["same-key-and-iv", "with the same content key and initialization vector each time", { iv, contentKey }],
  ];
  return forms.map(
    ([name, says, form]): Mutant => ({
      id: `encryption/${id}/every-answer/${name}`,
      category: "encryption",
      description: `${id} encrypts its answers ${says}.`,
      operations: [id],
      evidence: "inferred",
      catchers: ["fresh-key", "fresh-vector"],
      alter: () =>
        changeText(
          ofOperation(id, ({ encrypted }) => encrypted),
          (text) => text,
          form,
        ),
    }),
  );
}

function foreignKeyId({ id }: Operation): Mutant[] {
  return [
    {
      id: `encryption/${id}/success/key-id-of-another-key`,
      category: "encryption",
      description: `Each success of ${id} names another key in X-KM-Crypto-Key-Id than the one it is encrypted with.`,
      operations: [id],
      evidence: "inferred",
      catchers: ["answer-key"],
      alter: () =>
        changeHeaders(ofOperation(id, isSuccess), (lines) =>
          withHeader(lines, "X-KM-Crypto-Key-Id", "0123456789abcdef0123456789abcdef"),
        ),
    },
  ];
}

function missealed(operation: Operation): Mutant[] {
  const { id } = operation;
  const successes = WRONGS.map((wrong) => missealedMutant(operation, "success", isSuccess, wrong));
  // A refusal may travel either way; what is encrypted has to open all the same (reading error-response-encryption).
  const mustOpen = [
    "for-another-key",
    "a192gcm",
    "tag-changed",
    "cut-in-half",
    "enc-data-null",
    "of-nothing",
  ];
  const refusals = WRONGS.filter(({ name }) => mustOpen.includes(name)).map((wrong) =>
    missealedMutant(operation, "refusal", isRefusal, wrong),
  );
  return [...successes, ...refusals, encryptedBeside(id)];
}

function missealedMutant({ id }: Operation, kind: string, applies: Applies, wrong: Wrong): Mutant {
  return {
    id: `encryption/${id}/${kind}/${wrong.name}`,
    category: "encryption",
    description: `Each ${kind} of ${id} ${wrong.says}.`,
    operations: [id],
    evidence: "documented",
    catchers: wrong.catchers ?? ["encryption"],
    alter: () =>
      changeWire(ofOperation(id, applies), (wire, context, answer) =>
        resealed(wire, context, answerText(answer), wrong.seal),
      ),
  };
}

async function resealed(
  wire: SealedAnswer,
  context: RequestContext,
  text: string,
  seal: Sealing,
): Promise<SealedAnswer> {
  const body = await seal(text, context);
  // A JWE that stands alone is no JSON and travels as it is.
  return withBody(wire, typeof body === "string" ? body : stringified(body, text));
}

/** The text itself where it travels in the clear, since its numbers are exact. */
function stringified(body: unknown, text: string): string {
  const isSealed = typeof body === "object" && body !== null && ("encData" in body || "encdata" in body);
  return isSealed ? JSON.stringify(body) : text;
}

/** Another code beside encData than inside it: a client that reads either is told two things. */
function encryptedBeside(id: string): Mutant {
  return {
    id: `encryption/${id}/success/another-code-beside`,
    category: "encryption",
    description: `Each success of ${id} has another code beside encData than inside it.`,
    operations: [id],
    evidence: "documented",
    catchers: ["envelope"],
    alter: () =>
      changeWire(ofOperation(id, isSuccess), (wire) => {
        const outer = JSON.parse(wire.body.toString("utf8")) as Record<string, unknown>;
        const response = { code: "000_002", description: "Invalid input value." };
        return withBody(wire, JSON.stringify({ ...outer, response }));
      }),
  };
}

function encryptedAnyway({ id }: Operation): Mutant {
  const alter = (): Alteration =>
    changeAnswer(ofOperation(id, isSuccess), (answer) => ({ ...answer, encrypted: true }));
  return {
    id: `encryption/${id}/success/encrypted-anyway`,
    category: "encryption",
    description: `Each success of ${id} is encrypted though its page has it in the clear.`,
    operations: [id],
    evidence: "documented",
    catchers: ["encryption"],
    alter,
  };
}

function partsOf(jwe: string): Record<string, string | undefined> {
  const [header, key, iv, ciphertext, tag] = jwe.split(".");
  return { protected: header, encrypted_key: key, iv, ciphertext, tag };
}
