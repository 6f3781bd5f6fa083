import { createHmac, randomBytes } from "node:crypto";
import type { StubKeys } from "./model.ts";

const KST_MS = 9 * 3600 * 1000;

/** The headers of a request, signed for the text of its body as it travels. */
export function signedHeaders(text: string, keys: StubKeys, isEncrypted: boolean): Record<string, string> {
  const time = new Date(Date.now() + KST_MS).toISOString().replaceAll(/[^0-9]/g, "");
  const signature = createHmac("sha256", keys.secretKey).update(text, "utf8").digest("base64");
  return {
    Accept: "application/json",
    "Content-Type": "application/json",
    "X-KM-User-AspId": keys.aspId,
    "X-KM-Correlation-Id": `${time.slice(2, 14)}-a${randomBytes(3).toString("hex")}`,
    "X-KM-Access-Key": keys.accessKey,
    "X-KM-Tran-Token": `KMV1:${time}:${signature}`,
    "X-KM-Tran-Time": time.slice(0, 14),
    "X-KM-Time-Zone": "KST",
    ...(isEncrypted && { "X-KM-Crypto-Key-Id": keys.cryptoKeyId }),
  };
}
