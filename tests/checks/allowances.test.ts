import { describe, expect, it } from "vitest";
import { bodySchema } from "../../src/checks/body-schema.ts";
import { consistentReading } from "../../src/checks/consistent-reading.ts";
import { distinctCode } from "../../src/checks/distinct-code.ts";
import { formula } from "../../src/checks/formula.ts";
import type { Rule } from "../../src/checks/model.ts";
import { scenarioValues } from "../../src/checks/scenario-values.ts";
import { allowedBy, matchesClause } from "../../src/contract/allowances.ts";
import { exactNumber } from "../../src/exact/json.ts";
import { CONTRACT, envelopeBody, findings, type PlainAnswer, SUCCESS } from "./made-exchange.ts";
import { authenticationBody, BASIC_CARD, cardBody, POINT, registrationText } from "./payloads.ts";

const CARD = "unregistered-card-inquiry/success";
const MEMBER = "member-authentication-info/authenticated";
const COUPON = "membership-cancellation/gift-coupon-not-accepted";

/** What a rule found, as `place level reading`; a finding that is judged has neither level nor reading. */
async function found(rule: Rule, caseId: string, answer: PlainAnswer): Promise<string[]> {
  const all = await findings(rule, caseId, answer);
  return all.map(({ where, atMost = "judged", reading = "" }) => `${where} ${atMost} ${reading}`.trim());
}
const card = (rule: Rule, differences: Readonly<Record<string, unknown>>) =>
  found(rule, CARD, { body: cardBody(differences) });

describe("a value that another reading allows is observed, and its neighbour judged", () => {
  it("null in an optional field", async () => {
    const at = "/cardDataInfo/physicalCardStatus";
    expect(new Set(await card(bodySchema, { physicalCardStatus: null }))).toEqual(
      new Set([`${at} observed null-for-optional`]),
    );
    expect(await card(bodySchema, { cardPointInfo: null })).toEqual([
      "/cardDataInfo/cardPointInfo observed null-for-optional",
    ]);
    expect(await card(bodySchema, { par: null })).toEqual(["/cardDataInfo/par judged"]);
    expect(await card(bodySchema, { cardPointInfo: [null] })).toEqual([
      "/cardDataInfo/cardPointInfo/0 judged",
    ]);
    const registered = await found(bodySchema, "user-register/success", {
      body: registrationText("1", { ...BASIC_CARD, cardNo: null }),
    });
    expect(registered).toEqual(["/basicCardInfo/cardNo judged"]);
  });

  it("an id that an operator assigns, shorter than its length", async () => {
    for (const field of ["affiliateId", "serviceId"]) {
      const at = `/cardDataInfo/${field}`;
      expect(await card(bodySchema, { [field]: "1234" })).toEqual([`${at} observed length-exact-or-at-most`]);
      expect(await card(bodySchema, { [field]: "1".repeat(16) })).toEqual([`${at} judged`]);
      expect(await card(bodySchema, { [field]: "" })).toEqual([`${at} judged`]);
      expect(await card(bodySchema, { [field]: 1234 })).toEqual([`${at} judged`]);
    }
    expect(await card(bodySchema, { cardPointInfo: [{ ...POINT, pointPolicyId: "7" }] })).toEqual([
      "/cardDataInfo/cardPointInfo/0/pointPolicyId observed length-exact-or-at-most",
    ]);
    expect(await card(bodySchema, { par: "Q".repeat(26) })).toEqual(["/cardDataInfo/par judged"]);
  });

  it("SUSPEND where 7 letters are the most", async () => {
    const at = "/cardDataInfo/mobileCardStatus";
    expect(await card(bodySchema, { mobileCardStatus: "SUSPEND" })).toEqual([
      `${at} observed card-status-length`,
    ]);
    expect(await card(bodySchema, { mobileCardStatus: "STOPPED" })).toEqual([`${at} judged`]);
    expect(await card(bodySchema, { mobileCardStatus: "SUSPENDED" })).toEqual([]);
  });

  it("isAuthed as 0 and 1", async () => {
    const member = (rule: Rule, value: unknown) => found(rule, MEMBER, { body: authenticationBody(value) });
    expect(await member(bodySchema, 1)).toEqual(["/isAuthed observed is-authed-value"]);
    expect(await member(scenarioValues, 1)).toEqual([]);
    expect(await member(scenarioValues, 0)).toEqual(["/isAuthed judged"]);
    expect(await member(bodySchema, 2)).toEqual(["/isAuthed judged"]);
    expect(await member(bodySchema, "1")).toEqual(["/isAuthed judged"]);
  });

  it("amounts below 0 where another clause has them, which the formula then holds", async () => {
    const over = { balance: 600000, rechargeableAmount: -100000 };
    expect(await card(bodySchema, over)).toEqual([
      "/cardDataInfo/rechargeableAmount observed rechargeable-below-zero",
    ]);
    expect(await card(formula, over)).toEqual([]);
    expect(await card(formula, { ...over, rechargeableAmount: -1 })).toEqual([
      "/cardDataInfo/rechargeableAmount judged",
    ]);
    expect(await card(bodySchema, { cardPointInfo: [{ ...POINT, remainingPoint: -150 }] })).toEqual([
      "/cardDataInfo/cardPointInfo/0/remainingPoint observed remaining-point-below-zero",
    ]);
    expect(await card(bodySchema, { balance: -1 })).toEqual(["/cardDataInfo/balance judged"]);
  });

  it("0 to charge on a card that cannot be charged", async () => {
    const at = "/cardDataInfo/rechargeableAmount";
    expect(await card(formula, { rechargeable: false, rechargeableAmount: 0 })).toEqual([
      `${at} observed rechargeable-amount-of-a-closed-card`,
    ]);
    expect(await card(formula, { rechargeable: true, rechargeableAmount: 0 })).toEqual([`${at} judged`]);
    expect(await card(formula, { rechargeable: false, rechargeableAmount: 1 })).toEqual([`${at} judged`]);
  });

  it("001_049 for a gift coupon", async () => {
    const answered = (id: string) =>
      found(distinctCode, id, { body: envelopeBody("001_049", "Unrecieved gift exits.") });
    expect(await answered(COUPON)).toEqual(["/response/code observed code-001-050"]);
    expect(await answered("membership-cancellation/paid-coupon-unused")).toEqual(["/response/code judged"]);
  });
});

describe("what an alternative allows", () => {
  it("says what the target does", () => {
    const clause = "unregistered-card-inquiry#response.cardDataInfo.affiliateId.length";
    expect(allowedBy(CONTRACT, { clause, value: "1234" })?.says).toBe(
      "answers ids that are shorter than their length",
    );
    expect(allowedBy(CONTRACT, { clause, value: undefined })).toBeUndefined();
  });

  it("says what the value stands for", () => {
    const clause = "member-authentication-info#response.isAuthed.type";
    expect(allowedBy(CONTRACT, { clause, value: exactNumber("1") })?.means).toBe(true);
    expect(allowedBy(CONTRACT, { clause, value: exactNumber("1.0") })?.means).toBe(true);
  });

  it.each([
    ["*#response.*", "a#response.b.type", true],
    ["*#response.*", "a#request.b.type", false],
    ["a#response.b", "a#response.b", true],
    ["a#response.b", "a#response.b.type", false],
    ["a*b*c", "abbc", true],
    ["a*b*bc", "abc", false],
  ])("%s means %s: %s", (pattern, clause, means) => {
    expect(matchesClause(pattern, clause)).toBe(means);
  });
});

describe("consistent-reading", () => {
  const inCard = (differences: Readonly<Record<string, unknown>>, followed?: Record<string, string>) =>
    found(consistentReading, CARD, { body: cardBody(differences), ...(followed && { followed }) });

  it("takes one form in every place, and finds two in one answer", async () => {
    const twice = (one: string, other: string) =>
      inCard({ physicalCardStatus: one, mobileCardStatus: other });
    expect(await twice("SUSPEND", "SUSPEND")).toEqual([]);
    expect(await twice("SUSPENDED", "SUSPENDED")).toEqual([]);
    expect(await twice("SUSPENDED", "ACTIVE")).toEqual([]);
    expect(await twice("SUSPENDED", "SUSPEND")).toEqual([
      "/cardDataInfo/mobileCardStatus judged card-status-length",
    ]);
  });

  it("finds an item in its wrapper after one without", async () => {
    const points = [{ cardPointInfo_item: POINT }];
    const before = { "point-item-wrapper": "puts items down as they are" };
    expect(await inCard({ cardPointInfo: points })).toEqual([]);
    expect(await inCard({ cardPointInfo: points }, before)).toEqual([
      "/cardDataInfo/cardPointInfo/0 judged point-item-wrapper",
    ]);
    expect(await inCard({ cardPointInfo: [POINT] }, before)).toEqual([]);
  });

  it("finds true where an answer before had 1", async () => {
    const afterOne = (value: unknown) =>
      found(consistentReading, MEMBER, {
        body: authenticationBody(value),
        followed: { "is-authed-value": "writes isAuthed as 0 or 1" },
      });
    expect(await afterOne(1)).toEqual([]);
    expect(await afterOne(true)).toEqual(["/isAuthed judged is-authed-value"]);
  });

  it("finds an error in the clear after an encrypted one, and looks at refusals alone", async () => {
    const followed = { "error-response-encryption": "encrypts errors" };
    const body = envelopeBody("001_001", "User already exists with this loginId.");
    const id = "user-register/login-id-in-use";
    const inClear = await found(consistentReading, id, { body, sealed: false, followed });
    expect(inClear).toEqual(["body judged error-response-encryption"]);
    expect(await found(consistentReading, id, { body, sealed: true, followed })).toEqual([]);
    const success = { body: SUCCESS, sealed: false, followed };
    expect(await found(consistentReading, "membership-cancellation/success", success)).toEqual([]);
    const tampered = "unregistered-card-inquiry/header.X-KM-Time-Zone.missing";
    expect(await found(consistentReading, tampered, { status: 400, body, sealed: false, followed })).toEqual(
      [],
    );
  });
});
