import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { call, newMember } from "./client.ts";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const TERMS = '["100000000000101","100000000000102"]';
const CI = '"Q29ubmVjdGluZyBpbmZvcm1hdGlvbiBvZiBhIG1lbWJlciB0aGF0IGRvZXMgbm90IGV4aXN0IGF0IGFsbCEhISE="';

describe("user-register, as its page documents it", () => {
  it("success: a new member gets an id and a mobile card, encrypted", async () => {
    const answer = await call(sandbox, "user-register", newMember());
    expect([answer.status, answer.code, answer.message]).toEqual([200, "000_000", "Success."]);
    expect(answer.encrypted).toBe(true);
    expect(answer.at("/userId")).toBe("9007199254740993");
    expect(answer.at("/basicCardInfo/par")).toMatch(/^"Q1[0-9A-F]{25}"$/);
    expect(answer.at("/basicCardInfo/cardNo")).toMatch(/^"\d{16}"$/);
    expect(answer.at("/basicCardInfo/expiryDate")).toBe('"310831"');
    expect(answer.at("/basicCardInfo/serviceId")).toMatch(/^"\d{15}"$/);
  });

  it.each([
    ["login-id-empty", { loginId: '""' }, "000_002", "Invalid input value. loginId"],
    ["login-id-null", { loginId: "null" }, "000_003", "Missing required values. loginId"],
    [
      "birth-date-too-short",
      { birthDate: '"1990010"' },
      "000_015",
      "The length of value does not match. birthDate (반드시 최소값 8과(와) 최대값 8 사이의 크기이어야 합니다.)",
    ],
    [
      "login-id-in-use",
      { loginId: '"seoyeon.lee@member.example"' },
      "001_001",
      "User already exists with this loginId.",
    ],
    ["already-registered", { ci: CI }, "001_028", "CI data already found for another user."],
    [
      "terms-not-agreed",
      { tcIdList: '["100000000000101"]' },
      "001_009",
      "Terms and conditions data missing.",
    ],
    ["terms not sent at all", { tcIdList: undefined }, "001_009", "Terms and conditions data missing."],
  ])("%s", async (_case, change, code, message) => {
    const answer = await call(sandbox, "user-register", newMember({ tcIdList: TERMS, ...change }));
    expect([answer.status, answer.code, answer.message]).toEqual([400, code, message]);
    expect(answer.encrypted).toBe(false);
  });
});

describe("membership-cancellation, as its page documents it", () => {
  it("success: a body of the envelope alone, in the clear", async () => {
    const answer = await call(sandbox, "membership-cancellation", '{"userId":50000104652}');
    expect(answer.status).toBe(200);
    expect(answer.encrypted).toBe(false);
    expect(answer.json).toEqual({ response: { code: "000_000", description: "Success." } });
  });

  it.each([
    ["user-id-zero", "0", "000_003", "Missing required values. userId"],
    ["unknown-member", "50000199999", "001_006", "Wallet user not found."],
    ["unreceived-gift", "50000104653", "001_049", "Unrecieved gift exits."],
    ["suspended-card-balance", "50000104654", "001_051", "Suspended card has balance."],
    ["active-card-balance", "50000104655", "001_052", "Active card has balance."],
    ["negative-point-balance", "50000104656", "001_053", "User has negative point balance."],
    ["negative-card-point", "50000104657", "001_054", "User Card has Negative Point."],
    ["positive-card-point", "50000104658", "001_055", "User Card has Positive Point."],
    ["plcc-point", "9999999999999999998", "001_056", "User has PLCC Point."],
  ])("%s", async (_case, userId, code, message) => {
    const answer = await call(sandbox, "membership-cancellation", `{"userId":${userId}}`);
    expect([answer.status, answer.code, answer.message]).toEqual([400, code, message]);
  });

  it("each of the six refusals without a documented code has one of its own", async () => {
    const uncoded = {
      "refund-in-progress": 50000104660,
      "charge-cancellation-refunding": 50000104661,
      "remittance-in-progress": 50000104662,
      "gift-coupon-not-accepted": 50000104663,
      "paid-coupon-unused": 50000104664,
      "approval-request-unprocessed": 50000104665,
    };
    const codes = new Set<unknown>();
    for (const userId of Object.values(uncoded)) {
      const answer = await call(sandbox, "membership-cancellation", `{"userId":${userId}}`);
      expect(answer.status).toBe(400);
      codes.add(answer.code);
    }
    expect(codes.size).toBe(6);
    for (const documented of ["000_000", "001_006", "001_049", "001_051", "001_056"]) {
      expect(codes).not.toContain(documented);
    }
  });
});

describe("member-authentication-info, as its page documents it", () => {
  it.each([
    ["authenticated", "50000104681", "true"],
    ["not-authenticated", "9007199254740991", "false"],
  ])("%s", async (_case, userId, isAuthed) => {
    const answer = await call(sandbox, "member-authentication-info", `{"userId":${userId}}`);
    expect([answer.status, answer.code, answer.message]).toEqual([200, "000_000", "Success"]);
    expect(answer.encrypted).toBe(false);
    expect(answer.at("/isAuthed")).toBe(isAuthed);
  });
});
