import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { CompactEncrypt } from "jose";

/** How a message is encrypted; the documented form is the default. */
export interface JweForm {
  readonly alg?: string;
  readonly enc?: string;
  /** The initialization vector and the content key, where they are not to be new each time. */
  readonly iv?: Uint8Array;
  readonly contentKey?: Uint8Array;
}

/** A compact JWE of bytes that need be no text. */
export function sealBytes(bytes: Uint8Array, key: KeyObject, form: JweForm = {}): Promise<string> {
  const message = new CompactEncrypt(bytes).setProtectedHeader({
    alg: form.alg ?? "RSA-OAEP-256",
    enc: form.enc ?? "A128GCM",
  });
  if (form.iv) message.setInitializationVector(form.iv);
  if (form.contentKey) message.setContentEncryptionKey(form.contentKey);
  return message.encrypt(key);
}

let foreign: KeyObject | undefined;

/** The public key of somebody else; made once, since it is slow. */
export function strangersKey(): KeyObject {
  foreign ??= generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey;
  return foreign;
}

/** The token with one of its five parts (header, key, iv, ciphertext, tag) changed in its first character. */
export function withFlippedPart(jwe: string, place: 0 | 1 | 2 | 3 | 4): string {
  const parts = jwe.split(".");
  const part = parts[place] ?? "";
  parts[place] = (part.startsWith("A") ? "B" : "A") + part.slice(1);
  return parts.join(".");
}
