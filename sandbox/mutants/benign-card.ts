import { exactNumber, isExactNumber, type Json, type JsonObject } from "../../src/exact/json.ts";
import type { Alteration } from "../alteration.ts";
import { changeCard } from "./amounts.ts";
import type { BenignRow } from "./model.ts";

const INQUIRY = "unregistered-card-inquiry";

/** Cards that the pages allow and the sandbox's world does not have. */
export function ofTheCard(): BenignRow[] {
  const card = (change: (info: JsonObject) => JsonObject) => (): Alteration => changeCard(change);
  const set = (members: JsonObject) => card((info) => ({ ...info, ...members }));
  const n = exactNumber;
  const points = (items: Json) => set({ cardPointInfo: items });
  const item = { pointPolicyId: "100000000000401", pointName: "p" };
  return (
    [
      [
        "named-holder",
        "computes rechargeableAmount for a named holder",
        set({ rechargeableAmount: n("1700000") }),
      ],
      [
        "balance-over-maximum",
        "answers 0 where the balance is over the maximum",
        set({ balance: n("9999999999"), rechargeableAmount: n("0") }),
      ],
      ["balance-zero", "answers a balance of 0", set({ balance: n("0"), rechargeableAmount: n("500000") })],
      [
        "amounts-at-maximum",
        "answers amounts at their maximum",
        set({
          maxNonRealNameRechargeAmount: n("9999999999"),
          balance: n("0"),
          rechargeableAmount: n("9999999999"),
          minRechargeAmount: n("9999999999"),
          rechargeUnitAmt: n("9999999999"),
        }),
      ],
      ["amounts-with-fraction-of-zero", "writes amounts with a fraction of zero", card(withFractions)],
      ["amounts-with-exponent", "writes an amount with an exponent", set({ balance: n("3e5") })],
      [
        "names-of-one-character",
        "answers names of one character",
        set({ serviceName: "가", serviceImageUrl: "https://a.example/u" }),
      ],
      [
        "names-of-255-characters",
        "answers names of 255 characters",
        set({ serviceName: "가".repeat(255), serviceImageUrl: `https://a.example/${"u".repeat(237)}` }),
      ],
      ["names-of-255-emoji", "answers names of 255 emoji", set({ serviceName: "🎁".repeat(255) })],
      [
        "wrapped-points",
        "wraps each item of cardPointInfo as the page prints it",
        points([{ cardPointInfo_item: item }, { cardPointInfo_item: item }]),
      ],
      ["no-points", "answers an empty cardPointInfo", points([])],
      ["one-point", "answers one item in cardPointInfo", points([item])],
      ["further-card-field", "adds a field to the card", set({ nickname: "내 카드" })],
      [
        "further-point-field",
        "adds a field to an item of cardPointInfo",
        points([{ ...item, expires: null }]),
      ],
      [
        "first-of-the-month",
        "answers a card that expires on the first of its month",
        set({ expiryDate: "20310801" }),
      ],
      ["flags-turned", "answers the opposite of every flag", card((info) => turned(info))],
    ] as const
  ).map(([name, says, alter]): BenignRow => [`card-${name}`, says, [INQUIRY], alter]);
}

function withFractions(info: JsonObject): JsonObject {
  const entries = Object.entries(info).map(([name, value]) => [
    name,
    isExactNumber(value) ? exactNumber(`${value.value}.0`) : value,
  ]);
  return Object.fromEntries(entries) as JsonObject;
}

function turned(info: JsonObject): JsonObject {
  const entries = Object.entries(info).map(([name, value]) => [
    name,
    typeof value === "boolean" ? !value : value,
  ]);
  return Object.fromEntries(entries) as JsonObject;
}
