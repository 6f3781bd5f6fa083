import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { call, cancellation, GOOD_CHARGE } from "./client.ts";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

describe("charge-cancellation, as its page documents it", () => {
  it("success: isPending, encrypted", async () => {
    const answer = await call(sandbox, "charge-cancellation", cancellation(GOOD_CHARGE));
    expect([answer.status, answer.code, answer.message]).toEqual([200, "000_000", "Success."]);
    expect(answer.encrypted).toBe(true);
    expect(answer.headers.get("x-km-crypto-key-id")).toBe(sandbox.settings.KONAPLATE_CRYPTO_KEY_ID);
    expect(answer.at("/isPending")).toBe("false");
  });

  it("a cancellation that the gateway has not answered is pending", async () => {
    const charge = {
      userId: "50000104691",
      nrNumber: '"KMN260114031773603"',
      oneTimeToken: '"9491330000000808"',
      dcvv: '"808"',
    };
    const answer = await call(sandbox, "charge-cancellation", cancellation(charge));
    expect([answer.code, answer.at("/isPending")]).toEqual(["000_000", "true"]);
  });

  it.each([
    ["user-id-invalid", "10000000000000000000", "01", "000_002", "Invalid input parameter. userId"],
    ["user id 0 is invalid here", "0", "01", "000_002", "Invalid input parameter. userId"],
    ["no-bank-account", "50000104672", "02", "007_001", "Bank account not found."],
    ["not-cancellable", "50000104673", "03", "007_030", "Cancellation not possible for this transaction."],
    ["other-payment-method", "50000104674", "04", "007_040", "Cancel request for another method."],
    [
      "name-mismatch",
      "9223372036854775809",
      "05",
      "007_043",
      "Cancellation request denied due to name mismatch.",
    ],
  ])("%s", async (_case, userId, number, code, message) => {
    const digit = number.slice(1);
    const text = cancellation({
      userId,
      nrNumber: `"KMN2601140317735${number}"`,
      oneTimeToken: `"9491339000000${digit}${number}"`,
      dcvv: `"${digit}${number}"`,
    });
    const answer = await call(sandbox, "charge-cancellation", text);
    expect([answer.status, answer.code, answer.message]).toEqual([400, code, message]);
  });

  it.each([
    ["an unknown member", { userId: "50000199999" }, "001_006"],
    ["another member's charge", { userId: "50000104691" }, "007_030"],
    ["an unknown charge", { nrNumber: '"KMN0"' }, "007_030"],
    ["a wrong one-time token", { oneTimeToken: '"9491330000000102"' }, "000_002"],
    ["a wrong dcvv", { dcvv: '"102"' }, "000_002"],
  ])("%s is refused", async (_what, change, code) => {
    sandbox.reset();
    const answer = await call(sandbox, "charge-cancellation", cancellation({ ...GOOD_CHARGE, ...change }));
    expect([answer.status, answer.code]).toEqual([400, code]);
    expect(await call(sandbox, "charge-cancellation", cancellation(GOOD_CHARGE))).toMatchObject({
      status: 200,
    });
  });
});

describe("unregistered-card-inquiry, as its page documents it", () => {
  const inquire = (cardNo: string, expiryDate: string, cardCVC: string) =>
    call(sandbox, "unregistered-card-inquiry", JSON.stringify({ cardNo, expiryDate, cardCVC }));

  it("success: every documented field, encrypted", async () => {
    const answer = await inquire("9491339401251011", "3108", "211");
    expect([answer.status, answer.code, answer.message]).toEqual([200, "000_000", "Success."]);
    expect(answer.encrypted).toBe(true);
    const card = JSON.parse(answer.at("/cardDataInfo") ?? "");
    expect(Object.keys(card).sort()).toEqual(
      [
        "par serviceId serviceName serviceImageUrl affiliateId rechargeable refundable remittable",
        "personalRechargeable balance expiryDate physicalCardNo physicalCardStatus mobileCardNo mobileCardStatus",
        "maxNonRealNameRechargeAmount maxRealNameRechargeAmount minRechargeAmount rechargeableAmount",
        "overseaPaymentable cardPointInfo rechargeUnitAmt",
      ]
        .join(" ")
        .split(" ")
        .sort(),
    );
    expect(card).toMatchObject({ balance: 300000, rechargeableAmount: 200000, expiryDate: "20310831" });
    expect(card.par).toHaveLength(27);
    expect(card.cardPointInfo[0]).toMatchObject({ remainingPoint: 1200, autoUse: true });
  });

  it("a card that lacks every optional field", async () => {
    const answer = await inquire("9491339401254049", "2911", "433");
    expect(answer.status).toBe(200);
    expect(answer.at("/cardDataInfo/par")).toHaveLength(27 + 2);
    expect(answer.at("/cardDataInfo/rechargeableAmount")).toBe("9999999999");
    for (const optional of [
      "physicalCardNo",
      "mobileCardStatus",
      "overseaPaymentable",
      "cardPointInfo",
      "rechargeUnitAmt",
    ]) {
      expect(answer.at(`/cardDataInfo/${optional}`)).toBeUndefined();
    }
  });

  it.each([
    ["card-not-found", "9491339401255053", "3105", "544", "Card not found"],
    ["a wrong expiry date", "9491339401251011", "3109", "211", "Card not found"],
    ["a wrong CVC", "9491339401251011", "3108", "212", "Card not found"],
    ["card-number-length", "949133940125076", "3108", "211", "The length of value does not match, cardNo."],
    ["card-number-invalid", "ABCDEFGHIJKLMNOP", "3108", "211", "Invalid input parameter. cardNo"],
    ["a wrong check digit", "9491339401251012", "3108", "211", "Invalid input parameter. cardNo"],
    ["card-already-registered", "9491339401253033", "3012", "322", "Card is already registered user"],
  ])("%s", async (_case, cardNo, expiryDate, cardCVC, message) => {
    const answer = await inquire(cardNo, expiryDate, cardCVC);
    expect([answer.status, answer.message]).toEqual([400, message]);
  });

  it("uses the code of other pages where they have one", async () => {
    expect((await inquire("949133940125076", "3108", "211")).code).toBe("000_015");
    expect((await inquire("ABCDEFGHIJKLMNOP", "3108", "211")).code).toBe("000_002");
  });
});
