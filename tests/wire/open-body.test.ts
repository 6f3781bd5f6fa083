import { describe, expect, it } from "vitest";
import { type Json, stringifyJson } from "../../src/exact/json.ts";
import { envelopeOf, readEnvelope } from "../../src/wire/envelope.ts";
import { encryptMessage } from "../../src/wire/message-encryption.ts";
import { openBody } from "../../src/wire/open-body.ts";
import { VECTORS, vectorKey } from "../vectors/vectors.ts";
import { alteredPart, withHeader } from "./jwe-surgery.ts";

const KEY = vectorKey("client-private");
const forClient = VECTORS.jwe.filter(({ key }) => key === "client");
const [first] = forClient;
if (!first) throw new Error("there is a vector for the client");
const forServer = VECTORS.jwe.find(({ key }) => key === "server")?.jwe ?? "";

const open = (text: string): ReturnType<typeof openBody> => openBody(Buffer.from(text), KEY);
const sealed = (encData: unknown, beside = {}): string => JSON.stringify({ encData, ...beside });
async function sealedText(text: string): Promise<string> {
  return sealed(encryptMessage(text, vectorKey("client-public")));
}

describe("a body", () => {
  it("in the clear is read as it is", async () => {
    const text = '{"userId":9999999999999999998}';
    const body = await open(text);
    expect(body).toMatchObject({ encrypted: false, text, problems: [] });
    expect(body.outer).toBe(body.json);
  });

  it.each(forClient)("sealed with $enc is opened, its numbers exact", async ({ jwe, plaintext, enc }) => {
    const body = await open(sealed(jwe));
    expect(body).toMatchObject({ encrypted: true, alg: "RSA-OAEP-256", enc, text: plaintext, problems: [] });
    expect(body.json === undefined ? "" : stringifyJson(body.json)).toBe(plaintext);
    expect(body.outer).toEqual({ encData: jwe });
  });

  it("keeps what travels beside encData", async () => {
    const body = await open(sealed(first.jwe, { note: "x" }));
    expect(body).toMatchObject({
      encrypted: true,
      text: first.plaintext,
      outer: { note: "x" },
      problems: [],
    });
  });

  it.each([
    ["a number", sealed(1), "jwe-malformed"],
    ["null", sealed(null), "jwe-malformed"],
    ["an object", sealed({}), "jwe-malformed"],
    ["empty", sealed(""), "jwe-malformed"],
    ["not a JWE", sealed("abc.def"), "jwe-malformed"],
    ["for another key", sealed(forServer), "jwe-unopened"],
    ["altered", sealed(alteredPart(first.jwe, 4)), "jwe-unopened"],
    [
      "by an undocumented algorithm",
      sealed(withHeader(first.jwe, { alg: "dir", enc: "A128GCM" })),
      "jwe-algorithm",
    ],
  ])("whose encData is %s is told and not opened", async (_what, text, kind) => {
    const body = await open(text);
    expect(body).toMatchObject({ encrypted: true, text: undefined, json: undefined });
    expect(body.problems).toMatchObject([{ layer: "body", kind, pointer: "/encData" }]);
  });

  it.each([
    ["duplicate keys", '{"a":1,"a":1}', "duplicate-key"],
    ["trailing bytes", "{}x", "not-json"],
    ["a byte order mark", "\uFEFF{}", "bom"],
    ["nothing", "", "empty"],
  ])("that holds %s inside is told by its layer", async (_what, text, kind) => {
    const { problems } = await open(await sealedText(text));
    expect(problems).toMatchObject([{ layer: "encData", kind }]);
  });

  it("is not opened by an inherited encData, nor twice", async () => {
    expect(await open('{"__proto__":{"encData":"x"}}')).toMatchObject({ encrypted: false, problems: [] });
    const twice = await open(await sealedText(sealed(first.jwe)));
    expect(twice).toMatchObject({ json: { encData: first.jwe }, problems: [] });
  });

  it("does not blame the server for a key of another kind", () => {
    const text = sealed(first.jwe);
    expect(() => openBody(Buffer.from(text), vectorKey("client-public"))).toThrow(TypeError);
  });
});

describe("the envelope", () => {
  const pointers = { codePointer: "/response/code", messagePointer: "/response/description" };

  it("is read by its pointers", async () => {
    const { json } = await open(sealed(first.jwe));
    expect(readEnvelope(json, pointers)).toEqual({ code: "000_000", message: "Success." });
    expect(readEnvelope({ c: "1" }, { codePointer: "/c", messagePointer: "/m" })).toEqual({ code: "1" });
  });

  it.each([
    ["no body", undefined],
    ["an array", []],
    ["a response that is a text", { response: "code" }],
    ["an object without one", {}],
  ])("is absent in %s", (_what, body) => {
    expect(readEnvelope(body, pointers)).toEqual({ code: undefined, message: undefined });
    const inherited = { codePointer: "/constructor/name", messagePointer: "/length" };
    expect(readEnvelope(body, inherited)).toEqual({ code: undefined, message: undefined });
  });
});

it("takes code and message from inside, unless the code stands beside the encryption alone", () => {
  const pointers = { codePointer: "/code", messagePointer: "/message" };
  const of = (json: Json | undefined, outer: Json) => envelopeOf({ json, outer }, pointers);
  const sealed = { encData: "x" };
  expect(of({ code: "1", message: "in" }, { ...sealed, code: "2" })).toEqual({ code: "1", message: "in" });
  expect(of({ data: "y" }, { ...sealed, code: "2", message: "out" })).toEqual({ code: "2", message: "out" });
  expect(of({ resultCode: "1", message: "in" }, sealed)).toEqual({ code: undefined, message: "in" });
  expect(of(undefined, sealed)).toEqual({ code: undefined, message: undefined });
});
