import { createPublicKey, type KeyObject } from "node:crypto";
import type { HeaderChange, Tampering, TokenFault } from "../cases/model.ts";
import type { Credentials } from "../environment/model.ts";
import type { HeaderLine } from "../wire/transport.ts";

/** Headers as a case means to have them wrong. */
export function tamperHeaders(
  headers: readonly HeaderLine[],
  tampering: Tampering | undefined,
): HeaderLine[] {
  const changes = tampering?.headers ?? {};
  return headers.flatMap(([name, value]): HeaderLine[] => {
    const change = changes[name];
    if (!change) return [[name, value]];
    const changed = tamperValue(value, change);
    return changed === undefined ? [] : [[name, changed]];
  });
}

function tamperValue(value: string, change: HeaderChange): string | undefined {
  switch (change.change) {
    case "remove":
      return undefined;
    case "empty":
      return "";
    case "upper-case":
      return value.toUpperCase();
    case "cut":
      return value.slice(0, -change.by);
    case "extend":
      // The last character again: digits stay digits and letters letters.
      return value + value.slice(-1).repeat(change.by);
    case "replace":
      return change.value;
  }
}

const publicHalves = new WeakMap<KeyObject, KeyObject>();

/** The key that a request is encrypted with where it must not open: the client's own instead of the server's. */
export function foreignKey({ clientPrivateKey }: Credentials): KeyObject {
  const key = publicHalves.get(clientPrivateKey) ?? createPublicKey(clientPrivateKey);
  publicHalves.set(clientPrivateKey, key);
  return key;
}

/** A compact JWE whose authentication tag has its first character changed. */
export function withBadTag(jwe: string): string {
  const parts = jwe.split(".");
  const tag = parts.pop() ?? "";
  return [...parts, `${tag.startsWith("A") ? "B" : "A"}${tag.slice(1)}`].join(".");
}

/** What a token is signed with where the signature itself is to be wrong. */
export function signingFault(
  fault: TokenFault | undefined,
  secretKey: string,
  text: string,
): [key: string, text: string] {
  if (fault === "other-key") return [`${secretKey}x`, text];
  return [secretKey, fault === "other-body" ? `${text} ` : text];
}

/** The time that a token carries where that is to be wrong: one that does not exist, or one that is long past. */
export function tokenTimeFault(fault: TokenFault | undefined, time: string): string {
  if (fault === "past-time") return `20000101${time.slice(8)}`;
  return fault === "impossible-time" ? `${time.slice(0, 4)}1340${time.slice(8)}` : time;
}

/**
 * A body's text whose token shows the fault. A quarter of all signatures read the same in base64 and in base64url;
 * white space after the body, which JSON allows, gives another signature.
 */
export function telltaleText(
  fault: TokenFault | undefined,
  text: string,
  sign: (text: string) => string,
): string {
  if (fault !== "base64url" || /[+/]/.test(sign(text))) return text;
  return telltaleText(fault, `${text} `, sign);
}

/** A right token in a wrong writing. */
export function tamperToken(token: string, fault: TokenFault | undefined): string {
  switch (fault) {
    case "wrong-prefix":
      return token.replace("KMV1:", "KMV9:");
    case "truncated":
      return token.slice(0, -22);
    case "base64url":
      return token.replaceAll("+", "-").replaceAll("/", "_");
    case "unpadded":
      return token.replace(/=$/, "");
    default:
      return token;
  }
}
