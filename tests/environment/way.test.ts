import { createPrivateKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isBypassed } from "../../src/environment/no-proxy.ts";
import { issue, pkcs12 } from "../support/certificates.ts";
import { load, problemsOf, remote } from "./project.ts";

const authority = issue({ name: "Private Authority" });
const client = issue({ name: "konaplate-client", by: authority });
const other = issue({ name: "somebody-else", by: authority });
const old = issue({ name: "old-client", by: authority, from: -20, to: -10 });
const young = issue({ name: "young-client", by: authority, from: 10, to: 20 });
const encryptedKey = createPrivateKey(client.key)
  .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "open sesame" })
  .toString();
const PASS = "KONAPLATE_CLIENT_KEY_PASSPHRASE";

const wayOf = (env: NodeJS.ProcessEnv, files: Record<string, string | Uint8Array> = {}) =>
  load({ env: { ...remote, ...env }, files }).way;
const onlyProblem = (env: NodeJS.ProcessEnv, files: Record<string, string | Uint8Array> = {}): string => {
  const problems = problemsOf({ env: { ...remote, ...env }, files });
  expect(problems).toHaveLength(1);
  return problems[0] ?? "";
};

describe("the proxy", () => {
  it("is that of the target's protocol, lower case first, the real environment before the file", () => {
    const env = { HTTPS_PROXY: "http://upper.example:1", HTTP_PROXY: "http://plain.example:2" };
    expect(wayOf(env).proxy).toMatchObject({ place: "upper.example:1", from: "HTTPS_PROXY" });
    expect(wayOf({ ...env, https_proxy: "lower.example" }).proxy).toMatchObject({
      place: "lower.example:80",
    });
    const file = { ".env": "https_proxy=http://file.example:3" };
    expect(wayOf(env, file).proxy).toMatchObject({ place: "upper.example:1" });
    expect(wayOf({}, file).proxy).toMatchObject({ from: "https_proxy (.env:1)" });
    const plain = { KONAPLATE_BASE_URL: "http://partner.example", KONAPLATE_ALLOW_PLAIN_HTTP: "true" };
    expect(wayOf({ ...env, ...plain }).proxy).toMatchObject({ place: "plain.example:2" });
    expect(wayOf({ HTTPS_PROXY: "" }).proxy).toBeUndefined();
  });

  it("never stands before the embedded sandbox, and before this computer only where it runs on it", () => {
    const env = { HTTPS_PROXY: "http://user:pw@proxy.example", HTTP_PROXY: "http://proxy.example" };
    expect(load({ env }).way).toEqual({});
    for (const KONAPLATE_BASE_URL of ["https://localhost:8443", "http://127.0.0.1:8080"]) {
      expect(wayOf({ ...env, KONAPLATE_BASE_URL }).proxy).toBeUndefined();
      const here = { HTTPS_PROXY: "http://127.0.0.1:3128", HTTP_PROXY: "http://localhost:3128" };
      expect(wayOf({ ...here, KONAPLATE_BASE_URL }).proxy).toBeDefined();
    }
  });

  it.each([
    ["partner.example", "partner.example", true],
    ["example", "partner.example", true],
    [".example", "partner.example", true],
    ["*.example", "partner.example", true],
    ["other.test, PARTNER.example:443", "partner.example", true],
    ["partner.example:8443", "partner.example", false],
    ["artner.example", "partner.example", false],
    ["*", "partner.example", true],
    ["10.0.0.0/8", "10.20.30.40", true],
    ["10.0.0.0/8", "11.20.30.40", false],
    ["10.20.30.40:443", "10.20.30.40", true],
    ["0.30.40", "10.20.30.40", false],
    ["fd00::/8", "fd00::7", true],
    ["[fd00::7]:443", "fd00::7", true],
    ["fd00::7", "fd00::7", true],
    ["10.0.0.0/33, x/8", "10.0.0.1", false],
    ["", "partner.example", false],
  ])("NO_PROXY=%s and %s: %s", (noProxy, host, isNamed) => {
    expect(isBypassed(noProxy, host, 443)).toBe(isNamed);
  });

  it.each([
    ["socks5://user:s3cret-pw@proxy.example:1080", "by no other protocol"],
    ["http://user:s3cret-pw@proxy.example:port", "it is no URL"],
    ["http://user:s3cret-pw@proxy.example/path", "leave out what follows the port"],
    ["http://user:s3cret-pw%@proxy.example", "write a % in a user name or password as %25"],
  ])("%s is a mistake that names no password", (HTTPS_PROXY, why) => {
    const problem = onlyProblem({ HTTPS_PROXY });
    expect(problem).toMatch(/^HTTPS_PROXY is "/);
    expect(problem).toContain(why);
    expect(problem).toContain("http://user:password@proxy.example:3128");
    expect(problem).not.toContain("s3cret");
  });
});

describe("the client certificate", () => {
  const files = {
    "tls.pem": client.cert,
    "tls-key.pem": client.key,
    "encrypted.pem": encryptedKey,
    "both.pem": authority.cert + client.cert + client.key,
    "tls.p12": pkcs12(client, "open sesame"),
  };

  it.each([
    ["two PEM files", { KONAPLATE_CLIENT_CERT: "tls.pem", KONAPLATE_CLIENT_KEY: "tls-key.pem" }],
    [
      "PEM text",
      { KONAPLATE_CLIENT_CERT: client.cert.replaceAll("\n", "\\n"), KONAPLATE_CLIENT_KEY: client.key },
    ],
    ["one file, its authority first", { KONAPLATE_CLIENT_CERT: "both.pem" }],
    [
      "an encrypted key",
      { KONAPLATE_CLIENT_CERT: "tls.pem", KONAPLATE_CLIENT_KEY: "encrypted.pem", [PASS]: "open sesame" },
    ],
    ["PKCS#12", { KONAPLATE_CLIENT_CERT: "tls.p12", [PASS]: "open sesame" }],
    [
      "PKCS#12 as base64",
      { KONAPLATE_CLIENT_CERT: files["tls.p12"].toString("base64"), [PASS]: "open sesame" },
    ],
  ])("is taken from %s", (_name, env) => {
    const { clientCertificate } = wayOf(env, files);
    expect(clientCertificate).toMatchObject({
      subject: "CN=konaplate-client",
      issuer: "CN=Private Authority",
    });
  });

  it.each([
    ["a file that is not there", { KONAPLATE_CLIENT_CERT: "keys/none.pem" }, "there is no such file"],
    ["no certificate in it", { KONAPLATE_CLIENT_CERT: "tls-key.pem" }, "a certificate is needed"],
    ["no key", { KONAPLATE_CLIENT_CERT: "tls.pem" }, "KONAPLATE_CLIENT_KEY is not set"],
    ["a key alone", { KONAPLATE_CLIENT_KEY: "tls-key.pem" }, "KONAPLATE_CLIENT_CERT is not"],
    [
      "another key",
      { KONAPLATE_CLIENT_CERT: "tls.pem", KONAPLATE_CLIENT_KEY: other.key },
      "is not the key of this certificate (CN=konaplate-client)",
    ],
    [
      "an encrypted key without a passphrase",
      { KONAPLATE_CLIENT_CERT: "tls.pem", KONAPLATE_CLIENT_KEY: "encrypted.pem" },
      `the key is encrypted, and ${PASS} is not set`,
    ],
    [
      "a wrong passphrase",
      { KONAPLATE_CLIENT_CERT: "tls.pem", KONAPLATE_CLIENT_KEY: "encrypted.pem", [PASS]: "s3cret-wrong" },
      `the passphrase of ${PASS} does not open the key`,
    ],
    ["PKCS#12 without a passphrase", { KONAPLATE_CLIENT_CERT: "tls.p12" }, `${PASS} is not set`],
    [
      "PKCS#12 with a wrong one",
      { KONAPLATE_CLIENT_CERT: "tls.p12", [PASS]: "s3cret-wrong" },
      `the passphrase of ${PASS} does not open the PKCS#12 file`,
    ],
    [
      "PKCS#12 and a key",
      { KONAPLATE_CLIENT_CERT: "tls.p12", KONAPLATE_CLIENT_KEY: "tls-key.pem", [PASS]: "open sesame" },
      "unset KONAPLATE_CLIENT_KEY",
    ],
    [
      "other bytes",
      { KONAPLATE_CLIENT_CERT: "bytes.der" },
      "it is neither PEM nor a PKCS#12 file that opens",
    ],
    [
      "an expired one",
      { KONAPLATE_CLIENT_CERT: old.cert, KONAPLATE_CLIENT_KEY: old.key },
      "the certificate of CN=old-client expired on",
    ],
    [
      "one of tomorrow",
      { KONAPLATE_CLIENT_CERT: young.cert, KONAPLATE_CLIENT_KEY: young.key },
      "the certificate of CN=young-client is not valid before",
    ],
  ] as const)("%s is a mistake", (_name, env, why) => {
    const problem = onlyProblem(env, { ...files, "bytes.der": Buffer.from([0x30, 0x82, 1, 2, 3]) });
    expect(problem).toMatch(/^KONAPLATE_CLIENT_/);
    expect(problem).toContain(why);
    expect(problem).not.toMatch(/s3cret|MII/);
  });

  it("is told to be in vain where no TLS is spoken", () => {
    const env = { KONAPLATE_CLIENT_CERT: client.cert, KONAPLATE_CLIENT_KEY: client.key };
    expect(load({ env }).notices.join()).toContain(
      "not reached by TLS; not used: KONAPLATE_CLIENT_CERT, KONAPLATE_CLIENT_KEY",
    );
  });
});

describe("authorities and names", () => {
  it("takes private authorities, and says which of them are no longer valid", () => {
    const KONAPLATE_CA = authority.cert + old.cert;
    const settings = load({ env: { ...remote, KONAPLATE_CA } });
    expect(settings.way.authorities?.subjects).toEqual(["CN=Private Authority", "CN=old-client"]);
    expect(settings.notices).toEqual([
      expect.stringContaining("the certificate of CN=old-client expired on"),
    ]);
  });

  it.each([
    [{ KONAPLATE_CA: "keys/none.pem" }, "there is no such file"],
    [{ KONAPLATE_CA: client.key }, "certificates of authorities are needed"],
    [{ KONAPLATE_CA: old.cert }, "expired on"],
    [{ KONAPLATE_CA: client.cert.replace("MII", "MIX") }, "does not decode"],
    [{ KONAPLATE_SERVER_NAME: "https://partner.example" }, "give a host name alone"],
    [{ KONAPLATE_SERVER_NAME: "10.0.0.1" }, "give a host name alone"],
  ])("%o is a mistake", (env, why) => {
    expect(onlyProblem(env)).toContain(why);
  });

  it("says that node does not read its own variable from a file", () => {
    const settings = load({ env: remote, files: { ".env": "NODE_EXTRA_CA_CERTS=ca.pem" } });
    expect(settings.notices).toEqual([expect.stringContaining("KONAPLATE_CA")]);
  });

  it("all mistakes of the way are told at once", () => {
    const env = {
      HTTPS_PROXY: "socks://x",
      KONAPLATE_CA: "none.pem",
      KONAPLATE_CLIENT_CERT: "none.pem",
      KONAPLATE_SERVER_NAME: "a b",
    };
    expect(problemsOf({ env: { ...remote, ...env } })).toHaveLength(4);
  });
});
