import type { Contract, Parameter } from "../../src/contract/model.ts";
import {
  exactNumber,
  isJsonObject,
  type Json,
  type JsonObject,
  stringifyJson,
} from "../../src/exact/json.ts";
import type { Alteration, RequestContext } from "../alteration.ts";
import { changeCard } from "./amounts.ts";
import {
  always,
  changeAnswer,
  changeHeaders,
  changePayload,
  editAt,
  isSuccess,
  ofOperation,
  setAt,
  withHeader,
} from "./hooks.ts";
import type { BenignVariant } from "./model.ts";

type Variant = Omit<BenignVariant, "id" | "description"> & { readonly name: string; readonly says: string };

const INQUIRY = "unregistered-card-inquiry";
const AUTHENTICATION = "member-authentication-info";
const LEAVING = "membership-cancellation";

/** Values that one of the readings of the pages allows, or that no page speaks of. */
export function benignValues(contract: Contract): BenignVariant[] {
  const all = contract.operations.map(({ id }) => id);
  return [...nulls(contract), ...ofTheCard(), ...ofCodesAndMessages(all), ...ofHeaders(all), ...echoes()].map(
    ({ name, says, ...variant }) => ({
      id: `benign/value/${name}`,
      description: `The server ${says}.`,
      ...variant,
    }),
  );
}

/** "Optional" says that a field may be left out; many servers write null where they have nothing. */
function nulls({ operations }: Contract): Variant[] {
  return operations.flatMap(({ id, response }) => {
    const paths = optionalPaths(response, []);
    const toNull = (payload: JsonObject, path: readonly string[]): JsonObject => setAt(payload, path, null);
    if (paths.length === 0) return [];
    return [
      {
        name: `${id}-null-for-optional`,
        says: `writes null for the optional fields of ${id}`,
        operations: [id],
        alter: () => changePayload(ofOperation(id, isSuccess), (payload) => paths.reduce(toNull, payload)),
      },
    ];
  });
}

function optionalPaths(parameters: readonly Parameter[], parent: readonly string[]): (readonly string[])[] {
  return parameters.flatMap(({ name, presence, fields }) => {
    const path = [...parent, name];
    return presence === "optional" ? [path] : optionalPaths(fields, path);
  });
}

function ofTheCard(): Variant[] {
  const n = exactNumber;
  const card = (name: string, says: string, change: (info: JsonObject) => JsonObject): Variant => ({
    name: `card-${name}`,
    says,
    operations: [INQUIRY],
    alter: () => changeCard(change),
  });
  const set = (members: JsonObject) => (info: JsonObject) => ({ ...info, ...members });
  return [
    card("ids-shorter", "answers ids that are shorter than their length", (info) =>
      setAt({ ...info, affiliateId: "1234", serviceId: "201" }, ["cardPointInfo", "pointPolicyId"], "7"),
    ),
    card("statuses-suspend", "writes SUSPEND for both cards", (info) =>
      setAt(setAt(info, ["physicalCardStatus"], "SUSPEND"), ["mobileCardStatus"], "SUSPEND"),
    ),
    card(
      "status-suspend",
      "writes SUSPEND, which has the 7 letters that a status may have",
      set({
        mobileCardStatus: "SUSPEND",
      }),
    ),
    card(
      "nothing-to-recharge",
      "answers 0 for a card that cannot be charged",
      set({
        rechargeable: false,
        rechargeableAmount: n("0"),
      }),
    ),
    card(
      "personally-not-rechargeable",
      "answers a card that can be charged, but from no personal account",
      set({
        rechargeable: true,
        personalRechargeable: false,
      }),
    ),
    card(
      "negative-difference",
      "answers the negative difference where the balance is over the maximum",
      set({
        balance: n("600000"),
        rechargeableAmount: n("-100000"),
      }),
    ),
    card(
      "amounts-with-fractions",
      "answers amounts with fractions",
      set({
        balance: n("300000.50"),
        rechargeableAmount: n("199999.50"),
      }),
    ),
    card("negative-points", "shows a negative balance of points as it is", (info) =>
      editAt(info, ["cardPointInfo", "remainingPoint"], (holder, name) =>
        holder[name] === undefined ? holder : { ...holder, [name]: n("-150") },
      ),
    ),
    card("unit-in-points", "has rechargeUnitAmt in the items of cardPointInfo", (info) => {
      const { rechargeUnitAmt, ...rest } = info;
      return rechargeUnitAmt === undefined
        ? info
        : setAt(rest, ["cardPointInfo", "rechargeUnitAmt"], rechargeUnitAmt);
    }),
    {
      name: "authentication-as-number",
      says: "writes isAuthed as 0 and 1",
      operations: [AUTHENTICATION],
      alter: () =>
        changePayload(ofOperation(AUTHENTICATION, isSuccess), (payload) => ({
          ...payload,
          isAuthed: n(payload.isAuthed === true ? "1" : "0"),
        })),
    },
  ];
}

function ofCodesAndMessages(all: readonly string[]): Variant[] {
  const worded = (name: string, says: string, change: (message: string) => string): Variant => ({
    name: `message-${name}`,
    says,
    operations: all,
    alter: () => changeAnswer(always, (answer) => ({ ...answer, message: change(answer.message) })),
  });
  const length = /^(The length of value does not match)[.,] (\w+)\.?(?: \(.*\))?$/;
  return [
    worded("without-full-stops", "ends no message with a full stop", (message) => message.replace(/\.$/, "")),
    worded("with-full-stops", "ends every message with a full stop", (message) =>
      message.replace(/([^.])$/, "$1."),
    ),
    worded("of-length-in-english", "leaves the Korean part of 000_015 out", (message) =>
      message.replace(length, "$1. $2"),
    ),
    worded("of-length-as-title", "words 000_015 as the test data of one page does", (message) =>
      message.replace(length, "$1, $2."),
    ),
    {
      name: "gift-coupon-as-gift",
      says: "answers a gift coupon that was not accepted with the code of a gift",
      operations: [LEAVING],
      alter: () =>
        changeAnswer(
          ofOperation(LEAVING, ({ code }) => code === "001_050"),
          (answer) => ({ ...answer, code: "001_049", message: "Unrecieved gift exits." }),
        ),
    },
  ];
}

function ofHeaders(all: readonly string[]): Variant[] {
  const id = "X-KM-Correlation-Id";
  const echoed = (change: (value: string, count: number) => string) => (): Alteration => {
    let count = 0;
    return changeHeaders(always, (lines) =>
      lines.map(([name, value]) => [name, name === id ? change(value, count++) : value]),
    );
  };
  return [
    {
      name: "correlation-id-in-lower-case",
      says: "writes the hex digits of a correlation id in lower case",
      operations: ["member-authentication-info", "charge-cancellation"],
      everyCase: true,
      alter: echoed((value) => value.toLowerCase()),
    },
    {
      name: "correlation-id-of-its-own",
      says: "answers with correlation ids of its own",
      operations: all,
      mayWarn: true,
      alter: echoed((_value, count) => `260101000000-${count.toString(16).padStart(7, "0")}`),
    },
    {
      name: "crypto-key-id-with-every-answer",
      says: "sends X-KM-Crypto-Key-Id with answers in the clear as well",
      operations: all,
      alter: () =>
        changeHeaders(always, (lines, { cryptoKeyId }) =>
          withHeader(lines, "X-KM-Crypto-Key-Id", cryptoKeyId),
        ),
    },
  ];
}

const LONG = 20_000;

/** What came goes back beside the answer; no page says that it must not. */
function echoes(): Variant[] {
  const added = (name: string, says: string, member: (context: RequestContext) => Json): Variant => ({
    name: `echo-${name}`,
    says,
    operations: ["member-authentication-info", "membership-cancellation"],
    alter: () =>
      changeAnswer(always, (answer, context) => ({
        ...answer,
        payload: { ...answer.payload, echo: member(context) },
      })),
  });
  return [
    added("of-the-request", "repeats the request in its answer", ({ request }) => request ?? null),
    added("of-the-request-as-text", "repeats the request in its answer as a text", ({ request }) =>
      isJsonObject(request) ? stringifyJson(request) : null,
    ),
    added("long", `adds ${LONG} characters to its answer`, () => "0".repeat(LONG)),
  ];
}
