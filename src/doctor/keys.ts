import { createPublicKey, type KeyObject } from "node:crypto";
import type { Credentials } from "../environment/model.ts";
import { decryptMessage, encryptMessage } from "../wire/message-encryption.ts";
import { type Diagnosis, ok, wrong } from "./model.ts";

const SAMPLE = '{"sample":9999999999999999999}';

/**
 * Whether both keys do their work here: the server's takes a message, the client's private key opens what is sealed
 * for its public half. Whether they are the keys that the server knows, only the server can say.
 */
export async function examineKeys({ serverPublicKey, clientPrivateKey }: Credentials): Promise<Diagnosis[]> {
  return [
    await tried("server key", `RSA, ${bits(serverPublicKey)} bits, seals a message`, async () => {
      encryptMessage(SAMPLE, serverPublicKey);
    }),
    await tried(
      "client key",
      `RSA, ${bits(clientPrivateKey)} bits, opens what its public half seals`,
      async () => {
        const sealed = encryptMessage(SAMPLE, createPublicKey(clientPrivateKey));
        const { plaintext } = decryptMessage(sealed, clientPrivateKey);
        if (Buffer.from(plaintext).toString("utf8") !== SAMPLE)
          throw new Error("what it opens is another text");
      },
    ),
  ];
}

async function tried(what: string, found: string, attempt: () => Promise<void>): Promise<Diagnosis> {
  try {
    await attempt();
    return ok(what, found);
  } catch (error) {
    return wrong(what, (error as Error).message, "export the key again, without a restriction of its use");
  }
}

function bits(key: KeyObject): number {
  return key.asymmetricKeyDetails?.modulusLength ?? 0;
}
