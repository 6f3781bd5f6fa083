import { exactNumber, isJsonObject, type JsonObject } from "../../src/exact/json.ts";
import { numberText, subtractNumbers } from "../../src/exact/number.ts";
import type { Alteration } from "../alteration.ts";
import { changePayload, isSuccess, ofOperation } from "./hooks.ts";
import type { Mutant } from "./model.ts";

const INQUIRY = "unregistered-card-inquiry";
const AUTHENTICATION = "member-authentication-info";

/** The object cardDataInfo of the inquiry, changed as a whole. */
export function changeCard(change: (card: JsonObject) => JsonObject): Alteration {
  return changePayload(ofOperation(INQUIRY, isSuccess), (payload) =>
    isJsonObject(payload.cardDataInfo) ? { ...payload, cardDataInfo: change(payload.cardDataInfo) } : payload,
  );
}

type Amount = (right: string, card: { balance: string; most: string }) => string;

const WRONG_AMOUNTS: readonly (readonly [name: string, says: string, amount: Amount])[] = [
  ["one-more", "is one more than the difference", (right) => subtractNumbers(right, "-1")],
  ["one-less", "is one less than the difference", (right) => subtractNumbers(right, "1")],
  ["the-maximum", "is the maximum, the balance not taken off", (_right, { most }) => most],
  ["the-balance", "is the balance", (_right, { balance }) => balance],
  [
    "the-sum",
    "is maximum and balance together",
    (_right, { most, balance }) => subtractNumbers(most, `-${balance}`),
  ],
  ["zero", "is always 0", () => "0"],
  ["rounded", "is rounded to hundreds of thousands, upwards", (right) => subtractNumbers(right, "-100000")],
  ["a-fraction-more", "is a fraction more", (right) => `${right}.01`],
];

/** Values that no schema rules out, and that are wrong beside the other values or for the scenario. */
export function valueMutants(): Mutant[] {
  const amounts = WRONG_AMOUNTS.map(
    ([name, says, amount]): Mutant => ({
      id: `response-field/${INQUIRY}/cardDataInfo.rechargeableAmount/${name}`,
      category: "response-field",
      description: `The rechargeableAmount of a card ${says}.`,
      operations: [INQUIRY],
      evidence: "documented",
      catchers: ["formula"],
      alter: () => changeCard((card) => withAmount(card, amount)),
    }),
  );
  const answers: readonly (readonly [name: string, says: string, value: (right: boolean) => boolean])[] = [
    ["always-true", "tells of every member that authentication is complete", () => true],
    ["always-false", "tells of no member that authentication is complete", () => false],
    ["inverted", "tells the opposite", (right) => !right],
  ];
  const authentication = answers.map(
    ([name, says, value]): Mutant => ({
      id: `response-field/${AUTHENTICATION}/isAuthed/${name}`,
      category: "response-field",
      description: `isAuthed ${says}.`,
      operations: [AUTHENTICATION],
      evidence: "documented",
      catchers: ["scenario-value"],
      alter: () =>
        changePayload(ofOperation(AUTHENTICATION, isSuccess), (payload) => ({
          ...payload,
          isAuthed: value(payload.isAuthed === true),
        })),
    }),
  );
  return [...amounts, ...authentication];
}

function withAmount(card: JsonObject, amount: Amount): JsonObject {
  const balance = numberText(card.balance) ?? "0";
  const most = numberText(card.maxNonRealNameRechargeAmount) ?? "0";
  const right = numberText(card.rechargeableAmount) ?? "0";
  return { ...card, rechargeableAmount: exactNumber(amount(right, { balance, most })) };
}
