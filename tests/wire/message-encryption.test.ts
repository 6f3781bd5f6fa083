import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from "jose";
import { describe, expect, it } from "vitest";
import { decryptMessage, encryptMessage } from "../../src/wire/message-encryption.ts";
import { VECTORS, vectorKey } from "../vectors/vectors.ts";
import { alteredPart, withHeader } from "./jwe-surgery.ts";

const [vector] = VECTORS.jwe;
if (!vector) throw new Error("there are JWE vectors");
const CLIENT = vectorKey("client-private");

describe("the vectors' messages", () => {
  it.each(VECTORS.jwe)("for the $key key, $enc, opens with it", async ({ key, enc, jwe, plaintext }) => {
    const opened = decryptMessage(jwe, vectorKey(`${key}-private`));
    expect(opened.plaintext.toString("utf8")).toBe(plaintext);
    expect(opened).toMatchObject({ alg: "RSA-OAEP-256", enc });
  });

  it.each(VECTORS.jwe)("for the $key key, $enc, does not open with the other", async ({ key, jwe }) => {
    const other = vectorKey(key === "client" ? "server-private" : "client-private");
    expect(() => decryptMessage(jwe, other)).toThrow(expect.objectContaining({ fault: "unopened" }));
  });
});

describe("our own messages", () => {
  it.each(["A128GCM", "A256GCM"] as const)("with %s open to the same text", async (enc) => {
    const text = '{"userName":"김코나😀","userId":9999999999999999999}';
    const jwe = encryptMessage(text, vectorKey("server-public"), enc);
    expect(decodeProtectedHeader(jwe)).toEqual({ alg: "RSA-OAEP-256", enc });
    const opened = decryptMessage(jwe, vectorKey("server-private"));
    expect(opened.plaintext.toString("utf8")).toBe(text);
    expect(opened.enc).toBe(enc);
    expect(() => decryptMessage(jwe, CLIENT)).toThrow(expect.objectContaining({ fault: "unopened" }));
  });

  it("never repeat", async () => {
    const key = vectorKey("client-public");
    expect(encryptMessage("{}", key)).not.toBe(await encryptMessage("{}", key));
  });
});

describe("another implementation", () => {
  const TEXT = '{"userId":9999999999999999999}';

  it.each(["A128GCM", "A256GCM"] as const)("opens ours with %s", async (enc) => {
    const ours = encryptMessage(TEXT, vectorKey("server-public"), enc);
    const { plaintext } = await compactDecrypt(ours, vectorKey("server-private"));
    expect(Buffer.from(plaintext).toString("utf8")).toBe(TEXT);
  });

  it.each([
    ["RSA-OAEP-256", "A128GCM"],
    ["RSA-OAEP-256", "A256GCM"],
    ["RSA-OAEP", "A128GCM"],
    ["RSA-OAEP", "A256GCM"],
  ])("with %s and %s is opened", async (alg, enc) => {
    const jwe = await new CompactEncrypt(Buffer.from(TEXT))
      .setProtectedHeader({ alg, enc })
      .encrypt(vectorKey("server-public"));
    const opened = decryptMessage(jwe, vectorKey("server-private"));
    expect(opened).toMatchObject({ alg, enc });
    expect(opened.plaintext.toString("utf8")).toBe(TEXT);
  });
});

describe("what does not open says why", () => {
  const part = (place: number, text: string): string => vector.jwe.split(".").with(place, text).join(".");

  it.each([
    ["an altered key", alteredPart(vector.jwe, 1), "unopened"],
    ["an altered IV", alteredPart(vector.jwe, 2), "unopened"],
    ["an altered ciphertext", alteredPart(vector.jwe, 3), "unopened"],
    ["an altered tag", alteredPart(vector.jwe, 4), "unopened"],
    ["an altered header", withHeader(vector.jwe, { enc: "A128GCM", alg: "RSA-OAEP-256" }), "unopened"],
    ["a shortened tag", vector.jwe.slice(0, -10), "malformed"],
    ["a longer tag", `${vector.jwe}AAAA`, "malformed"],
    ["a short IV", part(2, "AAAAAAAA"), "malformed"],
    ["an encrypted key of another length", part(1, "AAAA"), "unopened"],
    ["no encrypted key", part(1, ""), "unopened"],
    ["a ciphertext in base64", part(3, `${vector.jwe.split(".")[3]}+/`), "malformed"],
    ["padding", `${vector.jwe}==`, "malformed"],
    [
      "a content key of the other encryption",
      withHeader(vector.jwe, { alg: "RSA-OAEP-256", enc: vector.enc === "A128GCM" ? "A256GCM" : "A128GCM" }),
      "malformed",
    ],
    ["four parts", vector.jwe.split(".").slice(1).join("."), "malformed"],
    ["parts that are empty", "....", "malformed"],
    ["a part that is not base64url", `${vector.jwe.split(".")[0]}.***.!!..`, "malformed"],
    ["a header that is no object", withHeader(vector.jwe, null), "malformed"],
    ["RSA1_5", withHeader(vector.jwe, { alg: "RSA1_5", enc: "A128GCM" }), "algorithm"],
    ["dir", withHeader(vector.jwe, { alg: "dir", enc: "A128GCM" }), "algorithm"],
    ["A128CBC-HS256", withHeader(vector.jwe, { alg: "RSA-OAEP", enc: "A128CBC-HS256" }), "algorithm"],
    ["a list of algorithms", withHeader(vector.jwe, { alg: ["RSA-OAEP"], enc: "A128GCM" }), "algorithm"],
    ["no algorithm", withHeader(vector.jwe, {}), "algorithm"],
    ["compression", withHeader(vector.jwe, { alg: "RSA-OAEP", enc: "A128GCM", zip: "DEF" }), "algorithm"],
    ["an extension", withHeader(vector.jwe, { alg: "RSA-OAEP", enc: "A128GCM", crit: ["x"] }), "algorithm"],
  ])("%s", async (_what, jwe, fault) => {
    expect(() => decryptMessage(jwe, CLIENT)).toThrow(
      expect.objectContaining({
        name: "MessageEncryptionError",
        fault,
        message: expect.not.stringContaining("undefined"),
      }),
    );
  });
});
