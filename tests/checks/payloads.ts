import { SUCCESS } from "./made-exchange.ts";

/** Bodies of a right success, written by hand from the pages' parameter tables. Each takes what is to be different. */

/** A field that is left out of the payload. */
export const ABSENT = undefined;

function cardData(differences: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    par: "Q1A2B3C4D5E6F7A8B9C0D1E2F3A",
    serviceId: "100000000000001",
    serviceName: "코나카드",
    serviceImageUrl: "https://images.example/card.png",
    affiliateId: "100000000000002",
    rechargeable: true,
    refundable: true,
    remittable: false,
    personalRechargeable: true,
    balance: 300000,
    expiryDate: "20310831",
    maxNonRealNameRechargeAmount: 500000,
    maxRealNameRechargeAmount: 2000000,
    minRechargeAmount: 1000,
    rechargeableAmount: 200000,
    ...differences,
  };
}

export function cardBody(differences: Readonly<Record<string, unknown>> = {}): object {
  return { ...SUCCESS, cardDataInfo: cardData(differences) };
}

export const POINT = { pointPolicyId: "100000000000003", pointName: "포인트" };

/** The registration's body as text, so that a number travels in the digits given. */
export function registrationText(userId: string, basicCardInfo?: object): string {
  const card = basicCardInfo === undefined ? "" : `,"basicCardInfo":${JSON.stringify(basicCardInfo)}`;
  return `{"response":{"code":"000_000","description":"Success."},"userId":${userId}${card}}`;
}

export const BASIC_CARD = {
  par: "Q1A2B3C4D5E6F7A8B9C0D1E2F3A",
  cardNo: "9491339401250765",
  expiryDate: "310831",
  serviceId: "100000000000001",
};

export function authenticationBody(isAuthed: unknown): object {
  return { ...envelopeOf("Success"), isAuthed };
}

function envelopeOf(description: string): object {
  return { response: { code: "000_000", description } };
}
