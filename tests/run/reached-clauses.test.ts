import { describe, expect, it } from "vitest";
import { type JsonObject, parseJson } from "../../src/exact/json.ts";
import type { SealedRequest } from "../../src/request/seal.ts";
import { reachedClauses } from "../../src/run/reached-clauses.ts";
import { CONTRACT, exchangeOf, type PlainAnswer, theCase } from "../checks/made-exchange.ts";
import { cardBody, POINT } from "../checks/payloads.ts";

const SEALED: SealedRequest = {
  path: "/",
  headers: [["X-KM-Time-Zone", "KST"]],
  body: "{}",
  correlationId: "260301093000-0a1b2c3",
  clearText: "{}",
  encrypted: false,
};

async function reached(caseId: string, body: string, answer?: PlainAnswer): Promise<string[]> {
  const exchange = await exchangeOf(caseId, answer);
  return reachedClauses(theCase(caseId), parseJson(body) as JsonObject, SEALED, exchange);
}

const CARD = "unregistered-card-inquiry/success";
const inCard = (fact: string) => `unregistered-card-inquiry#response.cardDataInfo.${fact}`;

describe("reachedClauses", () => {
  it("names clauses of the contract alone, each once", async () => {
    const clauses = await reached(CARD, '{"cardNo":"1"}', { body: cardBody({ cardPointInfo: [POINT] }) });
    expect(clauses.filter((clause) => !CONTRACT.clauses.has(clause))).toEqual([]);
    expect(new Set(clauses).size).toBe(clauses.length);
  });

  it("counts what a request demands in detail only where it was accepted", async () => {
    const accepted = await reached("membership-cancellation/success", '{"userId":1}');
    expect(accepted).toContain("membership-cancellation#request.userId.max");
    expect(accepted).toContain("headers#request.X-KM-Time-Zone.length");
    const refused = await reached("membership-cancellation/plcc-point", '{"userId":1}');
    expect(refused).toContain("membership-cancellation#request.userId");
    expect(refused).not.toContain("membership-cancellation#request.userId.max");
    expect(refused).toContain("membership-cancellation#codes.001_056");
    expect(refused).not.toContain("membership-cancellation#codes.000_000");
  });

  it("counts response fields that came, in items of either form, and the absence of optional ones", async () => {
    for (const item of [POINT, { cardPointInfo_item: POINT }]) {
      const clauses = await reached(CARD, "{}", { body: cardBody({ cardPointInfo: [item] }) });
      expect(clauses).toContain(inCard("cardPointInfo.pointName.max"));
      expect(clauses).toContain(inCard("cardPointInfo.remainingPoint.presence"));
      expect(clauses).not.toContain(inCard("cardPointInfo.remainingPoint.max"));
      expect(clauses).toContain(inCard("mobileCardNo.presence"));
      expect(clauses).not.toContain(inCard("mobileCardNo.length"));
    }
  });

  it("counts headers that came and the absence of the optional one", async () => {
    const clauses = await reached("membership-cancellation/success", "{}");
    expect(clauses).toContain("headers#response.X-KM-Correlation-Id.format");
    expect(clauses).toContain("headers#response.X-KM-Crypto-Key-Id.presence");
    expect(clauses).not.toContain("headers#response.X-KM-Crypto-Key-Id.length");
  });

  it("does not count an envelope that did not come", async () => {
    const right = await reached("membership-cancellation/success", "{}");
    expect(right).toEqual(
      expect.arrayContaining(["envelope#codePointer", "envelope#messagePointer", "envelope#successCode"]),
    );
    const without = await reached("membership-cancellation/success", "{}", { body: {} });
    expect(without.filter((clause) => clause.startsWith("envelope#"))).toEqual([]);
  });
});
