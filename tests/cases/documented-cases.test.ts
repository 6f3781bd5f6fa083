import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadPlan } from "../../src/cases/plan.ts";
import { readTables } from "../../src/cases/tables.ts";
import { suite } from "../support/suite.ts";

const { contract } = suite;
const folder = fileURLToPath(new URL("../../cases", import.meta.url));
const documented = loadPlan(contract, folder).cases.filter(({ kind }) => kind === "documented");

const ALL_OF_CHARGE = ["userId", "nrNumber", "oneTimeToken", "dcvv"];
const ALL_OF_CARD = ["cardNo", "expiryDate", "cardCVC"];
const LENGTH = "The length of value does not match";

type Line = [
  id: string,
  status: number,
  code: string | null,
  message: string | null,
  data: readonly string[],
  destructive?: "destructive",
];

/** The public ids of the suite with what the documents say of each, by hand. */
const LINES: readonly Line[] = [
  ["user-register/success", 200, "000_000", "Success.", [], "destructive"],
  ["user-register/login-id-empty", 400, "000_002", "Invalid input value. loginId", []],
  ["user-register/login-id-null", 400, "000_003", "Missing required values. loginId", []],
  [
    "user-register/birth-date-too-short",
    400,
    "000_015",
    `${LENGTH}. birthDate (반드시 최소값 8과(와) 최대값 8 사이의 크기이어야 합니다.)`,
    [],
  ],
  ["user-register/login-id-in-use", 400, "001_001", "User already exists with this loginId.", ["loginId"]],
  ["user-register/already-registered", 400, "001_028", "CI data already found for another user.", ["ci"]],
  ["user-register/terms-not-agreed", 400, "001_009", "Terms and conditions data missing.", []],

  ["membership-cancellation/success", 200, "000_000", "Success.", ["userId"], "destructive"],
  ["membership-cancellation/user-id-zero", 400, "000_003", "Missing required values. userId", []],
  ["membership-cancellation/unknown-member", 400, "001_006", "Wallet user not found.", ["userId"]],
  ["membership-cancellation/unreceived-gift", 400, "001_049", "Unrecieved gift exits.", ["userId"]],
  [
    "membership-cancellation/suspended-card-balance",
    400,
    "001_051",
    "Suspended card has balance.",
    ["userId"],
  ],
  ["membership-cancellation/active-card-balance", 400, "001_052", "Active card has balance.", ["userId"]],
  [
    "membership-cancellation/negative-point-balance",
    400,
    "001_053",
    "User has negative point balance.",
    ["userId"],
  ],
  [
    "membership-cancellation/negative-card-point",
    400,
    "001_054",
    "User Card has Negative Point.",
    ["userId"],
  ],
  [
    "membership-cancellation/positive-card-point",
    400,
    "001_055",
    "User Card has Positive Point.",
    ["userId"],
  ],
  ["membership-cancellation/plcc-point", 400, "001_056", "User has PLCC Point.", ["userId"]],
  ["membership-cancellation/refund-in-progress", 400, null, null, ["userId"]],
  ["membership-cancellation/charge-cancellation-refunding", 400, null, null, ["userId"]],
  ["membership-cancellation/remittance-in-progress", 400, null, null, ["userId"]],
  ["membership-cancellation/gift-coupon-not-accepted", 400, null, null, ["userId"]],
  ["membership-cancellation/paid-coupon-unused", 400, null, null, ["userId"]],
  ["membership-cancellation/approval-request-unprocessed", 400, null, null, ["userId"]],

  ["charge-cancellation/success", 200, "000_000", "Success.", ALL_OF_CHARGE, "destructive"],
  ["charge-cancellation/user-id-invalid", 400, "000_002", "Invalid input parameter. userId", []],
  ["charge-cancellation/no-bank-account", 400, "007_001", "Bank account not found.", ALL_OF_CHARGE],
  [
    "charge-cancellation/not-cancellable",
    400,
    "007_030",
    "Cancellation not possible for this transaction.",
    ALL_OF_CHARGE,
  ],
  [
    "charge-cancellation/other-payment-method",
    400,
    "007_040",
    "Cancel request for another method.",
    ALL_OF_CHARGE,
  ],
  [
    "charge-cancellation/name-mismatch",
    400,
    "007_043",
    "Cancellation request denied due to name mismatch.",
    ALL_OF_CHARGE,
  ],

  ["unregistered-card-inquiry/success", 200, "000_000", "Success.", ALL_OF_CARD],
  ["unregistered-card-inquiry/card-not-found", 400, null, "Card not found", ALL_OF_CARD],
  ["unregistered-card-inquiry/card-number-length", 400, null, `${LENGTH}, cardNo.`, []],
  ["unregistered-card-inquiry/card-number-invalid", 400, null, "Invalid input parameter. cardNo", []],
  [
    "unregistered-card-inquiry/card-already-registered",
    400,
    null,
    "Card is already registered user",
    ALL_OF_CARD,
  ],

  ["member-authentication-info/authenticated", 200, "000_000", "Success", ["userId"]],
  ["member-authentication-info/not-authenticated", 200, "000_000", "Success", ["userId"]],
];

describe("the documented cases", () => {
  it("are the 36 of the catalogue, by their public ids", () => {
    expect(LINES).toHaveLength(36);
    expect(documented.map(({ id }) => id).sort()).toEqual(LINES.map(([id]) => id).sort());
  });

  it.each(LINES)("%s: %i %s", (id, status, code, message, data, destructive) => {
    const row = documented.find((candidate) => candidate.id === id);
    expect(row?.expected).toMatchObject({ status, code });
    expect(row?.expected.messages?.[0] ?? null).toBe(message);
    expect(row?.data).toEqual(data);
    expect(row?.destructive).toBe(destructive === "destructive");
  });

  it("rest on a trigger that the page tells, but for three whose request is a guess", () => {
    const guessed = documented.filter(({ level }) => level !== "documented");
    expect(guessed.map(({ id, level }) => `${id} ${level}`).sort()).toEqual([
      "charge-cancellation/user-id-invalid inferred",
      "unregistered-card-inquiry/card-number-invalid inferred",
      "user-register/terms-not-agreed inferred",
    ]);
  });

  it("let another wording of a test-data title warn, and of a message fail", () => {
    const inferred = documented.filter(({ expected }) => expected.messageInferred).map(({ id }) => id);
    expect(inferred.sort()).toEqual([
      "unregistered-card-inquiry/card-already-registered",
      "unregistered-card-inquiry/card-not-found",
      "unregistered-card-inquiry/card-number-invalid",
      "unregistered-card-inquiry/card-number-length",
    ]);
  });

  it("demand isAuthed of the member who completed authentication, and its contrary of the other", () => {
    const values = (name: string) =>
      documented.find(({ id }) => id === `member-authentication-info/${name}`)?.expected.values;
    const clause = "member-authentication-info#response.isAuthed.values";
    expect(values("authenticated")).toEqual([{ pointer: "/isAuthed", value: true, clause }]);
    expect(values("not-authenticated")).toEqual([{ pointer: "/isAuthed", value: false, clause }]);
  });
});

describe("completeness", () => {
  const rested = new Set(documented.flatMap(({ clauses }) => clauses));

  it("has a case for every code and every test-data title", () => {
    const facts = contract.operations.flatMap(({ codes, testData }) => [...codes, ...testData]);
    expect(facts.length).toBe(25 + 33);
    expect(facts.filter(({ clause }) => !rested.has(clause))).toEqual([]);
  });

  it("has no case without a clause, and no clause that is not there", () => {
    expect(documented.filter(({ clauses }) => clauses.length === 0)).toEqual([]);
    expect([...rested].filter((clause) => !contract.clauses.has(clause))).toEqual([]);
  });

  it("declares 001_050 as a gap, inside the range 001_049 to 001_056, and nothing else", () => {
    const gaps = readTables(folder).tables.flatMap((table) => table.gaps);
    expect(gaps.map(({ code }) => code)).toEqual(["001_050"]);
    const codes = documented.map(({ expected }) => expected.code);
    for (const last of [49, 51, 52, 53, 54, 55, 56]) expect(codes).toContain(`001_0${last}`);
    expect(codes).not.toContain("001_050");
  });
});
