import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { namesOf, whyNotValid } from "./certificate.ts";
import type { ClientCertificate } from "./model.ts";
import {
  findBlocks,
  givenPem,
  isEncrypted,
  type PemBlock,
  pemText,
  readNamed,
  toPem,
  UnusableFile,
} from "./pem.ts";
import type { Variables } from "./variable-source.ts";
import type { VariableName } from "./variables.ts";

const CERT = "KONAPLATE_CLIENT_CERT";
const KEY = "KONAPLATE_CLIENT_KEY";
const PASSPHRASE = "KONAPLATE_CLIENT_KEY_PASSPHRASE";

/** The certificate for mutual TLS with its key; undefined where none is given, or after problems were added. */
export function readClientCertificate(variables: Variables, cwd: string): ClientCertificate | undefined {
  if (([CERT, KEY, PASSPHRASE] as const).some((name) => variables.isUnread(name))) return undefined;
  const value = variables.text(CERT);
  if (value === undefined) {
    for (const name of [KEY, PASSPHRASE] as const)
      if (variables.text(name) !== undefined)
        variables.findings.problems.push(
          `${variables.label(name)} is set, and ${CERT} is not: give the certificate that the key belongs to as well`,
        );
    return undefined;
  }
  const given = attempt(variables, CERT, () => materialOf(value, cwd));
  if (given === undefined) return undefined;
  const found = Buffer.isBuffer(given) ? ofPkcs12(variables, given) : ofPem(variables, given, cwd);
  if (!found) return undefined;
  const wrong = whyNotValid(found.certificate);
  if (wrong !== undefined) {
    variables.findings.problems.push(
      `${variables.label(CERT)} cannot be used: ${wrong}; ask the target's owner for one that is valid now, and look at this computer's clock`,
    );
  }
  const { identity, certificate } = found;
  return {
    identity,
    subject: namesOf(certificate.subject),
    issuer: namesOf(certificate.issuer),
    validTo: certificate.validTo,
  };
}

interface Found extends Pick<ClientCertificate, "identity"> {
  readonly certificate: X509Certificate;
}

/** PEM text, or the bytes of a PKCS#12 file. */
function materialOf(value: string, cwd: string): string | Buffer {
  const pem = givenPem(value);
  if (pem !== undefined) return pem;
  if (/^MI[A-Za-z0-9+/=\s]{100,}$/.test(value)) return Buffer.from(value, "base64");
  const bytes = readNamed(value, cwd, "all of a PEM text, or the path of a PEM or PKCS#12 file");
  return bytes.includes("-----BEGIN") ? bytes.toString() : bytes;
}

function ofPem(variables: Variables, text: string, cwd: string): Found | undefined {
  const blocks = attempt(variables, CERT, () => findBlocks(text));
  const keyValue = variables.text(KEY);
  const keyBlocks =
    keyValue === undefined ? blocks : attempt(variables, KEY, () => findBlocks(pemText(keyValue, cwd)));
  if (!blocks || !keyBlocks) return undefined;
  const chain = attempt(variables, CERT, () => certificatesIn(blocks));
  const key = attempt(variables, keyValue === undefined ? CERT : KEY, () =>
    keyIn(keyBlocks, variables.text(PASSPHRASE), keyValue === undefined),
  );
  if (!chain || !key) return undefined;
  const own = chain.find((certificate) => certificate.checkPrivateKey(key));
  if (!own) {
    const where = keyValue === undefined ? "its private key" : variables.label(KEY);
    variables.findings.problems.push(
      `${variables.label(CERT)} cannot be used: ${where} is not the key of this certificate (${namesOf(chain[0]?.subject ?? "")}); give the two that were made together`,
    );
    return undefined;
  }
  const ordered = [own, ...chain.filter((certificate) => certificate !== own)];
  return {
    certificate: own,
    identity: {
      cert: ordered.map(String).join(""),
      key: key.export({ type: "pkcs8", format: "pem" }).toString(),
    },
  };
}

function certificatesIn(blocks: readonly PemBlock[]): X509Certificate[] {
  const found = blocks.filter(({ label }) => /^(X509 |TRUSTED )?CERTIFICATE$/.test(label));
  if (found.length === 0)
    throw new UnusableFile(
      `it holds ${blocks.map(({ label }) => label).join(", ")}, and a certificate is needed, whose PEM begins with -----BEGIN CERTIFICATE-----`,
    );
  return found.map((block) => new X509Certificate(toPem(block)));
}

function keyIn(blocks: readonly PemBlock[], passphrase: string | undefined, isOfCert: boolean): KeyObject {
  const block = blocks.find(({ label }) => label.endsWith("PRIVATE KEY"));
  if (!block)
    throw new UnusableFile(
      isOfCert
        ? `it holds no private key, and ${KEY} is not set: give the key of the certificate there`
        : `it holds ${blocks.map(({ label }) => label).join(", ")}, and the private key of the certificate is needed`,
    );
  if (!isEncrypted(block)) return createPrivateKey(toPem(block));
  if (passphrase === undefined)
    throw new UnusableFile(`the key is encrypted, and ${PASSPHRASE} is not set: give its passphrase there`);
  try {
    return createPrivateKey({ key: toPem(block), passphrase });
  } catch {
    throw new UnusableFile(`the passphrase of ${PASSPHRASE} does not open the key; compare it`);
  }
}

function ofPkcs12(variables: Variables, pfx: Buffer): Found | undefined {
  const found = attempt(variables, CERT, () => {
    const passphrase = variables.text(PASSPHRASE);
    const identity = { pfx, ...(passphrase !== undefined && { passphrase }) };
    return { identity, certificate: certificateOf(identity) };
  });
  if (found && variables.text(KEY) !== undefined)
    variables.findings.problems.push(
      `${variables.label(KEY)} is set, and ${CERT} is a PKCS#12 file, which holds its key itself: unset ${KEY}`,
    );
  return found;
}

/** The client's own certificate. Throws UnusableFile where OpenSSL does not take the file. */
function certificateOf(identity: { readonly pfx: Buffer; readonly passphrase?: string }): X509Certificate {
  let der: unknown;
  try {
    const { context } = createSecureContext(identity) as { context: { getCertificate(): unknown } };
    der = context.getCertificate();
  } catch (error) {
    throw new UnusableFile(whyNotOpened(error as Error, identity.passphrase !== undefined));
  }
  if (!Buffer.isBuffer(der)) throw new UnusableFile("the PKCS#12 file holds no certificate with its key");
  return new X509Certificate(der);
}

function whyNotOpened({ message }: Error, hasPassphrase: boolean): string {
  if (/mac verify/i.test(message))
    return hasPassphrase
      ? `the passphrase of ${PASSPHRASE} does not open the PKCS#12 file; compare it`
      : `the PKCS#12 file has a passphrase, and ${PASSPHRASE} is not set: give it there`;
  if (/unsupported/i.test(message))
    return "the PKCS#12 file is encrypted in an outdated way; write it anew with openssl pkcs12 -legacy -in old.p12 -nodes -out all.pem and openssl pkcs12 -export -in all.pem -out new.p12";
  return "it is neither PEM nor a PKCS#12 file that opens; convert a DER certificate with openssl x509 -inform der -in cert.der -out cert.pem";
}

function attempt<T>(variables: Variables, name: VariableName, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    // OpenSSL's own words name structures, never content; its code is enough to look the reason up.
    const why =
      error instanceof UnusableFile
        ? error.message
        : `it does not decode (${(error as NodeJS.ErrnoException).code ?? "unknown structure"}); export it again`;
    variables.findings.problems.push(`${variables.label(name)} cannot be used: ${why}`);
    return undefined;
  }
}
