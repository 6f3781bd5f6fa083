import { createPrivateKey, createPublicKey, randomBytes } from "node:crypto";
import type { RunningSandbox } from "../../sandbox/server.ts";
import { isJsonObject, type Json, parseJson, stringifyJson, valueAt } from "../../src/exact/json.ts";
import { makeCorrelationId } from "../../src/wire/correlation-id.ts";
import { decryptMessage, encryptMessage } from "../../src/wire/message-encryption.ts";
import { tokenTime, tranTime } from "../../src/wire/time.ts";
import { makeTranToken } from "../../src/wire/tran-token.ts";

/** Path, and whether the request is encrypted, as the five pages have it. */
export const OPERATIONS = {
  "user-register": { path: "/api/v1/user/registration", encrypted: true },
  "membership-cancellation": { path: "/api/v1/user/unregister", encrypted: false },
  "charge-cancellation": { path: "/api/v1/recharges/by-bank-accounts/no-hce/cancel", encrypted: false },
  "unregistered-card-inquiry": { path: "/api/v1/unregister/card/info", encrypted: true },
  "member-authentication-info": { path: "/api/v1/user/deduction/info", encrypted: true },
} as const;

export type OperationId = keyof typeof OPERATIONS;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly encrypted: boolean;
  readonly json: Json;
  readonly code: Json | undefined;
  readonly message: Json | undefined;
  /** The value at a JSON Pointer, numbers as their digits. */
  at(pointer: string): string | undefined;
}

export interface Changes {
  /** Header values by name; null leaves the header out. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** The body that travels, instead of the one made of the text. */
  readonly wireBody?: string | Buffer;
}

/** Sends the text of a body as the documents say: encrypted where they do, signed, with every header. */
export async function call(
  sandbox: RunningSandbox,
  operation: OperationId,
  text: string,
  changes: Changes = {},
): Promise<Answer> {
  const { path, encrypted } = OPERATIONS[operation];
  const key = createPublicKey(sandbox.settings.KONAPLATE_SERVER_PUBLIC_KEY);
  const body = changes.wireBody ?? (encrypted ? sealed(encryptMessage(text, key)) : text);
  const headers = { ...headersFor(sandbox, body.toString()), ...changes.headers };
  const sent = Object.entries(headers).filter((line): line is [string, string] => line[1] !== null);
  const response = await fetch(sandbox.baseUrl + path, {
    method: "POST",
    headers: sent,
    body: typeof body === "string" ? body : new Uint8Array(body),
  });
  return read(sandbox, response);
}

export function sealed(jwe: string): string {
  return JSON.stringify({ encData: jwe });
}

export function headersFor(sandbox: RunningSandbox, body: string): Record<string, string> {
  const { settings } = sandbox;
  const now = new Date();
  return {
    "X-KM-User-AspId": settings.KONAPLATE_ASP_ID,
    "X-KM-Correlation-Id": makeCorrelationId(now, "KST"),
    "X-KM-Access-Key": settings.KONAPLATE_ACCESS_KEY,
    "X-KM-Crypto-Key-Id": settings.KONAPLATE_CRYPTO_KEY_ID,
    "X-KM-Tran-Token": makeTranToken(settings.KONAPLATE_SECRET_KEY, body, tokenTime(now, "KST"), "body"),
    "X-KM-Tran-Time": tranTime(now, "KST"),
    "X-KM-Time-Zone": "KST",
    Accept: "application/json",
    "Content-Type": "application/json",
  };
}

export async function read(sandbox: RunningSandbox, response: Response): Promise<Answer> {
  let json = parseJson(await response.text());
  const jwe = isJsonObject(json) ? json.encData : undefined;
  if (typeof jwe === "string") {
    const key = createPrivateKey(sandbox.settings.KONAPLATE_CLIENT_PRIVATE_KEY);
    json = parseJson(decryptMessage(jwe, key).plaintext.toString("utf8"));
  }
  return {
    status: response.status,
    headers: response.headers,
    encrypted: jwe !== undefined,
    json,
    code: valueAt(json, "/response/code"),
    message: valueAt(json, "/response/description"),
    at: (pointer) => {
      const value = valueAt(json, pointer);
      return value === undefined ? undefined : stringifyJson(value);
    },
  };
}

/** The text of a valid registration; `changes` are JSON texts by field, and undefined leaves a field out. */
export function newMember(changes: Readonly<Record<string, string | undefined>> = {}): string {
  const fields: Record<string, string | undefined> = {
    ci: JSON.stringify(randomBytes(66).toString("base64")),
    loginId: JSON.stringify(`${randomBytes(8).toString("hex")}@member.example`),
    loginPassword: '"135790"',
    birthDate: '"19920229"',
    nationality: '"Korean"',
    gender: '"Female"',
    userName: '"김코나"',
    tcIdList: '["100000000000101","100000000000102"]',
    ...changes,
  };
  return objectText(fields);
}

/** The text of a cancellation of the charge that a case has for itself. */
export function cancellation(fields: Readonly<Record<string, string | undefined>>): string {
  return objectText({ sequenceId: JSON.stringify(randomBytes(7).toString("hex")), ...fields });
}

function objectText(fields: Readonly<Record<string, string | undefined>>): string {
  const members = Object.entries(fields).filter(([, value]) => value !== undefined);
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",")}}`;
}

/** The cancellable charge of charge-cancellation/success. */
export const GOOD_CHARGE = {
  userId: "50000104671",
  nrNumber: '"KMN260114031773501"',
  oneTimeToken: '"9491330000000101"',
  dcvv: '"101"',
};
