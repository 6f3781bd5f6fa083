import { createHash } from "node:crypto";
import { type KeyPair, keptKeyPair, newKeyPair } from "./key-folder.ts";

/** The one service provider that a sandbox knows, and both ends' keys. */
export interface Identity {
  readonly aspId: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly cryptoKeyId: string;
  /** Requests are encrypted for it. */
  readonly server: KeyPair;
  /** Answers are encrypted for it. */
  readonly client: KeyPair;
}

type Keys = readonly [server: KeyPair, client: KeyPair];
let keys: Promise<Keys> | undefined;

/**
 * Credentials drawn from the seed; the keys (RSA, 2048 bit) are those of a folder, or are made once for the process,
 * since they are slow. Throws KeyFileMistake.
 */
export async function makeIdentity(seed: string, keyFolder?: string): Promise<Identity> {
  const [server, client] = await (keyFolder === undefined ? madeKeys() : keptKeys(keyFolder));
  return {
    aspId: BigInt(`0x${digestOf(seed, "asp id")}`)
      .toString()
      .slice(0, 15),
    accessKey: digestOf(seed, "access key").slice(0, 40),
    secretKey: digestOf(seed, "secret key").slice(0, 32),
    cryptoKeyId: digestOf(seed, "crypto key id").slice(0, 32),
    server,
    client,
  };
}

function madeKeys(): Promise<Keys> {
  keys ??= Promise.all([newKeyPair(), newKeyPair()]);
  return keys;
}

function keptKeys(folder: string): Promise<Keys> {
  return Promise.all([keptKeyPair(folder, "server-private"), keptKeyPair(folder, "client-private")]);
}

/** 64 hex digits that are the same for the same seed and name. */
export function digestOf(seed: string, name: string): string {
  return createHash("sha256").update(`${seed}\n${name}`).digest("hex");
}

/** The seven settings that a client of this sandbox needs, by the names of the suite's variables. */
export function clientSettings(identity: Identity, baseUrl: string): ClientSettings {
  return {
    KONAPLATE_BASE_URL: baseUrl,
    KONAPLATE_ASP_ID: identity.aspId,
    KONAPLATE_ACCESS_KEY: identity.accessKey,
    KONAPLATE_SECRET_KEY: identity.secretKey,
    KONAPLATE_CRYPTO_KEY_ID: identity.cryptoKeyId,
    KONAPLATE_SERVER_PUBLIC_KEY: String(
      identity.server.publicKey.export({ type: "spki", format: "pem" }),
    ).trim(),
    KONAPLATE_CLIENT_PRIVATE_KEY: String(
      identity.client.privateKey.export({ type: "pkcs8", format: "pem" }),
    ).trim(),
  };
}

export interface ClientSettings {
  readonly KONAPLATE_BASE_URL: string;
  readonly KONAPLATE_ASP_ID: string;
  readonly KONAPLATE_ACCESS_KEY: string;
  readonly KONAPLATE_SECRET_KEY: string;
  readonly KONAPLATE_CRYPTO_KEY_ID: string;
  readonly KONAPLATE_SERVER_PUBLIC_KEY: string;
  readonly KONAPLATE_CLIENT_PRIVATE_KEY: string;
}
