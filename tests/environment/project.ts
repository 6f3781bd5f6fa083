import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { KnownIds } from "../../src/environment/known.ts";
import { loadSettings } from "../../src/environment/load.ts";
import { type Settings, SettingsMistake } from "../../src/environment/model.ts";
import { rsaPair } from "../support/rsa-keys.ts";

const CASES: Record<string, { cases: string[]; fields: string[] }> = {
  "user-register": {
    cases: ["success", "login-id-in-use", "already-registered"],
    fields: ["ci", "loginId", "loginPassword", "birthDate"],
  },
  "membership-cancellation": {
    cases: [
      "success",
      "unknown-member",
      "unreceived-gift",
      "suspended-card-balance",
      "active-card-balance",
      "negative-point-balance",
      "plcc-point",
      "refund-in-progress",
      "remittance-in-progress",
    ],
    fields: ["userId"],
  },
  "charge-cancellation": {
    cases: ["success", "no-bank-account", "not-cancellable", "other-payment-method", "name-mismatch"],
    fields: ["sequenceId", "userId", "nrNumber", "oneTimeToken", "dcvv"],
  },
  "unregistered-card-inquiry": { cases: ["success"], fields: ["cardNo", "expiryDate", "cardCVC"] },
  "member-authentication-info": { cases: ["authenticated", "not-authenticated"], fields: ["userId"] },
};

const known: KnownIds = {
  operations: new Map(
    Object.entries(CASES).map(([id, { cases, fields }]) => [
      id,
      { cases: new Set(cases), fields: new Set(fields), once: new Set(["oneTimeToken", "dcvv"]) },
    ]),
  ),
  rules: new Set(["status", "code", "message"]),
  caseIds: Object.entries(CASES).flatMap(([id, { cases }]) => cases.map((name) => `${id}/${name}`)),
};

export const server = rsaPair(0);
export const client = rsaPair(1);
export const serverPem = server.publicKey.export({ format: "pem", type: "spki" }).toString();
export const clientPem = client.privateKey.export({ format: "pem", type: "pkcs8" }).toString();

/** Variables of a target on another computer, all of them right. */
export const remote = {
  KONAPLATE_BASE_URL: "https://partner.example/open-api",
  KONAPLATE_ASP_ID: "123456789012345",
  KONAPLATE_ACCESS_KEY: "0123456789abcdef0123456789abcdef01234567",
  KONAPLATE_SECRET_KEY: "canary-secret-key",
  KONAPLATE_CRYPTO_KEY_ID: "0123456789abcdef0123456789abcdef",
  KONAPLATE_SERVER_PUBLIC_KEY: serverPem,
  KONAPLATE_CLIENT_PRIVATE_KEY: clientPem,
};

export interface Project {
  readonly env?: NodeJS.ProcessEnv;
  /** Text by path; `environments/embedded.yaml` is there unless it is given as undefined. */
  readonly files?: Readonly<Record<string, string | Uint8Array | undefined>>;
  readonly only?: readonly string[];
}

/** Loads the settings of a throw-away project folder. */
export function load({ env = {}, files = {}, only }: Project): Settings {
  const cwd = mkdtempSync(join(tmpdir(), "settings-"));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  for (const [path, text] of Object.entries({ "environments/embedded.yaml": "testData: {}\n", ...files })) {
    if (text === undefined) continue;
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  return loadSettings({ env, cwd, known, ...(only ? { overrides: { only } } : {}) });
}

/** The problems that loading ends in; fails where it ends well. */
export function problemsOf(project: Project): readonly string[] {
  try {
    load(project);
  } catch (error) {
    if (error instanceof SettingsMistake) return error.problems;
    throw error;
  }
  throw new Error("the settings were taken, though they are wrong");
}
