import { createPublicKey } from "node:crypto";
import { readClientPrivateKey, readServerPublicKey } from "./keys.ts";
import type { Credentials } from "./model.ts";
import type { Variables } from "./variable-source.ts";
import { CREDENTIAL_VARIABLES, FILE_SUFFIX, SECRET_VARIABLES, type VariableName } from "./variables.ts";

/** Lengths of the header tables: `headers#request.X-KM-User-AspId.length` and its siblings. */
const LENGTHS: Partial<Record<VariableName, { header: string; length: number }>> = {
  KONAPLATE_ASP_ID: { header: "X-KM-User-AspId", length: 15 },
  KONAPLATE_ACCESS_KEY: { header: "X-KM-Access-Key", length: 40 },
  KONAPLATE_CRYPTO_KEY_ID: { header: "X-KM-Crypto-Key-Id", length: 32 },
};

/** The six credentials of a target; every one that is missing or unusable becomes a problem of its own. */
export function readCredentials(variables: Variables, cwd: string): Credentials | undefined {
  for (const name of CREDENTIAL_VARIABLES) {
    if (variables.text(name) === undefined)
      variables.missing(name, "every target but the embedded sandbox needs it");
  }
  const aspId = readHeaderText(variables, "KONAPLATE_ASP_ID");
  const accessKey = readHeaderText(variables, "KONAPLATE_ACCESS_KEY");
  const secretKey = readSecretText(variables, "KONAPLATE_SECRET_KEY");
  const cryptoKeyId = readHeaderText(variables, "KONAPLATE_CRYPTO_KEY_ID");
  const serverPublicKey = readServerPublicKey(variables, cwd);
  const clientPrivateKey = readClientPrivateKey(variables, cwd);
  if (!aspId || !accessKey || !secretKey || !cryptoKeyId || !serverPublicKey || !clientPrivateKey)
    return undefined;
  if (createPublicKey(clientPrivateKey).equals(serverPublicKey)) {
    variables.findings.notices.push(
      `${variables.label("KONAPLATE_SERVER_PUBLIC_KEY")} is the public half of KONAPLATE_CLIENT_PRIVATE_KEY: unless the target uses one key pair for both ways, it cannot open requests`,
    );
  }
  return { aspId, accessKey, secretKey, cryptoKeyId, serverPublicKey, clientPrivateKey };
}

/** Those of the credentials that are given; what is unusable becomes a problem, what is missing does not. */
export function readGivenCredentials(variables: Variables, cwd: string): Partial<Credentials> {
  const [accessKey, secretKey] = [
    readHeaderText(variables, "KONAPLATE_ACCESS_KEY"),
    readSecretText(variables, "KONAPLATE_SECRET_KEY"),
  ];
  const clientPrivateKey = readClientPrivateKey(variables, cwd);
  return {
    ...(accessKey !== undefined && { accessKey }),
    ...(secretKey !== undefined && { secretKey }),
    ...(clientPrivateKey && { clientPrivateKey }),
  };
}

/** Says which credentials are given in vain, because no base URL names a target for them. */
export function noteUnusedCredentials(variables: Variables): void {
  const files = SECRET_VARIABLES.map((name) => `${name}${FILE_SUFFIX}`);
  const given = [...CREDENTIAL_VARIABLES, "KONAPLATE_SECRETS_COMMAND", ...files].filter((name) =>
    variables.firstOf([name]),
  );
  if (given.length === 0) return;
  variables.findings.notices.push(
    `KONAPLATE_BASE_URL is not set, so the embedded sandbox is used with credentials of its own; not used: ${given.join(", ")}`,
  );
}

function readHeaderText(variables: Variables, name: VariableName): string | undefined {
  const value = readSecretText(variables, name);
  if (value === undefined) return undefined;
  if (!/^[\x21-\x7e]+$/.test(value)) {
    variables.findings.problems.push(
      `${variables.label(name)} contains a character that a header cannot carry: give it in plain letters, digits and signs, as the portal shows it`,
    );
    return undefined;
  }
  const documented = LENGTHS[name];
  if (documented && value.length !== documented.length) {
    variables.findings.notices.push(
      `${variables.label(name)} has ${value.length} characters; the pages give ${documented.header} a length of ${documented.length}`,
    );
  }
  return value;
}

function readSecretText(variables: Variables, name: VariableName): string | undefined {
  const value = variables.text(name);
  if (value === undefined || !/[\s\p{C}]/u.test(value)) return value;
  const where = /^\S+\s+$/u.test(value)
    ? "ends with white space"
    : "contains white space or a control character";
  variables.findings.problems.push(
    `${variables.label(name)} ${where}: give the value alone, as the portal shows it, in one line`,
  );
  return undefined;
}
