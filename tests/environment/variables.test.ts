import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CREDENTIAL_VARIABLES, VARIABLES, variable } from "../../src/environment/variables.ts";
import { issue } from "../support/certificates.ts";
import { clientPem, load, serverPem } from "./project.ts";

const authority = issue({ name: "Private Authority" });
const client = issue({ name: "konaplate-client", by: authority });

const example = readFileSync(new URL("../../.env.example", import.meta.url), "utf8");
/** Comment lines joined, so that a sentence is found wherever it is wrapped. */
const prose = example.replaceAll(/\n# /g, " ");
const assignments = [...example.matchAll(/^# ([A-Z]+_\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]);

describe(".env.example", () => {
  it("has every known variable once, in the order of the table, and no other", () => {
    expect(assignments).toEqual(VARIABLES.map(({ name, example: value }) => [name, value]));
  });

  it.each(VARIABLES.map((entry) => [entry.name, entry] as const))("explains %s", (_name, entry) => {
    expect(prose).toContain(`${entry.meaning}. Default: ${entry.default}. ${entry.name}=`);
  });

  it("sets nothing as it stands, and can be taken line by line as it is written", () => {
    expect(load({ files: { ".env": example } }).embedded).toBe(true);
    const settings = load({
      env: { KONAPLATE_ENV: "partner" },
      files: {
        ".env.partner": example.replaceAll(/^# ([A-Z]+_\w+=)/gm, "$1"),
        "keys/server-public.pem": serverPem,
        "keys/client-private.pem": clientPem,
        "test-data.yaml": "{}",
        "secrets.mjs": "console.log(JSON.stringify({ KONAPLATE_SECRET_KEY: 'from-the-command' }));",
        "keys/authorities.pem": authority.cert,
        "keys/tls-client.pem": client.cert,
        "keys/tls-client-key.pem": client.key,
      },
    });
    expect(settings).toMatchObject({
      environment: "partner",
      seed: "2f6b01c9",
      testDataFile: "test-data.yaml",
    });
    expect(settings.notices).toEqual([
      expect.stringMatching(/^KONAPLATE_SECRET_KEY .* goes before what KONAPLATE_SECRETS_COMMAND gives$/),
    ]);
  });
});

describe("the table of variables", () => {
  it("marks the keys that must never be shown", () => {
    const secrets = VARIABLES.filter((entry) => "secret" in entry).map(({ name }) => name);
    expect(secrets).toEqual([
      "KONAPLATE_ACCESS_KEY",
      "KONAPLATE_SECRET_KEY",
      "KONAPLATE_CLIENT_PRIVATE_KEY",
      "KONAPLATE_CLIENT_KEY",
      "KONAPLATE_CLIENT_KEY_PASSPHRASE",
    ]);
  });

  it("has the credentials, each required with a base URL", () => {
    for (const name of CREDENTIAL_VARIABLES)
      expect(variable(name).default).toContain("required with KONAPLATE_BASE_URL");
  });
});
