import { describe, expect, it } from "vitest";
import { OBSERVABLE_READINGS, observeReadings } from "../../src/checks/observed-readings.ts";
import {
  CONTRACT,
  envelopeBody,
  exchangeOf,
  type PlainAnswer,
  RIGHT_HEADERS,
  theCase,
} from "./made-exchange.ts";
import { cardBody, POINT } from "./payloads.ts";

async function seen(caseId: string, answer?: PlainAnswer): Promise<Record<string, string>> {
  const observations = observeReadings(await exchangeOf(caseId, answer), theCase(caseId).name);
  return Object.fromEntries(observations.map(({ id, observed }) => [id, observed]));
}

const CARD = "unregistered-card-inquiry/success";

describe("observed readings", () => {
  it("are readings of the contract", () => {
    const known = CONTRACT.readings.map(({ id }) => id);
    expect(OBSERVABLE_READINGS.filter((id) => !known.includes(id))).toEqual([]);
  });

  it("tell which form an item of cardPointInfo has", async () => {
    const plain = await seen(CARD, { body: cardBody({ cardPointInfo: [POINT] }) });
    expect(plain["point-item-wrapper"]).toBe("an item is the object itself");
    const wrapped = await seen(CARD, { body: cardBody({ cardPointInfo: [{ cardPointInfo_item: POINT }] }) });
    expect(wrapped["point-item-wrapper"]).toBe("an item stands inside cardPointInfo_item");
    expect((await seen(CARD, { body: cardBody() }))["point-item-wrapper"]).toBeUndefined();
  });

  it.each([
    [200000, "it rests on maxNonRealNameRechargeAmount"],
    [1700000, "it rests on maxRealNameRechargeAmount"],
    [5, undefined],
  ])("tell which maximum %i rests on", async (rechargeableAmount, observed) => {
    const answer = { body: cardBody({ rechargeableAmount }) };
    expect((await seen(CARD, answer))["rechargeable-amount-maximum"]).toBe(observed);
  });

  it("do not break on a number that cannot be written out", async () => {
    const body = JSON.stringify(cardBody()).replace('"balance":300000', '"balance":1e999999999');
    expect(await seen(CARD, { body })).toMatchObject({
      "number-notation": "a number with a fraction or an exponent came",
    });
  });

  it("tell whether an encrypted answer carries X-KM-Crypto-Key-Id, and whether errors are encrypted", async () => {
    const withKey = { headers: [...RIGHT_HEADERS, ["x-km-crypto-key-id", "a".repeat(32)]] as const };
    expect((await seen(CARD, { ...withKey, body: cardBody() }))["crypto-key-id-of-response"]).toMatch(
      / carries /,
    );
    expect((await seen(CARD, { body: cardBody() }))["crypto-key-id-of-response"]).toMatch(/does not carry/);
    const id = "charge-cancellation/no-bank-account";
    expect((await seen(id, { sealed: true }))["error-response-encryption"]).toBe(
      "an error body is encrypted",
    );
    expect((await seen(id))["error-response-encryption"]).toBe("an error body is in the clear");
  });

  it("tell the codes and wordings that came", async () => {
    const gift = await seen("membership-cancellation/remittance-in-progress", {
      body: envelopeBody("001_050", "Remittance."),
    });
    expect(gift["code-001-050"]).toBe("remittance-in-progress answers 001_050");
    const empty = await seen("user-register/login-id-empty", {
      body: envelopeBody("000_002", "Invalid input parameter. loginId"),
    });
    expect(empty["invalid-input-wording"]).toBe('000_002 reads "Invalid input parameter"');
  });

  it("never quote a part of a long text, in which a secret would no longer be found", async () => {
    const body = envelopeBody("000_000", `S${"x".repeat(300)}`);
    const { "success-full-stop": observed } = await seen("membership-cancellation/success", { body });
    expect(observed).toBe("000_000 reads a text of 301 characters");
  });
});
