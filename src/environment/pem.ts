import { readFileSync } from "node:fs";
import { resolve } from "node:path";

/** Characters of a value that is shown as a path. */
const LONGEST_PATH = 200;

/** What stands between two PEM lines (RFC 7468), with its label. */
export interface PemBlock {
  readonly label: string;
  readonly body: string;
}

/** Why a key or certificate cannot be used; never contains key material. */
export class UnusableFile extends Error {}

/** PEM text that a variable gives itself, also with `\n` for line ends, or of the file that it names. Throws UnusableFile. */
export function pemText(value: string, cwd: string): string {
  return givenPem(value) ?? readNamed(value, cwd, "all of a PEM text, or the path of a PEM file").toString();
}

/** The PEM text that a value is itself; undefined where it is none. */
export function givenPem(value: string): string | undefined {
  if (!value.includes("-----BEGIN")) return undefined;
  return value.replaceAll("\\r", "").replaceAll("\\n", "\n");
}

/** The bytes of the file that a value names; `right` says what should have been given. Throws UnusableFile. */
export function readNamed(value: string, cwd: string, right: string): Buffer {
  try {
    return readFileSync(resolve(cwd, value));
  } catch (error) {
    throw new UnusableFile(unreadable(value, (error as NodeJS.ErrnoException).code, right));
  }
}

/** Key material pasted without its PEM lines lands here as well, so only what surely is a path is shown. */
function unreadable(value: string, code: string | undefined, right: string): string {
  const give = `give ${right}, relative to the project`;
  if (!isPath(value)) return `it is neither PEM text nor the path of a file; ${give}`;
  const reason = code === "ENOENT" ? "there is no such file" : `it cannot be read (${code})`;
  return `it is taken for the path ${JSON.stringify(value)}, and ${reason}; ${give}`;
}

/** A path and nothing that a key could be: in one line, not long, and no base64 with or without written line ends. */
function isPath(value: string): boolean {
  if (value.length > LONGEST_PATH || /[\r\n{"']|--|MII/.test(value) || !/[./\\]/.test(value)) return false;
  return !/^[A-Za-z0-9+/=_\s-]{40,}$/.test(value.replaceAll(/\\[rn]/g, ""));
}

/** The blocks of a PEM text, at least one. Throws UnusableFile. */
export function findBlocks(text: string): PemBlock[] {
  const found = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g)];
  if (found.length > 0) return found.map(([, label = "", body = ""]) => ({ label, body }));
  if (text.includes("-----BEGIN")) {
    throw new UnusableFile(
      "the PEM begins and does not end; in a .env file put a PEM of several lines in double quotes, or write \\n for its line ends",
    );
  }
  throw new UnusableFile("it is no PEM; a right one begins with a line such as -----BEGIN PUBLIC KEY-----");
}

/** The first block with one of the labels. Throws UnusableFile. */
export function chooseBlock(blocks: readonly PemBlock[], labels: readonly string[]): PemBlock {
  const block = blocks.find(({ label }) => labels.includes(label));
  if (block) return block;
  throw new UnusableFile(
    `it holds ${blocks.map(({ label }) => label).join(", ")}; one of ${labels.filter((label) => !label.startsWith("EC")).join(", ")} is needed`,
  );
}

/** The block in its canonical form, whatever became of its line ends and indentation on the way. */
export function toPem({ label, body }: PemBlock): string {
  // A key that is encrypted in the older way has header lines, which are no base64.
  const [, headers = "", text = body] = /^([\s\S]*DEK-Info:[^\n]*\n)([\s\S]*)$/.exec(body) ?? [];
  const lines = text.replaceAll(/\s/g, "").match(/.{1,64}/g) ?? [];
  const head = headers === "" ? [] : [...headers.trim().split(/\s*\n\s*/), ""];
  return [`-----BEGIN ${label}-----`, ...head, ...lines, `-----END ${label}-----`, ""].join("\n");
}

export function isEncrypted({ label, body }: PemBlock): boolean {
  return label === "ENCRYPTED PRIVATE KEY" || body.includes("Proc-Type: 4,ENCRYPTED");
}
