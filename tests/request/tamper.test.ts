import { type createPrivateKey, createPublicKey } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { clientSettings, makeIdentity } from "../../sandbox/identity.ts";
import type { Tampering } from "../../src/cases/model.ts";
import { headerValues } from "../../src/checks/headers-of.ts";
import { findOperation } from "../../src/contract/find.ts";
import type { Operation } from "../../src/contract/model.ts";
import type { Settings, Target } from "../../src/environment/model.ts";
import { parseJson, valueAt } from "../../src/exact/json.ts";
import { type SealedRequest, sealRequest } from "../../src/request/seal.ts";
import { tamperHeaders, withBadTag } from "../../src/request/tamper.ts";
import { targetOf } from "../../src/run/session.ts";
import { decryptMessage } from "../../src/wire/message-encryption.ts";
import { parseTranToken, verifiesTranToken } from "../../src/wire/tran-token.ts";
import { settingsOf, suite } from "../run/run-cases.ts";

let settings: Settings;
let target: Target;
let serverKey: ReturnType<typeof createPrivateKey>;
beforeAll(async () => {
  const identity = await makeIdentity("tamper");
  settings = settingsOf({ ...clientSettings(identity, "http://127.0.0.1:1/open-api") }, []);
  target = targetOf(settings, undefined);
  serverKey = identity.server.privateKey;
});

function operationOf(id: string): Operation {
  const operation = findOperation(suite.contract, id);
  if (!operation) throw new Error(`no operation ${id}`);
  return operation;
}

const CLEAR = "membership-cancellation";
const ENCRYPTED = "unregistered-card-inquiry";
const seal = (id: string, tampering?: Tampering, change: Partial<Settings> = {}): Promise<SealedRequest> =>
  sealRequest(operationOf(id), { userId: "1" }, { ...settings, ...change }, target, {
    ...(tampering && { tampering }),
  });
const header = ({ headers }: SealedRequest, name: string): string => headerValues(headers, name)[0] ?? "";
const tokenOf = (sealed: SealedRequest): string => header(sealed, "X-KM-Tran-Token");

function verifies(sealed: SealedRequest, message: "body" | "base64-body" = "body"): boolean {
  const token = parseTranToken(tokenOf(sealed));
  return token !== undefined && verifiesTranToken(token, target.credentials.secretKey, sealed.body, message);
}

describe.each(["body", "base64-body"] as const)("a token that signs the %s", (tokenMessage) => {
  const sealed = (token?: Tampering["token"], id = CLEAR): Promise<SealedRequest> =>
    seal(id, token && { token }, { tokenMessage });

  it("is right where nothing is tampered with", async () => {
    expect(verifies(await sealed(), tokenMessage)).toBe(true);
    expect(verifies(await sealed(undefined, ENCRYPTED), tokenMessage)).toBe(true);
  });

  it.each(["other-body", "other-key"] as const)(
    "has the right form and signs nothing of it: %s",
    async (fault) => {
      const made = await sealed(fault);
      expect(parseTranToken(tokenOf(made))).toBeDefined();
      expect(verifies(made, tokenMessage)).toBe(false);
    },
  );

  it("names a time that is past, and is right beside that", async () => {
    const made = await sealed("past-time");
    expect(tokenOf(made)).toMatch(/^KMV1:20000101\d{9}:/);
    expect(verifies(made, tokenMessage)).toBe(true);
  });

  it("names a time that does not exist", async () => {
    const token = tokenOf(await sealed("impossible-time"));
    expect(token).toMatch(/^KMV1:\d{4}1340\d{9}:.{44}$/);
    expect(parseTranToken(token)).toBeUndefined();
  });

  it("is of another version, half a signature, or without padding", async () => {
    expect(tokenOf(await sealed("wrong-prefix"))).toMatch(/^KMV9:\d{17}:.{43}=$/);
    expect(tokenOf(await sealed("truncated"))).toMatch(/^KMV1:\d{17}:.{22}$/);
    expect(tokenOf(await sealed("unpadded"))).toMatch(/^KMV1:\d{17}:.{43}$/);
  });

  it("shows base64url whatever is signed, and is otherwise the signature of what travels", async () => {
    for (let time = 0; time < 20; time++) {
      const made = await sealed("base64url", time % 2 === 0 ? CLEAR : ENCRYPTED);
      const token = tokenOf(made);
      expect(token).toMatch(/^KMV1:\d{17}:[\w-]{43}=$/);
      expect(token).toMatch(/:[^:]*[-_][^:]*$/);
      const standard = token.replaceAll("-", "+").replaceAll("_", "/");
      const parsed = parseTranToken(standard);
      expect(parsed && verifiesTranToken(parsed, target.credentials.secretKey, made.body, tokenMessage)).toBe(
        true,
      );
      expect(() => parseJson(made.body)).not.toThrow();
    }
  });
});

describe("a header", () => {
  const LINES = [
    ["X-KM-Time-Zone", "KST"],
    ["Accept", "application/json"],
  ] as const;

  it.each([
    [{ change: "remove" }, undefined],
    [{ change: "empty" }, ""],
    [{ change: "cut", by: 2 }, "K"],
    [{ change: "extend", by: 2 }, "KSTTT"],
    [{ change: "replace", value: "XXX" }, "XXX"],
  ] as const)("is made wrong by %j, and the others stay", (change, expected) => {
    const lines = tamperHeaders(LINES, { headers: { "X-KM-Time-Zone": change } });
    expect(lines).toEqual([...(expected === undefined ? [] : [["X-KM-Time-Zone", expected]]), LINES[1]]);
  });

  it("stays where the case wants nothing of it", () => {
    expect(tamperHeaders(LINES, undefined)).toEqual(LINES);
  });

  it("is made wrong after everything was signed", async () => {
    const made = await seal(CLEAR, {
      headers: { "X-KM-Tran-Time": { change: "replace", value: "20000101000000" } },
    });
    expect(header(made, "X-KM-Tran-Time")).toBe("20000101000000");
    expect(verifies(made)).toBe(true);
  });
});

describe("a body", () => {
  const jweOf = (sealed: SealedRequest): string => String(valueAt(parseJson(sealed.body), "/encData"));

  it("is encrypted for the server where the page says so", async () => {
    const made = await seal(ENCRYPTED);
    expect(decryptMessage(jweOf(made), serverKey).plaintext.toString()).toBe(made.clearText);
    expect(header(made, "X-KM-Crypto-Key-Id")).toBe(target.credentials.cryptoKeyId);
  });

  it("travels in the clear, signed, where the fault is that", async () => {
    const made = await seal(ENCRYPTED, { body: "in-the-clear" });
    expect([made.body, made.encrypted, verifies(made)]).toEqual([made.clearText, false, true]);
  });

  it("travels encrypted, with the key's id, where the page wants it in the clear", async () => {
    const made = await seal(CLEAR, { body: "encrypted" });
    expect(decryptMessage(jweOf(made), serverKey).plaintext.toString()).toBe(made.clearText);
    expect([header(made, "X-KM-Crypto-Key-Id"), verifies(made)]).toEqual([
      target.credentials.cryptoKeyId,
      true,
    ]);
    expect(header(await seal(CLEAR), "X-KM-Crypto-Key-Id")).toBe("");
  });

  it("is encrypted for another key than the server's", async () => {
    const made = await seal(ENCRYPTED, { body: "for-another-key" });
    expect(() => decryptMessage(jweOf(made), serverKey)).toThrow();
    const opened = decryptMessage(jweOf(made), target.credentials.clientPrivateKey);
    expect([opened.plaintext.toString(), verifies(made)]).toEqual([made.clearText, true]);
  });

  it("has a tag that does not hold, and is a right JWE beside that", async () => {
    const made = await seal(ENCRYPTED, { body: "bad-tag" });
    expect(() => decryptMessage(jweOf(made), serverKey)).toThrow();
    const mended = withBadTag(withBadTag(jweOf(made)));
    expect(mended.split(".")).toHaveLength(5);
    expect(verifies(made)).toBe(true);
  });

  it.each(["A", "B", "z"])("with a tag that begins with %s gets another tag of the same length", (first) => {
    const [before, after] = [`a.b.c.d.${first}xyz`, withBadTag(`a.b.c.d.${first}xyz`)];
    expect(after).not.toBe(before);
    expect(after).toMatch(/^a\.b\.c\.d\.[AB]xyz$/);
  });
});

it("the key that a request is wrongly encrypted for is not the server's", () => {
  const own = createPublicKey(target.credentials.clientPrivateKey).export({ type: "spki", format: "pem" });
  expect(own).not.toEqual(target.credentials.serverPublicKey.export({ type: "spki", format: "pem" }));
});
