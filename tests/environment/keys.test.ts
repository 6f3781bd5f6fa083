import { generateKeyPairSync, type KeyObject, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { client, clientPem, load, problemsOf, remote, server, serverPem } from "./project.ts";

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");
const certificate = fixture("server-certificate.pem");
const clientPkcs1 = client.privateKey.export({ format: "pem", type: "pkcs1" }).toString();
const serverPkcs1 = server.publicKey.export({ format: "pem", type: "pkcs1" }).toString();
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const small = generateKeyPairSync("rsa", { modulusLength: 1024 });
const privatePem = (key: KeyObject) => key.export({ format: "pem", type: "pkcs8" }).toString();
const publicPem = (key: KeyObject) => key.export({ format: "pem", type: "spki" }).toString();
const encrypted = (type: "pkcs1" | "pkcs8") =>
  client.privateKey.export({ format: "pem", type, cipher: "aes-256-cbc", passphrase: "p" }).toString();

function loadKeys(serverKey: string, clientKey: string, files: Record<string, string> = {}) {
  const env = { ...remote, KONAPLATE_SERVER_PUBLIC_KEY: serverKey, KONAPLATE_CLIENT_PRIVATE_KEY: clientKey };
  const settings = load({ env, files });
  if (!settings.credentials) throw new Error("a target has credentials");
  return { ...settings.credentials, notices: settings.notices };
}

describe("keys", () => {
  it.each([
    ["PEM text", serverPem, clientPem],
    ["PKCS#1", serverPkcs1, clientPkcs1],
    ["\\n for line ends", serverPem.replaceAll("\n", "\\n"), clientPem.replaceAll("\n", "\\n")],
    ["CRLF", serverPem.replaceAll("\n", "\r\n"), clientPem.replaceAll("\n", "\r\n")],
    ["spaces for line ends", serverPem.replaceAll("\n", " "), clientPem.replaceAll("\n", " ")],
    ["indented by a CI file", serverPem.replaceAll("\n", "\n    "), clientPem.replaceAll("\n", "\n    ")],
    ["a path", "keys/server.pem", "./keys/client.pem"],
  ])("are read as %s", (_form, serverKey, clientKey) => {
    const keys = loadKeys(serverKey, clientKey, {
      "keys/server.pem": serverPem,
      "keys/client.pem": `Bag Attributes: none\n${clientPem}`,
    });
    expect(keys.serverPublicKey.equals(server.publicKey)).toBe(true);
    expect(keys.clientPrivateKey.equals(client.privateKey)).toBe(true);
    expect(keys.notices).toEqual([]);
  });

  it("of several lines may stand in double quotes in a .env file", () => {
    const { KONAPLATE_CLIENT_PRIVATE_KEY, ...env } = remote;
    const settings = load({
      env,
      files: { ".env": `KONAPLATE_CLIENT_PRIVATE_KEY="${KONAPLATE_CLIENT_PRIVATE_KEY}"\n` },
    });
    expect(settings.credentials?.clientPrivateKey.equals(client.privateKey)).toBe(true);
  });

  it("of the server are taken from an X.509 certificate, as text or as a file", () => {
    const expected = new X509Certificate(certificate).publicKey;
    for (const value of [certificate, "server.crt"]) {
      const keys = loadKeys(value, clientPem, { "server.crt": certificate });
      expect(keys.serverPublicKey.equals(expected)).toBe(true);
      expect(keys.notices).toEqual([]);
    }
  });

  it("of an expired certificate are used, with a notice", () => {
    expect(loadKeys(fixture("expired-certificate.pem"), clientPem).notices).toEqual([
      "KONAPLATE_SERVER_PUBLIC_KEY: the certificate is valid from Jan  1 00:00:00 2020 GMT to Jan  1 00:00:00 2021 GMT, which is not now; its key is used all the same",
    ]);
  });

  it("that are two halves of one pair get a notice", () => {
    expect(loadKeys(publicPem(client.publicKey), clientPem).notices).toEqual([
      expect.stringContaining("is the public half of KONAPLATE_CLIENT_PRIVATE_KEY"),
    ]);
  });
});

const SERVER = "KONAPLATE_SERVER_PUBLIC_KEY";
const CLIENT = "KONAPLATE_CLIENT_PRIVATE_KEY";

/** The same key as it is pasted without its PEM lines, and in other forms that are no PEM. */
const bare = clientPem.split("\n").filter((line) => line !== "" && !line.startsWith("-----"));
const middle = bare.slice(3, 5).join("");

describe("what is no key", () => {
  it.each([
    ["one line", bare.join("")],
    ["its lines", bare.join("\n")],
    ["written line ends", bare.join("\\n")],
    ["quotes of its own", `'${bare.join("\\n")}'`],
    ["a part from the middle", `${middle}\\n/${middle}`],
    ["a misspelt beginning", `-----BEGlN PRIVATE KEY-----\\n${bare.join("\\n")}\\n-----END PRIVATE KEY-----`],
    ["a JSON Web Key", JSON.stringify(client.privateKey.export({ format: "jwk" }))],
  ])("is not shown: %s", (_form, value) => {
    for (const name of ["KONAPLATE_CLIENT_PRIVATE_KEY", "KONAPLATE_SERVER_PUBLIC_KEY", "KONAPLATE_ENV"]) {
      const text = problemsOf({ env: { ...remote, [name]: value } }).join("\n");
      expect(text).not.toBe("");
      for (const line of bare) expect(text).not.toContain(line.slice(0, 20));
      expect(text).not.toContain(String(client.privateKey.export({ format: "jwk" }).d).slice(0, 20));
    }
  });
});

describe("an unusable key", () => {
  it.each([
    ["private instead of public", SERVER, clientPem, "it holds a private key"],
    ["certificate and private key", SERVER, certificate + clientPem, "it holds a private key"],
    ["public instead of private", CLIENT, serverPem, "it holds a public key or certificate"],
    ["certificate instead of private", CLIENT, certificate, "it holds a public key or certificate"],
    ["EC public", SERVER, publicPem(ec.publicKey), "it is a key of type ec"],
    ["EC private", CLIENT, privatePem(ec.privateKey), "it is a key of type ec"],
    [
      "EC private, SEC1",
      CLIENT,
      ec.privateKey.export({ format: "pem", type: "sec1" }).toString(),
      "it is a key of type ec",
    ],
    ["1024-bit public", SERVER, publicPem(small.publicKey), "it is an RSA key of 1024 bits"],
    ["1024-bit private", CLIENT, privatePem(small.privateKey), "it is an RSA key of 1024 bits"],
    ["encrypted PKCS#8", CLIENT, encrypted("pkcs8"), "the key is encrypted with a password"],
    ["encrypted PKCS#1", CLIENT, encrypted("pkcs1"), "the key is encrypted with a password"],
    ["OpenSSH", CLIENT, clientPem.replaceAll("PRIVATE", "OPENSSH PRIVATE"), "the key is in OpenSSH form"],
    [
      "certificate request",
      SERVER,
      serverPem.replaceAll("PUBLIC KEY", "CERTIFICATE REQUEST"),
      "it holds CERT",
    ],
    ["first line of a PEM", CLIENT, clientPem.split("\n")[0] ?? "", "the PEM begins and does not end"],
    ["damaged PEM", CLIENT, clientPem.replace("MII", "AAA"), "the PEM does not decode ("],
    [
      "base64 without PEM lines",
      CLIENT,
      clientPem.replaceAll(/-.*-\n|\n/g, ""),
      "it is neither PEM text nor",
    ],
    ["one line of base64", CLIENT, clientPem.split("\n")[3] ?? "", "it is neither PEM text nor"],
    ["a pasted secret key", CLIENT, "canary-secret-key", "it is neither PEM text nor"],
    ["missing file", SERVER, "keys/gone.pem", 'path "keys/gone.pem", and there is no such file'],
    ["folder", SERVER, "./environments", 'path "./environments", and it cannot be read (EISDIR)'],
    ["file that is no PEM", SERVER, "environments/embedded.yaml", "it is no PEM"],
  ])("is named and never shown: %s", (_what, name, value, message) => {
    const problems = problemsOf({ env: { ...remote, [name]: value } });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`${name} cannot be used: `);
    expect(problems[0]).toContain(message);
    expect(problems[0]).not.toContain("canary");
    for (const line of value.split("\n").filter((part) => /^[A-Za-z0-9+/=]{20,}$/.test(part)))
      expect(problems[0]).not.toContain(line.slice(0, 20));
  });
});
