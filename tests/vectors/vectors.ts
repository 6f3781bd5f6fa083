import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";

/** The independent vectors, as the file gives them. */
export interface Vectors {
  readonly tranToken: readonly { secretKey: string; body: string; time: string; token: string }[];
  readonly jwe: readonly { key: "client" | "server"; enc: string; plaintext: string; jwe: string }[];
  readonly correlationId: { readonly valid: readonly string[]; readonly invalid: readonly string[] };
  readonly exactNumbers: {
    readonly validUserId: readonly string[];
    readonly invalidUserId: readonly string[];
  };
}

export const VECTORS = JSON.parse(read("vectors.json")) as Vectors;

export function vectorKey(
  name: "client-private" | "client-public" | "server-private" | "server-public",
): KeyObject {
  const pem = read(`${name}.pem`);
  return name.endsWith("private") ? createPrivateKey(pem) : createPublicKey(pem);
}

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), "utf8");
}
