import type { X509Certificate } from "node:crypto";

/** The names of a certificate's subject or issuer, in one line and without control characters. */
export function namesOf(distinguished: string): string {
  const line = distinguished.trim().replaceAll(/\s*\n\s*/g, ", ");
  return line.replaceAll(/\p{C}/gu, "?").slice(0, 200);
}

/** Why a certificate is not valid now, with whose it is; undefined where it is. */
export function whyNotValid({ subject, validFrom, validTo }: X509Certificate): string | undefined {
  const now = Date.now();
  if (now > Date.parse(validTo)) return `the certificate of ${namesOf(subject)} expired on ${validTo}`;
  if (now < Date.parse(validFrom))
    return `the certificate of ${namesOf(subject)} is not valid before ${validFrom}`;
  return undefined;
}
