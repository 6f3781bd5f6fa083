import { exactNumber, type JsonObject } from "../src/exact/json.ts";
import { numberText, subtractNumbers } from "../src/exact/number.ts";
import { type Behaviour, textIn } from "./behaviour.ts";
import { digestOf } from "./identity.ts";
import { Refusal } from "./refusal.ts";
import type { Card, World } from "./world.ts";

/** The page has the two messages as titles of its test data and no code for them: the codes are the sandbox's. */
export const NOT_FOUND = { code: "002_001", message: "Card not found" };
export const REGISTERED = { code: "002_002", message: "Card is already registered user" };

/** unregistered-card-inquiry */
export const inquireCard: Behaviour = {
  rules: ["card-number-invalid", "card-not-found", "card-already-registered", "card-expiry", "card-cvc"],
  serve: ({ request, world, enforces, invalid }) => {
    const cardNo = textIn(request.cardNo) ?? "";
    if (!isCardNumber(cardNo) && enforces("card-number-invalid")) throw invalid("cardNo");
    const card = world.cards.get(cardNo);
    if (card?.registered && enforces("card-already-registered")) {
      throw new Refusal(400, REGISTERED.code, REGISTERED.message);
    }
    // The page inquires a card "through the card number, expiration date and CVC": one of them wrong, and there is none.
    const isUnknown = [
      [card === undefined, "card-not-found"],
      [card !== undefined && card.expiryDate !== request.expiryDate, "card-expiry"],
      [card !== undefined && card.cardCVC !== request.cardCVC, "card-cvc"],
    ] as const;
    if (isUnknown.some(([holds, rule]) => holds && enforces(rule))) {
      throw new Refusal(400, NOT_FOUND.code, NOT_FOUND.message);
    }
    return { cardDataInfo: card ? cardDataInfo(card) : {} };
  },
};

/** An unregistered card has no named holder, so the first of the page's two formulas applies. */
function cardDataInfo({ info }: Card): JsonObject {
  const most = numberText(info.maxNonRealNameRechargeAmount);
  const balance = numberText(info.balance);
  if (most === undefined || balance === undefined) return info;
  return { ...info, rechargeableAmount: exactNumber(subtractNumbers(most, balance)) };
}

/** The mobile card of a new member, as `basicCardInfo`; from now on it is a registered card. */
export function issueMobileCard(world: World): JsonObject {
  const { serviceId, expiryDate } = world.mobileCard;
  const count = String(world.cards.size);
  const cardNo = withCheckDigit(`949133${count.padStart(9, "0")}`);
  const par = `Q1${digestOf(world.seed, cardNo).slice(0, 25).toUpperCase()}`;
  world.cards.set(cardNo, {
    cardNo,
    expiryDate: expiryDate.slice(0, 4),
    cardCVC: digestOf(world.seed, par).replace(/[a-f]/g, "").slice(0, 3),
    registered: true,
    info: {},
  });
  return { par, cardNo, expiryDate, serviceId };
}

/** Sixteen digits of which the last is the check digit (ISO/IEC 7812-1, Luhn); reading card-number-form leaves it open. */
function isCardNumber(text: string): boolean {
  return /^\d{16}$/.test(text) && withCheckDigit(text.slice(0, 15)) === text;
}

function withCheckDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return digits + String((10 - (sum % 10)) % 10);
}
