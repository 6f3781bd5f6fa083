import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** A key file that is there and holds no key. */
class KeyFileMistake extends Error {
  constructor(path: string, why: string) {
    super(
      `${path}: ${why}; remove the file and the sandbox makes a new key, which its clients have to be given`,
    );
    this.name = "KeyFileMistake";
  }
}

const makePair = promisify(generateKeyPair);

/** A new RSA pair of 2048 bits, as the message encryption guide demands. */
export function newKeyPair(): Promise<KeyPair> {
  return makePair("rsa", { modulusLength: 2048 });
}

/**
 * The pair whose private half is in `{folder}/{name}.pem` (PKCS #8). Where there is no such file, a pair is made and
 * kept there for the owner alone (0600). Throws KeyFileMistake.
 */
export async function keptKeyPair(folder: string, name: string): Promise<KeyPair> {
  const path = join(folder, `${name}.pem`);
  const kept = readIfThere(path);
  if (kept !== undefined) return pairOf(path, kept);
  const pair = await newKeyPair();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // "wx": of two sandboxes that start at once one makes the key, and the other says that it is there.
  writeFileSync(path, pair.privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" });
  return pair;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    throw new KeyFileMistake(path, `cannot be read (${code})`);
  }
}

function pairOf(path: string, pem: string): KeyPair {
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(pem);
  } catch {
    throw new KeyFileMistake(path, "holds no private key in PEM");
  }
  const bits = privateKey.asymmetricKeyDetails?.modulusLength;
  if (privateKey.asymmetricKeyType !== "rsa" || bits !== 2048) {
    throw new KeyFileMistake(path, "holds a key that is not RSA of 2048 bits");
  }
  return { privateKey, publicKey: createPublicKey(privateKey) };
}
