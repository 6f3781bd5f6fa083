import type { Operation, Parameter } from "../src/contract/model.ts";
import { isCorrelationId } from "../src/wire/correlation-id.ts";
import { isExistingTime } from "../src/wire/time.ts";
import {
  parseTranToken,
  type TokenMessage,
  type TranToken,
  verifiesTranToken,
} from "../src/wire/tran-token.ts";
import type { RequestContext } from "./alteration.ts";
import { isWithinADay, zoneOf } from "./clock.ts";
import type { Identity } from "./identity.ts";
import { type OwnCode, ownRefusal, type Refusal } from "./refusal.ts";
import type { SandboxTreatments } from "./treatments.ts";

/** What a header is held against. */
export interface HeaderSetting {
  readonly identity: Identity;
  readonly tokenMessage: TokenMessage;
  readonly now: Date;
}

export interface HeaderRule {
  readonly id: string;
  /** The refusal of this request; undefined where the rule holds. */
  judge(context: RequestContext, setting: HeaderSetting): Refusal | undefined;
}

interface Demand {
  readonly fact: string;
  readonly kind: OwnCode;
  readonly says: string;
  holds(value: string, context: RequestContext, setting: HeaderSetting): boolean;
}

const TOKEN_TIME = "yyyyMMddHHmmssSSS";
const TRAN_TIME = "yyyyMMddHHmmss";

/** What a header must be beyond being there and having its length. */
const DEMANDS: Readonly<Record<string, readonly Demand[]>> = {
  "X-KM-User-AspId": [
    {
      fact: "value",
      kind: "credential",
      says: "is no service provider known here",
      holds: (value, _context, { identity }) => value === identity.aspId,
    },
  ],
  "X-KM-Correlation-Id": [
    {
      fact: "form",
      kind: "header",
      says: "is not an existing time of 12 digits, a hyphen and 7 hex digits",
      holds: isCorrelationId,
    },
  ],
  "X-KM-Access-Key": [
    {
      fact: "value",
      kind: "credential",
      says: "is not the access key of this project",
      holds: (value, _context, { identity }) => value === identity.accessKey,
    },
  ],
  "X-KM-Crypto-Key-Id": [
    {
      fact: "value",
      kind: "credential",
      says: "names no key of this project",
      holds: (value, _context, { identity }) => value === identity.cryptoKeyId,
    },
  ],
  "X-KM-Tran-Token": [
    {
      fact: "form",
      kind: "token",
      says: "is not KMV1, a time of 17 digits and base64 of 32 bytes, divided by colons",
      holds: (value) => tokenOf(value) !== undefined,
    },
    {
      fact: "clock",
      kind: "token",
      says: "was made more than a day from now",
      holds: (value, context, { now }) => {
        const time = tokenOf(value)?.time;
        return time === undefined || isWithinADay(time, TOKEN_TIME, zoneOfRequest(context), now);
      },
    },
    {
      fact: "signature",
      kind: "token",
      says: "is not the signature of this body with the secret key of this project",
      holds: (value, context, { identity, tokenMessage }) => {
        const token = tokenOf(value);
        const bodyText = context.body.toString("utf8");
        return token === undefined || verifiesTranToken(token, identity.secretKey, bodyText, tokenMessage);
      },
    },
  ],
  "X-KM-Tran-Time": [
    {
      fact: "form",
      kind: "time",
      says: "is not an existing time of 14 digits",
      // 16 on two pages is the length of the mask YYYYMMDDHH24MISS; what it describes has 14 (reading tran-time-length).
      holds: (value) => /^\d{14}$/.test(value) && isExistingTime(value, TRAN_TIME),
    },
    {
      fact: "clock",
      kind: "time",
      says: "is more than a day from now",
      holds: (value, context, { now }) => isWithinADay(value, TRAN_TIME, zoneOfRequest(context), now),
    },
  ],
  "X-KM-Time-Zone": [
    {
      fact: "value",
      kind: "time",
      says: "is no time zone known here",
      holds: (value) => zoneOf(value) !== undefined,
    },
  ],
  Accept: [
    {
      fact: "value",
      kind: "header",
      says: "does not take application/json",
      holds: (value) => mediaTypes(value).some((type) => JSON_RANGES.includes(type)),
    },
  ],
  "Content-Type": [
    {
      fact: "value",
      kind: "contentType",
      says: "is not application/json",
      holds: (value) => mediaTypes(value)[0] === "application/json",
    },
  ],
};

const JSON_RANGES = ["application/json", "application/*", "*/*"];

/** The rules for an operation's request headers, in the order of the contract. */
export function headerRules(operation: Operation, treatments: SandboxTreatments): HeaderRule[] {
  return operation.requestHeaders.flatMap((header) => {
    const { name, clause, length } = header;
    const rules: HeaderRule[] = isRequired(header, operation) ? [presenceRule(name)] : [];
    if (length !== undefined && !treatments.has(`${clause}.length`)) rules.push(lengthRule(name, length));
    return [...rules, ...(DEMANDS[name] ?? []).map((demand) => demandRule(name, demand))];
  });
}

/**
 * Conditional means all but callbacks; optional is "required value when requesting data encryption", and so not where
 * the answer alone is encrypted. An Accept that is not there takes anything (RFC 9110, 12.5.1): clients send none.
 */
function isRequired({ name, presence }: Parameter, { encrypted }: Operation): boolean {
  if (name === "Accept") return false;
  return presence !== "optional" || (name === "X-KM-Crypto-Key-Id" && encrypted.request);
}

function presenceRule(name: string): HeaderRule {
  return {
    id: `header.${name}.presence`,
    judge: ({ headers }) =>
      headers[name.toLowerCase()] ? undefined : ownRefusal("header", `${name} is missing.`),
  };
}

function lengthRule(name: string, length: string): HeaderRule {
  return {
    id: `header.${name}.length`,
    judge: ({ headers }) => {
      const value = headers[name.toLowerCase()];
      if (value === undefined || value.length === Number(length)) return undefined;
      return ownRefusal("header", `${name} has ${value.length} characters, not ${length}.`);
    },
  };
}

function demandRule(name: string, demand: Demand): HeaderRule {
  return {
    id: `header.${name}.${demand.fact}`,
    judge: (context, setting) => {
      const value = context.headers[name.toLowerCase()];
      if (value === undefined || demand.holds(value, context, setting)) return undefined;
      return ownRefusal(demand.kind, `${name} ${demand.says}.`);
    },
  };
}

/**
 * A token of 67 characters, or of the 66 that every page prints: base64 of 32 bytes ends with one `=`, and without it
 * the token has 66 (reading tran-token-length).
 */
function tokenOf(value: string): TranToken | undefined {
  return parseTranToken(value.length === 66 && !value.endsWith("=") ? `${value}=` : value);
}

function zoneOfRequest({ headers }: RequestContext): string {
  return zoneOf(headers["x-km-time-zone"] ?? "") ?? "UTC";
}

function mediaTypes(value: string): string[] {
  return value.split(",").map((type) => (type.split(";")[0] ?? "").trim().toLowerCase());
}
