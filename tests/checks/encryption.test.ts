import { CompactEncrypt } from "jose";
import { describe, expect, it } from "vitest";
import { encryption } from "../../src/checks/encryption.ts";
import { jsonWellFormed } from "../../src/checks/json-well-formed.ts";
import { encryptMessage } from "../../src/wire/message-encryption.ts";
import { vectorKey } from "../vectors/vectors.ts";
import { findings, places, SUCCESS } from "./made-exchange.ts";

const SEALED_CASE = "charge-cancellation/success";
const CLEAR_CASE = "membership-cancellation/success";
const TEXT = JSON.stringify({ ...SUCCESS, isPending: false });
const sealedFor = (key: "client-public" | "server-public", enc?: "A256GCM") =>
  encryptMessage(TEXT, vectorKey(key), enc);
const unsealed = (body: unknown) => ({ body, sealed: false });

describe("encryption", () => {
  it("takes a success sealed for the client, with either documented content encryption", async () => {
    expect(await places(encryption, SEALED_CASE, { body: TEXT })).toEqual([]);
    const body = { encData: await sealedFor("client-public", "A256GCM") };
    expect(await places(encryption, SEALED_CASE, unsealed(body))).toEqual([]);
  });

  it("takes the envelope of a sealed success beside encData as well", async () => {
    const body = { ...SUCCESS, encData: await sealedFor("client-public") };
    expect(await places(encryption, SEALED_CASE, unsealed(body))).toEqual([]);
  });

  it("refuses a success in the clear where the page has the mark", async () => {
    expect(await findings(encryption, SEALED_CASE, unsealed(TEXT))).toMatchObject([
      { clause: "charge-cancellation#encrypted.response", where: "body", actual: "a body in the clear" },
    ]);
  });

  it("refuses a sealed success whose parameter stands in the clear beside encData", async () => {
    const body = { encData: await sealedFor("client-public"), isPending: false };
    expect(await places(encryption, SEALED_CASE, unsealed(body))).toEqual(["/isPending"]);
  });

  it("takes an error of a sealed operation sealed or in the clear", async () => {
    const id = "charge-cancellation/no-bank-account";
    expect(await places(encryption, id, { sealed: true })).toEqual([]);
    expect(await places(encryption, id, { sealed: false })).toEqual([]);
  });

  it("refuses any sealed answer of an operation without the mark", async () => {
    for (const id of [CLEAR_CASE, "membership-cancellation/unknown-member"])
      expect(await findings(encryption, id, { sealed: true })).toMatchObject([
        { where: "body", documented: "a body in the clear" },
      ]);
  });

  it.each([
    ["another key", async () => sealedFor("server-public"), /does not open with this private key/],
    ["no JWE", async () => "c2VjcmV0", /five parts/],
    ["no text", async () => 7, /not a string/],
    [
      "RSA1_5-like alg",
      async () => {
        const [, ...rest] = (await sealedFor("client-public")).split(".");
        const header = Buffer.from('{"alg":"RSA1_5","enc":"A128GCM"}').toString("base64url");
        return [header, ...rest].join(".");
      },
      /alg "RSA1_5"/,
    ],
    [
      "undocumented enc",
      () =>
        new CompactEncrypt(Buffer.from(TEXT))
          .setProtectedHeader({ alg: "RSA-OAEP-256", enc: "A128CBC-HS256" })
          .encrypt(vectorKey("client-public")),
      /A128CBC-HS256/,
    ],
  ])("refuses encData of %s, of a success and of an error", async (_what, encData, words) => {
    const body = { encData: await encData() };
    for (const id of [SEALED_CASE, "charge-cancellation/no-bank-account"]) {
      const found = await findings(encryption, id, unsealed(body));
      expect(found).toMatchObject([{ where: "/encData", actual: expect.stringMatching(words) }]);
    }
  });
});

describe("json-well-formed", () => {
  const bytes = (...parts: (string | number[])[]) =>
    Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))));
  const right = JSON.stringify(SUCCESS);

  it.each([
    ["spaces and line ends", ` {\r\n\t"response" : {"code":"000_000","description":"Success."} }\n`],
    ["escapes", '{"response":{"code":"\\u0030\\u0030\\u0030_000","description":"Success\\u002e"}}'],
    ["the same name in two objects", '{"response":{"code":"000_000"},"other":{"code":"1"}}'],
    ["a member __proto__", '{"__proto__":{"code":"1"},"response":{"code":"000_000"}}'],
  ])("takes %s", async (_what, body) => {
    expect(await places(jsonWellFormed, CLEAR_CASE, { body })).toEqual([]);
  });

  it.each([
    ["a byte order mark", bytes([0xef, 0xbb, 0xbf], right), "body", /byte order mark/],
    ["trailing bytes", `${right}x`, "body", /not JSON/],
    ["a second value", `${right}{}`, "body", /not JSON/],
    ["invalid UTF-8", bytes('{"response":{"code":"', [0xff], '"}}'), "body", /not valid UTF-8/],
    ["a cut body", right.slice(0, -1), "body", /not JSON/],
    ["nothing", "", "body", /no body/],
    ["a repeated name", '{"response":{"code":"1","code":"000_000"}}', "/response/code", /more than once/],
  ])("refuses %s", async (_what, body, where, words) => {
    expect(await findings(jsonWellFormed, CLEAR_CASE, { body })).toMatchObject([
      { where, actual: expect.stringMatching(words) },
    ]);
  });

  it("looks inside encData and says so", async () => {
    const body = '{"isPending":false,"isPending":true}';
    expect(await findings(jsonWellFormed, SEALED_CASE, { body })).toMatchObject([
      { where: "/isPending", actual: "inside encData: the member stands more than once" },
    ]);
  });

  it("leaves what does not open to the rule of encryption", async () => {
    expect(await places(jsonWellFormed, SEALED_CASE, unsealed({ encData: "x" }))).toEqual([]);
  });
});
