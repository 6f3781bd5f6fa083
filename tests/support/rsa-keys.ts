import { generateKeyPairSync, type KeyPairKeyObjectResult } from "node:crypto";

const made: KeyPairKeyObjectResult[] = [];

/** One of the RSA pairs of 2048 bits that the files of a worker share: to make one takes tenths of a second. */
export function rsaPair(index: number): KeyPairKeyObjectResult {
  const pair = made[index] ?? generateKeyPairSync("rsa", { modulusLength: 2048 });
  made[index] = pair;
  return pair;
}

/** Its private half as PEM (PKCS #8). */
export function rsaPrivatePem(index: number): string {
  return String(rsaPair(index).privateKey.export({ type: "pkcs8", format: "pem" }));
}
