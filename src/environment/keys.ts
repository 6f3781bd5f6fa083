import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Variables } from "./variable-source.ts";
import type { VariableName } from "./variables.ts";

const SMALLEST_MODULUS = 2048;
/** Characters of a value that is shown as a path. */
const LONGEST_PATH = 200;

/** What stands between two PEM lines (RFC 7468), with its label. */
interface Block {
  readonly label: string;
  readonly body: string;
}

/** Why a key cannot be used; never contains key material. */
class UnusableKey extends Error {}

/** The server's RSA public key from SPKI, PKCS#1 or an X.509 certificate; undefined after a problem was added. */
export function readServerPublicKey(variables: Variables, cwd: string): KeyObject | undefined {
  const name = "KONAPLATE_SERVER_PUBLIC_KEY";
  return readKey(variables, name, cwd, (blocks) => {
    if (blocks.some(({ label }) => label.endsWith("PRIVATE KEY"))) {
      throw new UnusableKey(
        "it holds a private key; the server's public key or certificate belongs here, and a private key in KONAPLATE_CLIENT_PRIVATE_KEY only",
      );
    }
    const block = choose(blocks, ["PUBLIC KEY", "RSA PUBLIC KEY", "CERTIFICATE"]);
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
      throw new UnusableKey(
        "the key is encrypted with a password, which the suite has no place for; write it without one, with openssl pkey -in encrypted.pem -out client-private.pem",
      );
    }
    if (blocks.some(({ label }) => label === "OPENSSH PRIVATE KEY")) {
      throw new UnusableKey(
        "the key is in OpenSSH form; convert a copy with ssh-keygen -p -m PKCS8 -f <copy>",
      );
    }
    if (blocks.every(({ label }) => label.endsWith("PUBLIC KEY") || label === "CERTIFICATE")) {
      throw new UnusableKey(
        "it holds a public key or certificate; the client's private key belongs here, whose PEM begins with -----BEGIN PRIVATE KEY-----",
      );
    }
    return createPrivateKey(toPem(choose(blocks, ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"])));
  });
}

function readKey(
  variables: Variables,
  name: VariableName,
  cwd: string,
  decode: (blocks: readonly Block[]) => KeyObject,
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
      error instanceof UnusableKey
        ? error.message
        : `the PEM does not decode (${(error as NodeJS.ErrnoException).code ?? "unknown structure"}); export the key again`;
    variables.findings.problems.push(`${variables.label(name)} cannot be used: ${why}`);
    return undefined;
  }
}

function pemText(value: string, cwd: string): string {
  if (value.includes("-----BEGIN")) return value.replaceAll("\\r", "").replaceAll("\\n", "\n");
  try {
    return readFileSync(resolve(cwd, value), "utf8");
  } catch (error) {
    throw new UnusableKey(unreadable(value, (error as NodeJS.ErrnoException).code));
  }
}

/** Key material pasted without its PEM lines lands here as well, so only what surely is a path is shown. */
function unreadable(value: string, code: string | undefined): string {
  const right = "give all of a PEM text, or the path of a PEM file, relative to the project";
  if (!isPath(value)) {
    return `it is neither PEM text nor the path of a file; ${right}`;
  }
  const reason = code === "ENOENT" ? "there is no such file" : `it cannot be read (${code})`;
  return `it is taken for the path ${JSON.stringify(value)}, and ${reason}; ${right}`;
}

/** A path and nothing that a key could be: in one line, not long, and no base64 with or without written line ends. */
function isPath(value: string): boolean {
  if (value.length > LONGEST_PATH || /[\r\n{"']|--|MII/.test(value) || !/[./\\]/.test(value)) return false;
  return !/^[A-Za-z0-9+/=_\s-]{40,}$/.test(value.replaceAll(/\\[rn]/g, ""));
}

function findBlocks(text: string): Block[] {
  const found = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g)];
  if (found.length > 0) return found.map(([, label = "", body = ""]) => ({ label, body }));
  if (text.includes("-----BEGIN")) {
    throw new UnusableKey(
      "the PEM begins and does not end; in a .env file put a PEM of several lines in double quotes, or write \\n for its line ends",
    );
  }
  throw new UnusableKey("it is no PEM; a right one begins with a line such as -----BEGIN PUBLIC KEY-----");
}

function choose(blocks: readonly Block[], labels: readonly string[]): Block {
  const block = blocks.find(({ label }) => labels.includes(label));
  if (block) return block;
  throw new UnusableKey(
    `it holds ${blocks.map(({ label }) => label).join(", ")}; one of ${labels.filter((label) => !label.startsWith("EC")).join(", ")} is needed`,
  );
}

/** The block in its canonical form, whatever became of its line ends and indentation on the way. */
function toPem({ label, body }: Block): string {
  const lines = body.replaceAll(/\s/g, "").match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

function isEncrypted({ label, body }: Block): boolean {
  return label === "ENCRYPTED PRIVATE KEY" || body.includes("Proc-Type: 4,ENCRYPTED");
}

/** "Message Encryption": the key encryption is RSA-OAEP with a 2048-bit key. */
function demandRsa(key: KeyObject): void {
  const type = key.asymmetricKeyType ?? "unknown";
  if (type !== "rsa") {
    throw new UnusableKey(
      `it is a key of type ${type}; messages are encrypted with RSA-OAEP, so an RSA key is needed`,
    );
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < SMALLEST_MODULUS) {
    throw new UnusableKey(
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
