import {
  constants,
  createCipheriv,
  createHash,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
} from "node:crypto";
import { decodeProtectedHeader } from "jose/decode/protected_header";
import * as errors from "jose/errors";
import { compactDecrypt } from "jose/jwe/compact/decrypt";

/** The content encryptions of the guideline: AES-GCM with 128 and with 256 bits. */
const CONTENT_ENCRYPTIONS = ["A128GCM", "A256GCM"] as const;
export type ContentEncryption = (typeof CONTENT_ENCRYPTIONS)[number];

/** Key encryptions of the guideline: RSA-OAEP; with SHA-256 in use. */
const KEY_ENCRYPTIONS = ["RSA-OAEP-256", "RSA-OAEP"];

/** Why an encrypted message could not be opened. */
export type EncryptionFault = "malformed" | "algorithm" | "unopened";

export class MessageEncryptionError extends Error {
  constructor(
    readonly fault: EncryptionFault,
    message: string,
  ) {
    super(message);
    this.name = "MessageEncryptionError";
  }
}

/** Bytes of the content key, and Node's name of the cipher. */
const CIPHERS = {
  A128GCM: { bytes: 16, cipher: "aes-128-gcm" },
  A256GCM: { bytes: 32, cipher: "aes-256-gcm" },
} as const satisfies Record<ContentEncryption, unknown>;
/** RFC 7518 section 5.3: 96 bits. */
const VECTOR_BYTES = 12;

/**
 * Encrypts a text as JWE, compact serialization, RSA-OAEP-256 with AES-GCM: the five parts of RFC 7516 section 7.1. By
 * node:crypto, which does in a sixth of the time what jose does by way of Web Crypto and its threads; jose opens it.
 */
export function encryptMessage(
  plaintext: string,
  publicKey: KeyObject,
  enc: ContentEncryption = "A128GCM",
): string {
  const { bytes, cipher: name } = CIPHERS[enc];
  const [contentKey, vector] = [randomBytes(bytes), randomBytes(VECTOR_BYTES)];
  const header = Buffer.from(JSON.stringify({ alg: "RSA-OAEP-256", enc })).toString("base64url");
  const key = publicEncrypt(
    { key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" },
    contentKey,
  );
  const cipher = createCipheriv(name, contentKey, vector);
  cipher.setAAD(Buffer.from(header, "ascii"));
  const sealed = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final()]);
  const parts = [key, vector, sealed, cipher.getAuthTag()].map((part) => part.toString("base64url"));
  return [header, ...parts].join(".");
}

/** What tells one encrypted message from another, as digests: nothing in it opens anything. */
export interface MessageSeal {
  /** The initialization vector, in base64url. */
  readonly vector: string;
  /** SHA-256 of the content encryption key, hex. */
  readonly key: string;
  /** SHA-256 of the whole message, hex. */
  readonly message: string;
}

export interface OpenedMessage {
  readonly plaintext: Buffer;
  readonly alg: string;
  readonly enc: string;
  readonly seal: MessageSeal;
}

/**
 * What a compact JWE says of its algorithms, as far as anybody can read it without a key. Throws MessageEncryptionError:
 * malformed, or not a documented algorithm (compression and header extensions are none either, so nothing is ever
 * inflated).
 */
export function readSealing(jwe: string): { readonly alg: string; readonly enc: string } {
  const { alg, enc, zip, crit } = protectedHeader(jwe);
  if (!isOneOf(KEY_ENCRYPTIONS, alg) || !isOneOf(CONTENT_ENCRYPTIONS, enc)) {
    const documented = "RSA-OAEP or RSA-OAEP-256 with A128GCM or A256GCM";
    throw new MessageEncryptionError(
      "algorithm",
      `encrypted with alg ${shown(alg)} and enc ${shown(enc)}, documented is ${documented}`,
    );
  }
  if (zip !== undefined || crit !== undefined) {
    const extension = zip === undefined ? `crit ${shown(crit)}` : `zip ${shown(zip)}`;
    throw new MessageEncryptionError("algorithm", `encrypted with ${extension}, which is not documented`);
  }
  return { alg, enc };
}

/** Opens a compact JWE. Throws MessageEncryptionError: malformed, not a documented algorithm, or not for this key. */
export async function decryptMessage(jwe: string, privateKey: KeyObject): Promise<OpenedMessage> {
  const { alg, enc } = readSealing(jwe);
  try {
    const { plaintext } = await compactDecrypt(jwe, privateKey);
    return { plaintext: Buffer.from(plaintext), alg, enc, seal: sealOf(jwe, alg, privateKey) };
  } catch (error) {
    if (error instanceof errors.JWEInvalid) {
      throw new MessageEncryptionError("malformed", `not a compact JWE: ${error.message}`);
    }
    // Anything else is the key's or our own doing, not the sender's.
    if (!(error instanceof errors.JWEDecryptionFailed)) throw error;
    throw new MessageEncryptionError(
      "unopened",
      "does not open with this private key, made for another key or altered",
    );
  }
}

/** Of a message that opens with this key; the library keeps the content encryption key to itself. */
function sealOf(jwe: string, alg: string, key: KeyObject): MessageSeal {
  const [, encryptedKey = "", vector = ""] = jwe.split(".");
  const oaepHash = alg === "RSA-OAEP" ? "sha1" : "sha256";
  const contentKey = privateDecrypt(
    { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash },
    Buffer.from(encryptedKey, "base64url"),
  );
  return { vector, key: digest(contentKey), message: digest(jwe) };
}

function digest(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}

/** Hashes of RSA-OAEP by the names of the guideline's key encryptions (RFC 7518 section 4.3). */
const OAEP_HASHES: Readonly<Record<string, string>> = { "RSA-OAEP": "sha1", "RSA-OAEP-256": "sha256" };

/**
 * Whether a compact JWE of a documented algorithm is sealed for the owner of another private key: its content key does
 * not come out. A message whose content alone was altered is not; jose tells the two apart no more than it has to.
 */
export function isForAnotherKey(jwe: string, privateKey: KeyObject): boolean {
  const [head = "", encryptedKey = ""] = jwe.split(".");
  try {
    const { alg } = JSON.parse(Buffer.from(head, "base64url").toString("utf8")) as { alg?: unknown };
    const oaepHash = typeof alg === "string" ? OAEP_HASHES[alg] : undefined;
    if (oaepHash === undefined) return false;
    try {
      privateDecrypt(
        { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash },
        Buffer.from(encryptedKey, "base64url"),
      );
      return false;
    } catch {
      return true;
    }
  } catch {
    return false;
  }
}

function isOneOf(known: readonly string[], value: unknown): value is string {
  return typeof value === "string" && known.includes(value);
}

function shown(value: unknown): string {
  return value === undefined ? "(none)" : JSON.stringify(value).slice(0, 60);
}

function protectedHeader(jwe: string): Readonly<Record<string, unknown>> {
  if (jwe.split(".").length !== 5) {
    throw new MessageEncryptionError(
      "malformed",
      "not a compact JWE: five parts divided by dots are expected",
    );
  }
  try {
    return { ...decodeProtectedHeader(jwe) };
  } catch {
    throw new MessageEncryptionError(
      "malformed",
      "not a compact JWE: its first part is no JSON object in base64url",
    );
  }
}
