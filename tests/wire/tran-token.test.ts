import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { makeTranToken, parseTranToken, verifiesTranToken } from "../../src/wire/tran-token.ts";
import { VECTORS } from "../vectors/vectors.ts";

describe("the transaction token", () => {
  it.each(VECTORS.tranToken)("of $body is the vector's", ({ secretKey, body, time, token }) => {
    expect(makeTranToken(secretKey, body, time, "body")).toBe(token);
    expect(token).toHaveLength(67);
  });

  it.each(VECTORS.tranToken)("of $body verifies for this very body, key and mode alone", (vector) => {
    const token = parseTranToken(vector.token);
    if (!token) throw new Error("the vector has a token");
    expect(verifiesTranToken(token, vector.secretKey, vector.body, "body")).toBe(true);
    expect(verifiesTranToken(token, vector.secretKey, `${vector.body} `, "body")).toBe(false);
    expect(verifiesTranToken(token, `${vector.secretKey}x`, vector.body, "body")).toBe(false);
    expect(verifiesTranToken(token, vector.secretKey, vector.body, "base64-body")).toBe(false);
  });

  it("signs base64 of the body's UTF-8 where older clients do", () => {
    const body = '{"userName":"김코나"}';
    const signed = Buffer.from(body, "utf8").toString("base64");
    const signature = createHmac("sha256", "key").update(signed).digest("base64");
    const token = makeTranToken("key", body, "20261231000000000", "base64-body");
    expect(token).toBe(`KMV1:20261231000000000:${signature}`);
    const parsed = parseTranToken(token);
    expect(parsed && verifiesTranToken(parsed, "key", body, "base64-body")).toBe(true);
    expect(parsed && verifiesTranToken(parsed, "key", body, "body")).toBe(false);
  });

  const SIGNATURE = "Pnp7XpZhi6QfBSqsuxCqfsDK6+zMP0+WMNV3HuZfx/c=";
  it.each([
    ["another version", `KMV2:20221108120814608:${SIGNATURE}`],
    ["a time of 14 digits", `KMV1:20221108120814:${SIGNATURE}`],
    ["a month that does not exist", `KMV1:20221308120814608:${SIGNATURE}`],
    ["29 February of a common year", `KMV1:20230229120814608:${SIGNATURE}`],
    ["base64url", `KMV1:20221108120814608:${SIGNATURE.replaceAll("+", "-").replaceAll("/", "_")}`],
    ["no padding", `KMV1:20221108120814608:${SIGNATURE.slice(0, -1)}`],
    ["a line break at the end", `KMV1:20221108120814608:${SIGNATURE}\n`],
    ["nothing", ""],
  ])("is not parsed from one with %s", (_what, token) => {
    expect(parseTranToken(token)).toBeUndefined();
  });
});
