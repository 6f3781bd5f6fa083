import { createPublicKey } from "node:crypto";
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { encryptMessage } from "../../src/wire/message-encryption.ts";
import { makeTranToken } from "../../src/wire/tran-token.ts";
import { call, cancellation, GOOD_CHARGE, headersFor, sealed } from "./client.ts";

const BODY = '{"userId":50000104681}';
const OPERATION = "member-authentication-info";
const HEADERS = [
  "X-KM-User-AspId",
  "X-KM-Correlation-Id",
  "X-KM-Access-Key",
  "X-KM-Crypto-Key-Id",
  "X-KM-Tran-Token",
  "X-KM-Tran-Time",
  "X-KM-Time-Zone",
];

let sandbox: RunningSandbox;
let wireBody: string;
let right: Record<string, string>;
beforeAll(async () => {
  sandbox = await startSandbox();
  wireBody = sealed(encryptMessage(BODY, createPublicKey(sandbox.settings.KONAPLATE_SERVER_PUBLIC_KEY)));
  right = headersFor(sandbox, wireBody);
});
afterAll(() => sandbox.close());

const rightValue = (name: string): string => right[name] ?? "";
const send = (headers: Record<string, string | null>) =>
  call(sandbox, OPERATION, BODY, { headers: { ...right, ...headers }, wireBody });
const signed = (time: string, secretKey = sandbox.settings.KONAPLATE_SECRET_KEY, body = wireBody): string =>
  makeTranToken(secretKey, body, time, "body");

describe.each(HEADERS)("%s", (name) => {
  it("is refused when missing, empty, one short or one over", async () => {
    const longer = `${rightValue(name)}${rightValue(name).slice(-1)}`;
    for (const value of [null, "", rightValue(name).slice(0, name === "X-KM-Tran-Token" ? -2 : -1), longer]) {
      const answer = await send({ [name]: value });
      expect([400, 401], `${name}: ${value}`).toContain(answer.status);
      expect(answer.code).toMatch(/^000_9\d\d$/);
      expect(answer.message).toContain(name);
    }
  });
});

describe("malformed and foreign values", () => {
  it.each([
    ["X-KM-User-AspId", () => "999999999999999", 401],
    ["X-KM-User-AspId", () => "ABCDEFGHIJKLMNO", 401],
    ["X-KM-Correlation-Id", () => "261320155001-0a1b2c3", 400],
    ["X-KM-Correlation-Id", () => "261120155001-0a1b2cg", 400],
    ["X-KM-Correlation-Id", () => "261120155001_0a1b2c3", 400],
    ["X-KM-Access-Key", () => "0".repeat(40), 401],
    ["X-KM-Crypto-Key-Id", () => "0".repeat(32), 401],
    ["X-KM-Tran-Time", () => "20200101000000", 400],
    ["X-KM-Tran-Time", () => "20991231235959", 400],
    ["X-KM-Tran-Time", () => "20261320101010", 400],
    ["X-KM-Tran-Time", () => "2026-11-20 101", 400],
    ["X-KM-Time-Zone", () => "XYZ", 400],
    ["X-KM-Time-Zone", () => "kst", 400],
    ["X-KM-Tran-Token", () => rightValue("X-KM-Tran-Token").replace("KMV1", "KMV2"), 401],
    ["X-KM-Tran-Token", () => signed("20261320101010000"), 401],
    ["X-KM-Tran-Token", () => signed("20200101000000000"), 401],
    ["X-KM-Tran-Token", () => signed(`${rightValue("X-KM-Tran-Time")}000`, "another key"), 401],
    ["X-KM-Tran-Token", () => signed(`${rightValue("X-KM-Tran-Time")}000`, undefined, BODY), 401],
    ["Accept", () => "text/html", 400],
    ["Content-Type", () => "text/plain", 415],
  ])("%s, no. %#", async (name, make, status) => {
    const answer = await send({ [name]: make() });
    expect(answer.status).toBe(status);
    expect(answer.message).toContain(name);
  });

  it("a token in base64url is refused", async () => {
    const { KONAPLATE_SECRET_KEY } = sandbox.settings;
    const time = `${rightValue("X-KM-Tran-Time")}000`;
    // White space is added to the body until its signature has a character that base64url writes in another way.
    const bodies = Array.from({ length: 100 }, (_, spaces) => `{"userId":50000199999}${" ".repeat(spaces)}`);
    const tokens = bodies.map(
      (body) => [body, makeTranToken(KONAPLATE_SECRET_KEY, body, time, "body")] as const,
    );
    const [body, token] = tokens.find(([, each]) => /[+/]/.test(each)) ?? ["", ""];
    const leave = (value: string) =>
      call(sandbox, "membership-cancellation", body, { headers: { "X-KM-Tran-Token": value } });
    expect((await leave(token)).code).toBe("001_006");
    expect((await leave(token.replaceAll("+", "-").replaceAll("/", "_"))).status).toBe(401);
  });
});

describe("what the pages leave open is accepted", () => {
  it("a token of 67 characters, and the same in the 66 that every page prints", async () => {
    expect(rightValue("X-KM-Tran-Token")).toHaveLength(67);
    expect((await send({})).status).toBe(200);
    expect((await send({ "X-KM-Tran-Token": rightValue("X-KM-Tran-Token").slice(0, 66) })).status).toBe(200);
  });

  it.each(["UTC", "KST", "JST", "GMT"])("zone %s, when the times are within a day of it", async (zone) => {
    expect((await send({ "X-KM-Time-Zone": zone })).status).toBe(200);
  });

  it("a media type with a charset", async () => {
    expect((await send({ "Content-Type": "application/json; charset=UTF-8" })).status).toBe(200);
  });

  it("no X-KM-Crypto-Key-Id where nothing is encrypted, yet no foreign one", async () => {
    const leave = (id: string | null) =>
      call(sandbox, "membership-cancellation", '{"userId":50000199999}', {
        headers: { "X-KM-Crypto-Key-Id": id },
      });
    expect((await leave(null)).code).toBe("001_006");
    expect((await leave("f".repeat(32))).status).toBe(401);
  });

  it("no X-KM-Crypto-Key-Id where the response alone is encrypted", async () => {
    const headers = { "X-KM-Crypto-Key-Id": null };
    const answer = await call(sandbox, "charge-cancellation", cancellation(GOOD_CHARGE), { headers });
    expect(answer).toMatchObject({ code: "000_000", encrypted: true });
  });

  it("no Accept", async () => {
    // fetch puts a value of its own in its place; node's own client sends none.
    const { Accept: _left, ...headers } = right;
    const asked = request(`${sandbox.baseUrl}/api/v1/user/deduction/info`, { method: "POST", headers });
    asked.end(wireBody);
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(200);
  });

  it("a token over base64 of the body, when the sandbox is started so", async () => {
    const older = await startSandbox({ tokenMessage: "base64-body" });
    const time = `${rightValue("X-KM-Tran-Time")}000`;
    const body = '{"userId":50000199999}';
    const token = makeTranToken(older.settings.KONAPLATE_SECRET_KEY, body, time, "base64-body");
    const leave = (headers: Record<string, string>) =>
      call(older, "membership-cancellation", body, { headers });
    expect((await leave({ "X-KM-Tran-Token": token })).code).toBe("001_006");
    expect((await leave({})).status).toBe(401);
    await older.close();
  });
});

describe("the correlation id comes back", () => {
  it("with a success, and with an error even when it is malformed", async () => {
    expect((await send({})).headers.get("x-km-correlation-id")).toBe(rightValue("X-KM-Correlation-Id"));
    const wrong = await send({ "X-KM-Correlation-Id": "nonsense" });
    expect(wrong.headers.get("x-km-correlation-id")).toBe("nonsense");
  });

  it("and one is made up where none came", async () => {
    const answer = await send({ "X-KM-Correlation-Id": null });
    expect(answer.headers.get("x-km-correlation-id")).toMatch(/^\d{12}-[0-9a-f]{7}$/);
  });
});
