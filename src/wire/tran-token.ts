import { createHmac, timingSafeEqual } from "node:crypto";
import { isExistingTime } from "./time.ts";

/** What the token signs: the body's text, or base64 of it as older clients do (reading token-message). */
export type TokenMessage = "body" | "base64-body";

const FORM = /^KMV1:(\d{17}):([A-Za-z0-9+/]{43}=)$/;

/**
 * X-KM-Tran-Token: `KMV1:` + time (17 digits) + `:` + base64 of HMAC-SHA256 over the body's text as it is sent,
 * 67 characters. When the body is encrypted, its text is the `{"encData":…}` that travels.
 */
export function makeTranToken(
  secretKey: string,
  bodyText: string,
  time: string,
  message: TokenMessage,
): string {
  return `KMV1:${time}:${sign(secretKey, bodyText, message)}`;
}

export interface TranToken {
  readonly time: string;
  readonly signature: string;
}

/** The parts of a token, or undefined where it has not the documented form or names no existing time. */
export function parseTranToken(token: string): TranToken | undefined {
  const match = FORM.exec(token);
  const [time, signature] = [match?.[1], match?.[2]];
  if (time === undefined || signature === undefined) return undefined;
  return isExistingTime(time, "yyyyMMddHHmmssSSS") ? { time, signature } : undefined;
}

/** Whether a token is the signature of this very body with this secret key. */
export function verifiesTranToken(
  token: TranToken,
  secretKey: string,
  bodyText: string,
  message: TokenMessage,
): boolean {
  const expected = Buffer.from(sign(secretKey, bodyText, message));
  const given = Buffer.from(token.signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

function sign(secretKey: string, bodyText: string, message: TokenMessage): string {
  const signed = message === "body" ? bodyText : Buffer.from(bodyText, "utf8").toString("base64");
  return createHmac("sha256", secretKey).update(signed, "utf8").digest("base64");
}
