import { describe, expect, it } from "vitest";
import { findCode, findOperation, parametersByPath } from "../../src/contract/find.ts";
import { loadContract } from "../../src/contract/load.ts";
import type { Operation, Parameter } from "../../src/contract/model.ts";

const contract = loadContract();

function operation(id: string): Operation {
  const found = findOperation(contract, id);
  if (!found) throw new Error(`no operation ${id}`);
  return found;
}

function row(rows: readonly Parameter[], path: string): Parameter {
  const found = parametersByPath(rows).get(path);
  if (!found) throw new Error(`no row ${path}`);
  return found;
}

describe("the five operations", () => {
  it.each([
    ["user-register", "/api/v1/user/registration", true, true],
    ["membership-cancellation", "/api/v1/user/unregister", false, false],
    ["charge-cancellation", "/api/v1/recharges/by-bank-accounts/no-hce/cancel", false, true],
    ["unregistered-card-inquiry", "/api/v1/unregister/card/info", true, true],
    ["member-authentication-info", "/api/v1/user/deduction/info", true, false],
  ])("%s is POST %s, encrypted as marked", (id, path, request, response) => {
    expect(operation(id)).toMatchObject({
      method: "POST",
      version: "v1",
      path,
      encrypted: { request, response },
    });
  });

  it("are all there is", () => {
    expect(contract.operations).toHaveLength(5);
  });

  it("keep the path as printed in the clause", () => {
    expect(contract.clauses.get("member-authentication-info#path")?.says).toBe("api/v1/user/deduction/info");
  });
});

describe("codes and messages", () => {
  it.each([
    ["user-register", 200, "000_000", "Success."],
    ["user-register", 400, "000_002", "Invalid input value. loginId"],
    ["user-register", 400, "000_003", "Missing required values. loginId"],
    [
      "user-register",
      400,
      "000_015",
      "The length of value does not match. birthDate (반드시 최소값 8과(와) 최대값 8 사이의 크기이어야 합니다.)",
    ],
    ["user-register", 400, "001_001", "User already exists with this loginId."],
    ["user-register", 400, "001_028", "CI data already found for another user."],
    ["user-register", 400, "001_009", "Terms and conditions data missing."],
    ["membership-cancellation", 200, "000_000", "Success."],
    ["membership-cancellation", 400, "000_003", "Missing required values. userId"],
    ["membership-cancellation", 400, "001_006", "Wallet user not found."],
    ["membership-cancellation", 400, "001_049", "Unrecieved gift exits."],
    ["membership-cancellation", 400, "001_051", "Suspended card has balance."],
    ["membership-cancellation", 400, "001_052", "Active card has balance."],
    ["membership-cancellation", 400, "001_053", "User has negative point balance."],
    ["membership-cancellation", 400, "001_054", "User Card has Negative Point."],
    ["membership-cancellation", 400, "001_055", "User Card has Positive Point."],
    ["membership-cancellation", 400, "001_056", "User has PLCC Point."],
    ["charge-cancellation", 200, "000_000", "Success."],
    ["charge-cancellation", 400, "000_002", "Invalid input parameter. userId"],
    ["charge-cancellation", 400, "007_001", "Bank account not found."],
    ["charge-cancellation", 400, "007_030", "Cancellation not possible for this transaction."],
    ["charge-cancellation", 400, "007_040", "Cancel request for another method."],
    ["charge-cancellation", 400, "007_043", "Cancellation request denied due to name mismatch."],
    ["unregistered-card-inquiry", 200, "000_000", "Success."],
    ["member-authentication-info", 200, "000_000", "Success"],
  ])("%s answers %i %s %s", (id, status, code, message) => {
    expect(findCode(operation(id), code)).toMatchObject({
      status,
      message,
      clause: `${id}#codes.${code}`,
    });
  });

  it("are 25, and 001_050 is none of them", () => {
    expect(contract.operations.flatMap((entry) => entry.codes)).toHaveLength(25);
    expect(findCode(operation("membership-cancellation"), "001_050")).toBeUndefined();
  });
});

describe("rows of the parameter tables", () => {
  it.each([
    ["membership-cancellation", "userId", { type: "number", min: "1", max: "9999999999999999999" }],
    ["charge-cancellation", "sequenceId", { presence: "required", length: "30", unique: true }],
    ["charge-cancellation", "nrNumber", { type: "string", min: "1", max: "50" }],
    ["charge-cancellation", "dcvv", { length: "3" }],
    [
      "charge-cancellation",
      "cardExpiry",
      { presence: "optional", source: "client-code", examples: ["2509"] },
    ],
    ["unregistered-card-inquiry", "expiryDate", { length: "4", examples: ["3108"] }],
    ["user-register", "ci", { presence: "optional", length: "88", unique: true, source: "guideline" }],
    ["user-register", "loginPassword", { length: "6", format: "digits" }],
    ["user-register", "birthDate", { length: "8", format: "yyyyMMdd" }],
    ["user-register", "nationality", { min: "6", max: "9", examples: ["Korean"] }],
    ["user-register", "tcIdList", { type: "array", presence: "optional", source: "client-code" }],
    ["user-register", "addressInfo.zipCode", { type: "string", source: "client-code" }],
  ])("request of %s: %s", (id, path, facts) => {
    expect(row(operation(id).request, path)).toMatchObject(facts);
  });

  it.each([
    ["user-register", "userId", { min: "1", max: "9999999999999999999", source: "page" }],
    ["user-register", "basicCardInfo", { type: "object", presence: "optional" }],
    ["user-register", "basicCardInfo.expiryDate", { length: "6", format: "YYMMDD" }],
    ["charge-cancellation", "isPending", { type: "boolean", presence: "required" }],
    ["member-authentication-info", "isAuthed", { type: "boolean", value: "0", values: ["true", "false"] }],
    ["unregistered-card-inquiry", "cardDataInfo.par", { presence: "required", length: "27" }],
    ["unregistered-card-inquiry", "cardDataInfo.serviceName", { type: "string", min: "1", max: "255" }],
    ["unregistered-card-inquiry", "cardDataInfo.balance", { type: "number", min: "0", max: "9999999999" }],
    ["unregistered-card-inquiry", "cardDataInfo.expiryDate", { length: "8", format: "yyyyMMdd" }],
    [
      "unregistered-card-inquiry",
      "cardDataInfo.mobileCardStatus",
      { presence: "optional", min: "1", max: "7", values: ["ACTIVE", "SUSPENDED"] },
    ],
    [
      "unregistered-card-inquiry",
      "cardDataInfo.rechargeableAmount",
      { formulas: ["maxNonRealNameRechargeAmount - balance", "maxRealNameRechargeAmount - balance"] },
    ],
    [
      "unregistered-card-inquiry",
      "cardDataInfo.cardPointInfo",
      { type: "array", item: "cardPointInfo_item" },
    ],
    ["unregistered-card-inquiry", "cardDataInfo.cardPointInfo.pointPolicyId", { length: "15" }],
    ["unregistered-card-inquiry", "cardDataInfo.rechargeUnitAmt", { presence: "optional", min: "0" }],
  ])("response of %s: %s", (id, path, facts) => {
    expect(row(operation(id).response, path)).toMatchObject(facts);
  });

  it("are counted as on the pages", () => {
    const rows = (id: string) => [
      parametersByPath(operation(id).request).size,
      parametersByPath(operation(id).response).size,
    ];
    expect(rows("membership-cancellation")).toEqual([1, 0]);
    expect(rows("unregistered-card-inquiry")).toEqual([3, 27]);
  });

  it("leave a fact out where the page has none", () => {
    expect(row(operation("charge-cancellation").response, "isPending")).not.toHaveProperty("length");
    expect(row(operation("unregistered-card-inquiry").request, "expiryDate")).not.toHaveProperty("format");
  });
});

describe("headers", () => {
  it("of a request are the common seven and the guideline's two", () => {
    const headers = operation("membership-cancellation").requestHeaders;
    expect(headers.map((header) => [header.name, header.presence, header.length])).toEqual([
      ["X-KM-User-AspId", "required", "15"],
      ["X-KM-Correlation-Id", "required", "20"],
      ["X-KM-Access-Key", "conditional", "40"],
      ["X-KM-Crypto-Key-Id", "optional", "32"],
      ["X-KM-Tran-Token", "required", "66"],
      ["X-KM-Tran-Time", "required", "14"],
      ["X-KM-Time-Zone", "required", "3"],
      ["Accept", "required", undefined],
      ["Content-Type", "required", undefined],
    ]);
  });

  it.each(["unregistered-card-inquiry", "member-authentication-info"])(
    "of %s have a Tran-Time of 16",
    (id) => {
      expect(row(operation(id).requestHeaders, "X-KM-Tran-Time")).toMatchObject({
        length: "16",
        format: "YYYYMMDDHH24MISS",
        clause: `${id}#headers.request.X-KM-Tran-Time`,
      });
      expect(operation(id).requestHeaders).toHaveLength(9);
    },
  );

  it("of user-register are the common ones, since its page has lost them", () => {
    expect(operation("user-register").requestHeaders).toEqual(
      operation("charge-cancellation").requestHeaders,
    );
    expect(contract.clauses.has("user-register#headers.request")).toBe(true);
    expect(contract.clauses.has("charge-cancellation#headers.request")).toBe(false);
  });

  it("of a response are two", () => {
    expect(operation("charge-cancellation").responseHeaders).toMatchObject([
      { name: "X-KM-Correlation-Id", presence: "required", length: "20" },
      { name: "X-KM-Crypto-Key-Id", presence: "optional", length: "32" },
    ]);
  });
});

describe("test data, conditions and envelope", () => {
  it.each([
    ["user-register", 7],
    ["membership-cancellation", 16],
    ["charge-cancellation", 6],
    ["unregistered-card-inquiry", 4],
    ["member-authentication-info", 0],
  ])("%s lists %i titles", (id, count) => {
    expect(operation(id).testData).toHaveLength(count);
  });

  it("titles are numbered from 1 and kept as printed", () => {
    expect(operation("user-register").testData[3]).toEqual({
      clause: "user-register#testData.4",
      status: 400,
      title: "Field length error – in case of less than 8 digits for `birthDate`",
    });
    expect(operation("charge-cancellation").testData[3]?.title).toBe("충전 취소가 불가능한 거래.");
  });

  it("conditions have a key each", () => {
    expect(operation("charge-cancellation").conditions.map((condition) => condition.clause)).toContain(
      "charge-cancellation#conditions.pending-retry",
    );
  });

  it("the envelope is that of client code", () => {
    expect(contract.envelope).toEqual({
      codePointer: "/response/code",
      messagePointer: "/response/description",
      successCode: "000_000",
    });
    expect(contract.clauses.get("envelope#successCode")?.source).toBe("client-code");
  });
});
