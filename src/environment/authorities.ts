import { X509Certificate } from "node:crypto";
import { namesOf, whyNotValid } from "./certificate.ts";
import type { Authorities } from "./model.ts";
import { findBlocks, pemText, toPem, UnusableFile } from "./pem.ts";
import type { Variables } from "./variable-source.ts";

const CA = "KONAPLATE_CA";

/** The private authorities that are trusted beside the others; undefined where none are given, or after a problem was added. */
export function readAuthorities(variables: Variables, cwd: string): Authorities | undefined {
  const value = variables.text(CA);
  if (value === undefined) return undefined;
  try {
    const found = certificatesIn(pemText(value, cwd));
    const invalid = found.flatMap((certificate) => whyNotValid(certificate) ?? []);
    if (invalid.length === found.length) throw new UnusableFile(`${invalid.join("; ")}; give a valid one`);
    variables.findings.notices.push(...invalid.map((why) => `${variables.label(CA)}: ${why}`));
    return {
      pem: found.map(String),
      subjects: found.map(({ subject }) => namesOf(subject)),
    };
  } catch (error) {
    const why =
      error instanceof UnusableFile
        ? error.message
        : `a certificate in it does not decode (${(error as NodeJS.ErrnoException).code ?? "unknown structure"}); export it again`;
    variables.findings.problems.push(`${variables.label(CA)} cannot be used: ${why}`);
    return undefined;
  }
}

function certificatesIn(text: string): X509Certificate[] {
  const blocks = findBlocks(text);
  const found = blocks.filter(({ label }) => label.endsWith("CERTIFICATE"));
  if (found.length === 0)
    throw new UnusableFile(
      `it holds ${blocks.map(({ label }) => label).join(", ")}, and certificates of authorities are needed`,
    );
  return found.map((block) => new X509Certificate(toPem(block)));
}
