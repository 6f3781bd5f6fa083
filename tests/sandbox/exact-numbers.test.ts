import { afterAll, beforeAll, expect, it } from "vitest";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { call, newMember } from "./client.ts";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const leave = (userId: string) => call(sandbox, "membership-cancellation", `{"userId":${userId}}`);

it.each(["1", "9007199254740992", "9223372036854775808", "9999999999999999999"])(
  "%s is a valid id of nobody",
  async (userId) => {
    expect((await leave(userId)).code).toBe("001_006");
  },
);

it.each(["10000000000000000000", "-1", "1.5", "1e3", "50000104652.0", '"50000104652"', "true", "[]", "{}"])(
  "%s is no valid id",
  async (userId) => {
    const answer = await leave(userId);
    expect([answer.status, answer.code]).toEqual([400, "000_002"]);
    expect(answer.message).toBe("Invalid input parameter. userId");
  },
);

it.each(["null", "0"])("%s counts as missing on the page of membership-cancellation", async (userId) => {
  expect((await leave(userId)).code).toBe("000_003");
});

it("0 is invalid where the page does not say otherwise", async () => {
  expect((await call(sandbox, "member-authentication-info", '{"userId":0}')).code).toBe("000_002");
});

it("two members whose ids are the same double are two members", async () => {
  const first = (await call(sandbox, "user-register", newMember())).at("/userId");
  const second = (await call(sandbox, "user-register", newMember())).at("/userId");
  expect([first, second]).toEqual(["9007199254740993", "9007199254740994"]);
  expect((await leave("9007199254740992")).code).toBe("001_006");
  expect((await leave("9007199254740993")).code).toBe("000_000");
  expect((await leave("9007199254740993")).code).toBe("001_006");
  expect((await leave("9007199254740994")).code).toBe("000_000");
});

it("the neighbours of a member beyond 2^63 are nobody, or somebody else", async () => {
  expect((await leave("9999999999999999996")).code).toBe("001_006");
  expect((await leave("9999999999999999997")).code).toBe("000_000");
  expect((await leave("9999999999999999998")).code).toBe("001_056");
});
