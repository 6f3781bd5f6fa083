import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { SettingsMistake } from "./model.ts";
import { chooseBlock, findBlocks, isEncrypted, type PemBlock, pemText, toPem, UnusableFile } from "./pem.ts";
import type { Variables } from "./variable-source.ts";
import type { VariableName } from "./variables.ts";

const SMALLEST_MODULUS = 2048;

/** The server's RSA public key from SPKI, PKCS#1 or an X.509 certificate; undefined after a problem was added. */
export function readServerPublicKey(variables: Variables, cwd: string): KeyObject | undefined {
  const name = "KONAPLATE_SERVER_PUBLIC_KEY";
  return readKey(variables, name, cwd, (blocks) => {
    if (blocks.some(({ label }) => label.endsWith("PRIVATE KEY"))) {
      throw new UnusableFile(
        "it holds a private key; the server's public key or certificate belongs here, and a private key in KONAPLATE_CLIENT_PRIVATE_KEY only",
      );
    }
    const block = chooseBlock(blocks, ["PUBLIC KEY", "RSA PUBLIC KEY", "CERTIFICATE"]);
    if (block.label !== "CERTIFICATE") return createPublicKey(toPem(block));
    const certificate = new X509Certificate(toPem(block));
    noteValidity(variables, name, certificate);
    return certificate.publicKey;
  });
}

/** The client's RSA private key from PKCS#8 or PKCS#1; undefined after a problem was added. */
export function readClientPrivateKey(variables: Variables, cwd: string): KeyObject | undefined {
  return readKey(variables, "KONAPLATE_CLIENT_PRIVATE_KEY", cwd, (blocks) => {
    if (blocks.some(isEncrypted)) {
      throw new UnusableFile(
        "the key is encrypted with a password, which the suite has no place for; write it without one, with openssl pkey -in encrypted.pem -out client-private.pem",
      );
    }
    if (blocks.some(({ label }) => label === "OPENSSH PRIVATE KEY")) {
      throw new UnusableFile(
        "the key is in OpenSSH form; convert a copy with ssh-keygen -p -m PKCS8 -f <copy>",
      );
    }
    if (blocks.every(({ label }) => label.endsWith("PUBLIC KEY") || label === "CERTIFICATE")) {
      throw new UnusableFile(
        "it holds a public key or certificate; the client's private key belongs here, whose PEM begins with -----BEGIN PRIVATE KEY-----",
      );
    }
    return createPrivateKey(toPem(chooseBlock(blocks, ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"])));
  });
}

/** An RSA private key from a PEM file that a command line names. Throws SettingsMistake. */
export function readPrivateKeyFile(option: string, path: string, cwd: string): KeyObject {
  const wrong = (why: string): SettingsMistake => new SettingsMistake([`${option} ${path}: ${why}`]);
  let text: string;
  try {
    text = readFileSync(resolve(cwd, path), "utf8");
  } catch (error) {
    throw wrong(`cannot be read (${(error as NodeJS.ErrnoException).code}); give the path of a PEM file`);
  }
  try {
    const key = createPrivateKey(text);
    demandRsa(key);
    return key;
  } catch {
    throw wrong(
      "is no RSA private key in PEM without a password, which begins with -----BEGIN PRIVATE KEY-----",
    );
  }
}

function readKey(
  variables: Variables,
  name: VariableName,
  cwd: string,
  decode: (blocks: readonly PemBlock[]) => KeyObject,
): KeyObject | undefined {
  const value = variables.text(name);
  if (value === undefined) return undefined;
  try {
    const key = decode(findBlocks(pemText(value, cwd)));
    demandRsa(key);
    return key;
  } catch (error) {
    // OpenSSL's own words name structures, never content; its code is enough to look the reason up.
    const why =
      error instanceof UnusableFile
        ? error.message
        : `the PEM does not decode (${(error as NodeJS.ErrnoException).code ?? "unknown structure"}); export the key again`;
    variables.findings.problems.push(`${variables.label(name)} cannot be used: ${why}`);
    return undefined;
  }
}

/** "Message Encryption": the key encryption is RSA-OAEP with a 2048-bit key. */
function demandRsa(key: KeyObject): void {
  const type = key.asymmetricKeyType ?? "unknown";
  if (type !== "rsa") {
    throw new UnusableFile(
      `it is a key of type ${type}; messages are encrypted with RSA-OAEP, so an RSA key is needed`,
    );
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < SMALLEST_MODULUS) {
    throw new UnusableFile(
      `it is an RSA key of ${bits} bits; at least ${SMALLEST_MODULUS} bits are needed, as the guideline says`,
    );
  }
}

function noteValidity(variables: Variables, name: VariableName, certificate: X509Certificate): void {
  const now = Date.now();
  if (now >= Date.parse(certificate.validFrom) && now <= Date.parse(certificate.validTo)) return;
  variables.findings.notices.push(
    `${variables.label(name)}: the certificate is valid from ${certificate.validFrom} to ${certificate.validTo}, which is not now; its key is used all the same`,
  );
}
