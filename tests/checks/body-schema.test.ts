import { describe, expect, it } from "vitest";
import { bodySchema } from "../../src/checks/body-schema.ts";
import { findings, notRun, places, SUCCESS } from "./made-exchange.ts";
import { ABSENT, authenticationBody, BASIC_CARD, cardBody, POINT, registrationText } from "./payloads.ts";

const CARD = "unregistered-card-inquiry/success";
const card = (differences: Readonly<Record<string, unknown>>) =>
  places(bodySchema, CARD, { body: cardBody(differences) });

describe("body-schema of a userId, Min 1, Max 9999999999999999999", () => {
  const at = (digits: string) =>
    places(bodySchema, "user-register/success", { body: registrationText(digits) });

  it.each([
    "1",
    "50000104652",
    "9223372036854775808",
    "9999999999999999999",
    "9.999999999999999999e18",
    "1.0",
  ])("takes %s", async (digits) => {
    expect(await at(digits)).toEqual([]);
  });

  it.each([
    "0",
    "-1",
    "10000000000000000000",
    "1e19",
    "1E+19",
    "0.1e20",
    "9999999999999999999.5",
    "1.5",
    '"50000104652"',
    "null",
    "true",
    "[1]",
    "1e999999999",
  ])("refuses %s", async (digits) => {
    expect(new Set(await at(digits))).toEqual(new Set(["/userId"]));
  });

  it("names the clause of the bound and quotes every digit", async () => {
    const body = registrationText("10000000000000000000");
    expect(await findings(bodySchema, "user-register/success", { body })).toEqual([
      {
        clause: "user-register#response.userId.max",
        where: "/userId",
        documented: "to be at most 9999999999999999999 (Max : 9999999999999999999)",
        actual: "number 10000000000000000000",
      },
    ]);
  });

  it("refuses its absence", async () => {
    expect(await findings(bodySchema, "user-register/success", { body: SUCCESS })).toMatchObject([
      { clause: "user-register#response.userId.presence", where: "/userId", actual: "absent" },
    ]);
  });
});

describe("body-schema of the registration's card", () => {
  const at = (card: object) =>
    places(bodySchema, "user-register/success", { body: registrationText("1", card) });

  it("takes a right one; the whole is optional", async () => {
    expect(await at(BASIC_CARD)).toEqual([]);
  });

  it.each([
    ["par", "Q".repeat(26)],
    ["par", "Q".repeat(28)],
    ["cardNo", "949133940125076"],
    ["cardNo", 9491339401250],
    ["expiryDate", "20310831"],
    ["expiryDate", "3108"],
    ["expiryDate", "31083a"],
    ["serviceId", ABSENT],
  ])("refuses %s %j", async (field, value) => {
    expect(new Set(await at({ ...BASIC_CARD, [field]: value }))).toEqual(
      new Set([`/basicCardInfo/${field}`]),
    );
  });
});

describe("body-schema of an inquired card", () => {
  it("takes a card with its required fields alone", async () => {
    expect(await card({})).toEqual([]);
  });

  it.each([
    ["physicalCardStatus", "ACTIVE"],
    ["physicalCardStatus", "SUSPENDED"],
    ["mobileCardStatus", "SUSPENDED"],
    ["physicalCardNo", "9491339401250765"],
    ["serviceName", "가".repeat(255)],
    ["serviceName", "💳".repeat(255)],
    ["balance", 0],
    ["balance", 9999999999],
    ["overseaPaymentable", false],
    ["cardPointInfo", []],
    ["rechargeUnitAmt", 1000],
  ])("takes %s %j", async (field, value) => {
    expect(await card({ [field]: value })).toEqual([]);
  });

  it.each([
    ["physicalCardStatus", "LOST"],
    ["physicalCardStatus", "active"],
    ["mobileCardStatus", ""],
    ["mobileCardStatus", null],
    ["serviceName", ""],
    ["serviceName", "가".repeat(256)],
    ["balance", -1],
    ["balance", 10000000000],
    ["balance", "300000"],
    ["rechargeable", "true"],
    ["rechargeable", 1],
    ["refundable", ABSENT],
    ["expiryDate", "2031083"],
    ["expiryDate", "2031-8-3"],
    ["cardPointInfo", {}],
    ["rechargeUnitAmt", 10000000000],
  ])("refuses %s %j", async (field, value) => {
    expect(new Set(await card({ [field]: value }))).toEqual(new Set([`/cardDataInfo/${field}`]));
  });

  it("takes an item of cardPointInfo plain and wrapped", async () => {
    expect(await card({ cardPointInfo: [POINT, { ...POINT, remainingPoint: 0, autoUse: true }] })).toEqual(
      [],
    );
    expect(await card({ cardPointInfo: [{ cardPointInfo_item: POINT }] })).toEqual([]);
  });

  it("looks inside an item in either form, and finds each mistake once", async () => {
    const wrong = { ...POINT, remainingPoint: -1 };
    expect(await card({ cardPointInfo: [POINT, wrong] })).toEqual([
      "/cardDataInfo/cardPointInfo/1/remainingPoint",
    ]);
    expect(await card({ cardPointInfo: [{ cardPointInfo_item: wrong }] })).toEqual([
      "/cardDataInfo/cardPointInfo/0/cardPointInfo_item/remainingPoint",
    ]);
  });

  it.each([[null], [{ cardPointInfo_item: null }], ["point"], [{ cardPointInfo_item: [] }]])(
    "refuses the item %j by a clause of the contract",
    async (item) => {
      const found = await findings(bodySchema, CARD, { body: cardBody({ cardPointInfo: [item] }) });
      expect(found).toMatchObject([
        { clause: "unregistered-card-inquiry#response.cardDataInfo.cardPointInfo.type" },
      ]);
    },
  );

  it("collects every mistake of a body", async () => {
    expect((await card({ par: "x", balance: -1, refundable: ABSENT })).sort()).toEqual([
      "/cardDataInfo/balance",
      "/cardDataInfo/par",
      "/cardDataInfo/refundable",
    ]);
  });
});

describe("body-schema of isAuthed, a boolean (reading is-authed-value)", () => {
  const id = "member-authentication-info/authenticated";

  it.each([true, false])("takes %j", async (value) => {
    expect(await places(bodySchema, id, { body: authenticationBody(value) })).toEqual([]);
  });

  it.each([0, 1, "true", "false", null, ABSENT])("refuses %j", async (value) => {
    expect(await places(bodySchema, id, { body: authenticationBody(value) })).toEqual(["/isAuthed"]);
  });
});

describe("body-schema of any answer", () => {
  it.each([[[]], ['"text"'], ["1"], ["null"]])(
    "refuses the body %j, by a clause of the contract",
    async (body) => {
      for (const id of ["membership-cancellation/success", "membership-cancellation/unknown-member"]) {
        expect(await findings(bodySchema, id, { body })).toMatchObject([
          { clause: "envelope#codePointer", where: "body" },
        ]);
      }
    },
  );

  it("asks no parameter of an error", async () => {
    expect(await places(bodySchema, "charge-cancellation/no-bank-account")).toEqual([]);
  });

  it("does not take an inherited member for one that came", async () => {
    const body = '{"response":{"code":"000_000","description":"Success"},"__proto__":{"isAuthed":true}}';
    expect(await places(bodySchema, "member-authentication-info/authenticated", { body })).toEqual([
      "/isAuthed",
    ]);
  });

  it("could not run on a body that is no JSON", async () => {
    expect(await notRun(bodySchema, "membership-cancellation/success", { body: "<html>" })).toBe(
      "could-not-run",
    );
  });
});
