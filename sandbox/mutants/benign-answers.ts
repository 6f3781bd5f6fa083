import type { Contract } from "../../src/contract/model.ts";
import { exactNumber, isExactNumber, type Json, type JsonObject } from "../../src/exact/json.ts";
import type { Alteration } from "../alteration.ts";
import { changeCard } from "./amounts.ts";
import {
  always,
  changeAnswer,
  changePayload,
  changeText,
  editAt,
  isRefusal,
  isSuccess,
  ofOperation,
  removeAt,
  setAt,
} from "./hooks.ts";
import type { BenignVariant } from "./model.ts";

const INQUIRY = "unregistered-card-inquiry";
type Row = readonly [name: string, says: string, operations: readonly string[], alter: () => Alteration];

/** What the pages leave open in the answers themselves. */
export function benignAnswers(contract: Contract): BenignVariant[] {
  const all = contract.operations.map(({ id }) => id);
  const rows = [
    ...everywhere(all),
    ...wordings(all),
    ...uncoded(),
    ...ofTheCard(),
    ...optional(contract),
    ...ofTheRest(),
  ];
  return rows.map(([name, says, operations, alter]) => ({
    id: `benign/answer/${name}`,
    description: `The server ${says}.`,
    operations,
    alter,
  }));
}

function everywhere(all: readonly string[]): Row[] {
  return [
    [
      "further-field",
      "adds a field to every body",
      all,
      () => changePayload(always, (payload) => ({ ...payload, traceId: "1f" })),
    ],
    [
      "further-envelope-field",
      "adds a field to the envelope",
      all,
      () => changeText(always, (text) => text.replace('"response":{', '"response":{"timestamp":1,')),
    ],
    [
      "null-payload-of-refusals",
      "adds a data that is null to refusals",
      all,
      () => changePayload(isRefusal, (payload) => ({ ...payload, data: null })),
    ],
    [
      "details-of-refusals",
      "lists the wrong fields of a refusal",
      all,
      () => changePayload(isRefusal, (payload) => ({ ...payload, errors: [{ field: "userId" }] })),
    ],
    [
      "other-status-for-header-mistakes",
      "answers mistakes in headers with 403",
      all,
      () =>
        changeAnswer(always, (answer) =>
          isHeaderMistake(answer.code)
            ? { ...answer, status: 403, code: "900_001", message: "Forbidden." }
            : answer,
        ),
    ],
    [
      "lenient-media-types",
      "does not look at Accept and Content-Type",
      all,
      () => ({ skipRule: (rule) => /^header\.(Accept|Content-Type)\./.test(rule) }),
    ],
  ];
}

function isHeaderMistake(code: string): boolean {
  return /^000_90[1-57]$/.test(code);
}

function wordings(all: readonly string[]): Row[] {
  const worded = (from: RegExp, to: string) => (): Alteration =>
    changeAnswer(always, (answer) => ({ ...answer, message: answer.message.replace(from, to) }));
  return [
    ["success-without-full-stop", "says Success without a full stop", all, worded(/^Success\.$/, "Success")],
    ["success-with-full-stop", "says Success with a full stop", all, worded(/^Success$/, "Success.")],
    [
      "invalid-input-parameter",
      "says parameter where one page says value",
      all,
      worded(/^Invalid input value\./, "Invalid input parameter."),
    ],
    [
      "invalid-input-value",
      "says value where another page says parameter",
      all,
      worded(/^Invalid input parameter\./, "Invalid input value."),
    ],
  ];
}

/** Scenarios of the test data that have no code, and no message, on their page. */
function uncoded(): Row[] {
  const codes = ["001_050", "001_057", "001_058", "001_059", "001_060", "001_061"];
  const recoded = codes.map(
    (code, index): Row => [
      `another-code-for-${code}`,
      `answers an uncoded scenario with 001_${String(70 + index).padStart(3, "0")} instead of ${code}`,
      ["membership-cancellation"],
      () =>
        changeAnswer(
          ofOperation("membership-cancellation", (answer) => answer.code === code),
          (answer) => ({
            ...answer,
            code: `001_${String(70 + index).padStart(3, "0")}`,
            message: "Not possible now.",
          }),
        ),
    ],
  );
  const refusals = (answer: { code: string }): boolean =>
    /^00[02]_0/.test(answer.code) && answer.code !== "000_000";
  return [
    ...recoded,
    [
      "another-code-for-card-refusals",
      "answers the refusals of the card inquiry with codes of its own",
      [INQUIRY],
      () =>
        changeAnswer(
          ofOperation(INQUIRY, (answer) => answer.code.startsWith("002_")),
          (answer) => ({ ...answer, code: "003_017" }),
        ),
    ],
    [
      "one-code-for-card-refusals",
      "answers all refusals of the card inquiry with one code",
      [INQUIRY],
      () => changeAnswer(ofOperation(INQUIRY, refusals), (answer) => ({ ...answer, code: "000_002" })),
    ],
  ];
}

function optional({ operations }: Contract): Row[] {
  return operations.flatMap(({ id, response }) => {
    const paths = response.flatMap((field) => [
      ...(field.presence === "optional" ? [[field.name]] : []),
      ...field.fields.filter(({ presence }) => presence === "optional").map(({ name }) => [field.name, name]),
    ]);
    const without = (payload: JsonObject): JsonObject => paths.reduce(removeAt, payload);
    if (paths.length === 0) return [];
    return [
      ["without-optional-fields", (payload: JsonObject) => without(payload)] as const,
      ...paths.map(
        (path) => [`without-${path.join(".")}`, (payload: JsonObject) => removeAt(payload, path)] as const,
      ),
    ].map(
      ([name, change]): Row => [
        `${id}-${name}`,
        `answers ${id} ${name.replaceAll("-", " ")}`,
        [id],
        () => changePayload(ofOperation(id, isSuccess), change),
      ],
    );
  });
}

function ofTheCard(): Row[] {
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
        set({ serviceName: "가", serviceImageUrl: "u" }),
      ],
      [
        "names-of-255-characters",
        "answers names of 255 characters",
        set({ serviceName: "가".repeat(255), serviceImageUrl: "u".repeat(255) }),
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
      ["leap-day", "answers a card that expires on the 29th of February", set({ expiryDate: "20320229" })],
      ["flags-turned", "answers the opposite of every flag", card((info) => turned(info))],
    ] as const
  ).map(([name, says, alter]): Row => [`card-${name}`, says, [INQUIRY], alter]);
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

function ofTheRest(): Row[] {
  const success = (operation: string, path: readonly string[], value: Json) => (): Alteration =>
    changePayload(ofOperation(operation, isSuccess), (payload) => setAt(payload, path, value));
  return [
    [
      "pending-cancellation",
      "answers that a cancellation is pending",
      ["charge-cancellation"],
      success("charge-cancellation", ["isPending"], true),
    ],
    [
      "message-of-success-body",
      "repeats the message in the body",
      ["membership-cancellation"],
      success("membership-cancellation", ["message"], "bye"),
    ],
    [
      "registered-card-field",
      "adds a field to basicCardInfo",
      ["user-register"],
      () =>
        changePayload(ofOperation("user-register", isSuccess), (payload) =>
          editAt(payload, ["basicCardInfo", "virtual"], (holder, name) => ({ ...holder, [name]: true })),
        ),
    ],
  ];
}
