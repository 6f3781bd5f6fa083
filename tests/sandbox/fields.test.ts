import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { call, cancellation, GOOD_CHARGE, newMember } from "./client.ts";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const lengthMessage = (field: string, min: number, max: number): string =>
  `The length of value does not match. ${field} (반드시 최소값 ${min}과(와) 최대값 ${max} 사이의 크기이어야 합니다.)`;
const invalid = (field: string): string => `Invalid input value. ${field}`;
const missing = (field: string): string => `Missing required values. ${field}`;

describe("user-register", () => {
  it.each([
    ["userName", undefined, "000_003", missing("userName")],
    ["userName", '""', "000_002", invalid("userName")],
    ["userName", "17", "000_002", invalid("userName")],
    ["userName", `"${"가".repeat(101)}"`, "000_015", lengthMessage("userName", 1, 100)],
    ["loginId", `"${"a".repeat(81)}"`, "000_015", lengthMessage("loginId", 1, 80)],
    ["loginPassword", '"12345"', "000_015", lengthMessage("loginPassword", 6, 6)],
    ["loginPassword", '"12345a"', "000_002", invalid("loginPassword")],
    ["birthDate", '"19930229"', "000_002", invalid("birthDate")],
    ["birthDate", '"1992022a"', "000_002", invalid("birthDate")],
    ["birthDate", "19920229", "000_002", invalid("birthDate")],
    ["nationality", '"Korea"', "000_015", lengthMessage("nationality", 6, 9)],
    ["gender", "[]", "000_002", invalid("gender")],
    ["ci", '"short"', "000_015", lengthMessage("ci", 88, 88)],
    ["ci", '""', "000_002", invalid("ci")],
    ["addressInfo", '"Seoul"', "000_002", invalid("addressInfo")],
    ["addressInfo", '{"zipCode":12345}', "000_002", invalid("zipCode")],
    ["tcIdList", "{}", "000_002", invalid("tcIdList")],
  ])("%s: %s is refused", async (field, value, code, message) => {
    const answer = await call(sandbox, "user-register", newMember({ [field]: value }));
    expect([answer.status, answer.code, answer.message]).toEqual([400, code, message]);
  });

  it.each([
    ["userName", `"${"가".repeat(100)}"`],
    ["userName", `"${"😀".repeat(100)}"`],
    ["loginId", '"a"'],
    ["nationality", '"123456789"'],
    ["ci", "null"],
    ["ci", undefined],
    ["email", '""'],
    ["addressInfo", '{"address":"1 Sejong-daero","zipCode":"04524"}'],
    ["somethingElse", '{"nobody":"knows"}'],
  ])("%s: %s is accepted", async (field, value) => {
    const answer = await call(sandbox, "user-register", newMember({ [field]: value }));
    expect([answer.status, answer.code]).toEqual([200, "000_000"]);
  });

  it("the first mistake in the order of the page's rows is the one answered", async () => {
    const answer = await call(sandbox, "user-register", newMember({ gender: '""', loginPassword: '"1"' }));
    expect(answer.message).toBe(lengthMessage("loginPassword", 6, 6));
  });
});

describe("charge-cancellation", () => {
  it.each([
    ["sequenceId", `"${"s".repeat(31)}"`, "000_015", lengthMessage("sequenceId", 1, 30)],
    ["sequenceId", '""', "000_002", "Invalid input parameter. sequenceId"],
    ["nrNumber", `"${"n".repeat(51)}"`, "000_015", lengthMessage("nrNumber", 1, 50)],
    ["oneTimeToken", '"123456789012345"', "000_015", lengthMessage("oneTimeToken", 16, 16)],
    ["dcvv", "101", "000_002", "Invalid input parameter. dcvv"],
    ["dcvv", "null", "000_003", missing("dcvv")],
    ["userId", undefined, "000_003", missing("userId")],
  ])("%s: %s is refused", async (field, value, code, message) => {
    const text = cancellation({ ...GOOD_CHARGE, [field]: value });
    const answer = await call(sandbox, "charge-cancellation", text);
    expect([answer.status, answer.code, answer.message]).toEqual([400, code, message]);
  });

  it.each(['"s"', `"${"s".repeat(30)}"`])("sequenceId %s is accepted: at most 30", async (sequenceId) => {
    const answer = await call(sandbox, "charge-cancellation", cancellation({ ...GOOD_CHARGE, sequenceId }));
    expect(answer.code).toBe("000_000");
  });
});
