import type { KeyObject } from "node:crypto";
import type { ClientIdentity, Credentials, Target } from "./model.ts";

/** Everything of a target's settings that must never be shown, for the masking; of the credentials what is given. */
export function secretsOf({
  credentials,
  way,
}: Pick<Target, "way"> & { readonly credentials: Partial<Credentials> }): string[] {
  const { accessKey, secretKey, clientPrivateKey } = credentials;
  const identity = way.clientCertificate?.identity;
  return [
    ...[accessKey, secretKey].filter((secret) => secret !== undefined),
    ...(clientPrivateKey ? keyLines(pemOf(clientPrivateKey)) : []),
    ...(way.proxy?.secrets ?? []),
    ...(identity ? secretsIn(identity) : []),
  ];
}

function secretsIn(identity: ClientIdentity): string[] {
  if ("key" in identity) return keyLines(identity.key);
  return identity.passphrase === undefined ? [] : [identity.passphrase];
}

function pemOf(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}

/** Each line of a key says a part of it. */
function keyLines(pem: string): string[] {
  return pem.split("\n").filter((line) => line.length > 16 && !line.startsWith("-----"));
}
