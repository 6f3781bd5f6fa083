import type { Contract } from "../../src/contract/model.ts";
import { type JsonObject, stringifyJson } from "../../src/exact/json.ts";
import { compareNumbers, numberText } from "../../src/exact/number.ts";
import type { Alteration, PlainAnswer, RequestContext } from "../alteration.ts";
import { changeAnswer, changePayload, isSuccess, ofOperation, refuseInstead } from "./hooks.ts";
import { rulesLike } from "./known-rules.ts";
import type { BenignVariant } from "./model.ts";

type Variant = Omit<BenignVariant, "id" | "description"> & { readonly name: string; readonly says: string };

const CHARGE = "charge-cancellation";
const FIELD_MISTAKES: readonly string[] = ["000_002", "000_003", "000_015"];

/** How a right server may judge requests where the pages leave it open. */
export function benignRequests(contract: Contract): BenignVariant[] {
  return [...tokens(), ...times(contract), ...refusals(contract), ...triggers()].map(
    ({ name, says, ...variant }) => ({
      id: `benign/request/${name}`,
      description: `The server ${says}.`,
      ...variant,
    }),
  );
}

/** A one-time token may be what its name says, and a cancellation that is pending is none yet. */
function tokens(): Variant[] {
  const refusal = { status: 400, code: "000_002", message: "Invalid input parameter. oneTimeToken" };
  const usedUp = (by: (answer: PlainAnswer) => boolean) => (): Alteration => {
    const used = new Set<string>();
    const isCharge = ({ operation }: RequestContext): boolean => operation.id === CHARGE;
    const tokenOf = ({ request }: RequestContext): string => stringifyJson(request?.oneTimeToken ?? null);
    return {
      ...refuseInstead(
        (context) => isCharge(context) && used.has(tokenOf(context)),
        () => refusal,
      ),
      plain: (answer, context) => {
        if (isCharge(context) && context.request?.oneTimeToken !== undefined && by(answer))
          used.add(tokenOf(context));
        return answer;
      },
    };
  };
  const operations = [CHARGE];
  return [
    {
      name: "one-time-token-used-up",
      says: "takes a one-time token once, whatever became of the request",
      operations,
      everyCase: true,
      alter: usedUp(() => true),
    },
    {
      name: "one-time-token-used-up-by-success",
      says: "takes a one-time token until a cancellation was made with it",
      operations,
      everyCase: true,
      alter: usedUp(({ status }) => status === 200),
    },
    {
      name: "pending-and-again",
      says: "takes a cancellation again while the first is pending",
      operations,
      everyCase: true,
      alter: () => ({
        ...changePayload(ofOperation(CHARGE, isSuccess), (payload) => ({ ...payload, isPending: true })),
        skipRule: (rule) => rule === "state.remember-cancellation",
      }),
    },
  ];
}

function times(contract: Contract): Variant[] {
  return [
    {
      name: "times-not-compared",
      says: "does not compare the times of a request with its clock, and takes any three letters for a zone",
      operations: contract.operations.map(({ id }) => id),
      breaches: rulesLike(contract, /^header\.X-KM-(Tran-Time|Tran-Token|Time-Zone|Correlation-Id)\./),
      everyCase: true,
      alter: () => ({
        skipRule: (rule, { headers }) =>
          /^header\.(X-KM-Tran-(Time|Token)\.clock|X-KM-Time-Zone\.value)$/.test(rule) ||
          (rule === "header.X-KM-Tran-Time.form" && /^\d{14}$/.test(headers["x-km-tran-time"] ?? "")) ||
          (rule === "header.X-KM-Correlation-Id.form" &&
            /^\d{12}-[0-9a-f]{7}$/i.test(headers["x-km-correlation-id"] ?? "")),
      }),
    },
    {
      name: "utc-and-kst-alone",
      says: "knows the zones UTC and KST alone",
      operations: ["member-authentication-info", "unregistered-card-inquiry"],
      everyCase: true,
      alter: () =>
        refuseInstead(
          ({ headers }) => !["UTC", "KST"].includes(headers["x-km-time-zone"] ?? ""),
          () => ({ status: 400, code: "000_905", message: "X-KM-Time-Zone is no time zone known here." }),
        ),
    },
  ];
}

/** No page says how a server without a ci knows a person again. */
function personByName(): Alteration {
  const known = new Map<string, string>();
  const person = ({ request }: RequestContext): string =>
    stringifyJson([request?.userName ?? null, request?.birthDate ?? null]);
  const isRegistration = ({ operation }: RequestContext): boolean => operation.id === "user-register";
  return {
    ...refuseInstead(
      (context) => isRegistration(context) && [...known.values()].includes(person(context)),
      () => ({ status: 400, code: "001_028", message: "CI data already found for another user." }),
    ),
    plain: (answer, context) => {
      if (answer.status !== 200) return answer;
      if (isRegistration(context)) known.set(idIn(answer.payload), person(context));
      if (context.operation.id === "membership-cancellation") known.delete(idIn(context.request ?? {}));
      return answer;
    },
  };
}

function idIn({ userId }: JsonObject): string {
  return numberText(userId) ?? "";
}

function refusals(contract: Contract): Variant[] {
  const operations = contract.operations.map(({ id }) => id);
  const headers = rulesLike(contract, /^header\.|^encryption/);
  const fields = rulesLike(contract, /^body\./);
  const ofHeaders = (status: number, code: string) => (): Alteration =>
    changeAnswer(
      ({ code: given }) => /^000_90[1-57]$/.test(given),
      (answer) => ({ ...answer, status, code }),
    );
  const undocumented = (change: (answer: PlainAnswer) => PlainAnswer) => (): Alteration =>
    changeAnswer(isUndocumentedFieldMistake, change);
  return [
    {
      name: "header-mistakes-400",
      says: "answers mistakes in headers with 400 and a code of the family 000",
      operations: ["member-authentication-info", CHARGE],
      breaches: headers,
      everyCase: true,
      alter: ofHeaders(400, "000_002"),
    },
    {
      name: "header-mistakes-401",
      says: "answers mistakes in headers with 401",
      operations: ["membership-cancellation"],
      breaches: headers,
      everyCase: true,
      alter: ofHeaders(401, "000_401"),
    },
    {
      name: "header-mistakes-422",
      says: "answers mistakes in headers with 422",
      operations: ["unregistered-card-inquiry"],
      breaches: headers,
      everyCase: true,
      alter: ofHeaders(422, "000_422"),
    },
    {
      name: "field-mistakes-422",
      says: "answers mistakes in fields with 422 and a code of its own where no page shows the request",
      operations,
      breaches: fields,
      everyCase: true,
      mayWarn: true,
      alter: undocumented((answer) => ({ ...answer, status: 422, code: "000_004" })),
    },
    {
      name: "field-mistakes-in-one-code",
      says: "answers mistakes in fields with 000_002 where no page shows the request",
      operations,
      breaches: fields,
      everyCase: true,
      mayWarn: true,
      alter: undocumented((answer) => ({ ...answer, code: "000_002", message: "Invalid input parameter." })),
    },
  ];
}

/** The pages show these alone: an empty or missing loginId, a short birthDate, a userId of 0 or too large, a cardNo. */
function isUndocumentedFieldMistake({ code, message }: PlainAnswer, context: RequestContext): boolean {
  const shown: Readonly<Record<string, (request: JsonObject) => boolean>> = {
    "user-register": () => /loginId|birthDate/.test(message),
    "membership-cancellation": ({ userId }) => numberText(userId) === "0",
    [CHARGE]: ({ userId }) => compareNumbers(numberText(userId) ?? "1", "9999999999999999999") > 0,
    "unregistered-card-inquiry": () => message.includes("cardNo"),
  };
  const { request, operation } = context;
  return FIELD_MISTAKES.includes(code) && request !== undefined && !shown[operation.id]?.(request);
}

/** Scenarios whose code is documented and whose trigger is not: the answer may be another. */
function triggers(): Variant[] {
  return [
    {
      name: "terms-not-looked-at",
      says: "does not look at tcIdList: terms are agreed to elsewhere",
      operations: ["user-register"],
      mayWarn: true,
      alter: () => ({ skipRule: (rule) => rule === "state.terms-not-agreed" }),
    },
    {
      name: "person-by-name-and-birth-date",
      says: "knows a person by name and birth date, and refuses a second member before it looks at the login id",
      operations: ["user-register"],
      everyCase: true,
      alter: personByName,
    },
    {
      name: "large-user-id-unknown",
      says: "answers a userId beyond its range as it does an unknown member",
      operations: [CHARGE],
      mayWarn: true,
      alter: () =>
        changeAnswer(
          ofOperation(CHARGE, ({ message }) => message === "Invalid input parameter. userId"),
          (answer) => ({ ...answer, code: "001_006", message: "Wallet user not found." }),
        ),
    },
  ];
}
