import { createPublicKey } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { encryptMessage } from "../../src/wire/message-encryption.ts";
import { rsaPair } from "../support/rsa-keys.ts";
import { call, headersFor, OPERATIONS, read, sealed } from "./client.ts";

const PLAIN = '{"userId":50000104681}';

let sandbox: RunningSandbox;
let jwe: string;
beforeAll(async () => {
  sandbox = await startSandbox();
  jwe = encryptMessage(PLAIN, createPublicKey(sandbox.settings.KONAPLATE_SERVER_PUBLIC_KEY));
});
afterAll(() => sandbox.close());

const authentication = (wireBody: string) => call(sandbox, "member-authentication-info", PLAIN, { wireBody });

describe("an encrypted operation", () => {
  it("refuses a body in the clear", async () => {
    const answer = await authentication(PLAIN);
    expect([answer.status, answer.message]).toEqual([
      400,
      "The request of this operation is to be encrypted.",
    ]);
  });

  it("refuses a JWE for another key, a bad tag, and what is no JWE", async () => {
    const { publicKey } = rsaPair(0);
    const foreign = encryptMessage(PLAIN, publicKey);
    const badTag = jwe.replace(/\.[^.]*$/, `.${"A".repeat(22)}`);
    for (const wrong of [foreign, badTag, "a.b.c.d.e", "no jwe"]) {
      const answer = await authentication(sealed(wrong));
      expect([answer.status, answer.code]).toEqual([400, "000_907"]);
    }
    expect((await authentication('{"encData":17}')).code).toBe("000_907");
  });

  it("refuses what is no JSON object inside", async () => {
    const key = createPublicKey(sandbox.settings.KONAPLATE_SERVER_PUBLIC_KEY);
    for (const inner of ["", "[]", '{"userId":1', '{"userId":1,"userId":2}']) {
      expect((await authentication(sealed(encryptMessage(inner, key)))).code).toBe("000_906");
    }
  });

  it("takes A256GCM as well", async () => {
    const key = createPublicKey(sandbox.settings.KONAPLATE_SERVER_PUBLIC_KEY);
    expect((await authentication(sealed(encryptMessage(PLAIN, key, "A256GCM")))).status).toBe(200);
  });
});

describe("an operation in the clear", () => {
  const leave = (wireBody: string | Buffer) => call(sandbox, "membership-cancellation", "", { wireBody });

  it("refuses an encrypted body", async () => {
    const answer = await leave(sealed(jwe));
    expect([answer.status, answer.message]).toEqual([
      400,
      "The request of this operation is not to be encrypted.",
    ]);
  });

  it.each(["", "userId=1", "[1]", '{"userId":1}{}', '{"userId":1,"userId":2}', '\uFEFF{"userId":1}'])(
    "refuses %j as its body",
    async (body) => {
      expect((await leave(body)).code).toBe("000_906");
    },
  );

  it("refuses bytes that are not UTF-8", async () => {
    const answer = await leave(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]));
    expect([answer.code, answer.message]).toEqual(["000_906", "The body: the bytes are not valid UTF-8."]);
  });

  it("checks the signature over the bytes as sent, white space and all", async () => {
    expect((await leave('{ "userId" : 50000199999 }\n')).code).toBe("001_006");
  });
});

describe("what is no request to an operation", () => {
  const URL_OF_LEAVE = OPERATIONS["membership-cancellation"].path;
  const other = async (path: string, init: RequestInit = {}) =>
    read(sandbox, await fetch(sandbox.baseUrl + path, { headers: headersFor(sandbox, ""), ...init }));

  it("an unknown path is 404, another method 405, both with an envelope", async () => {
    expect(await other("/api/v2/user/unregister", { method: "POST", body: "{}" })).toMatchObject({
      status: 404,
      code: "000_908",
    });
    expect(await other(URL_OF_LEAVE)).toMatchObject({ status: 405, code: "000_909" });
    expect(await other(`${URL_OF_LEAVE}?a=b`, { method: "PUT", body: "{}" })).toMatchObject({ status: 405 });
  });

  it("a body over a mebibyte is 413", async () => {
    const answer = await other(URL_OF_LEAVE, { method: "POST", body: "x".repeat(1024 * 1024 + 1) });
    expect(answer).toMatchObject({ status: 413, code: "000_910" });
  });

  it("counts every request", async () => {
    const before = sandbox.requests;
    await other("/nowhere");
    await call(sandbox, "membership-cancellation", "{}");
    expect(sandbox.requests - before).toBe(2);
  });

  it("another prefix, or none", async () => {
    const bare = await startSandbox({ prefix: "" });
    expect(new URL(bare.baseUrl).pathname).toBe("/");
    expect((await call(bare, "membership-cancellation", '{"userId":50000199999}')).code).toBe("001_006");
    await bare.close();
  });
});

it("error bodies are encrypted where success bodies are, when the sandbox is started so", async () => {
  const other = await startSandbox({ encryptErrors: true });
  const cancel = await call(other, "charge-cancellation", "{}");
  expect([cancel.encrypted, cancel.code]).toEqual([true, "000_003"]);
  expect(cancel.headers.get("x-km-crypto-key-id")).toBe(other.settings.KONAPLATE_CRYPTO_KEY_ID);
  expect((await call(other, "membership-cancellation", "{}")).encrypted).toBe(false);
  await other.close();
});
