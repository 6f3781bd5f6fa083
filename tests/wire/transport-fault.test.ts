import { describe, expect, it } from "vitest";
import { type ConnectionSight, classifyFault } from "../../src/wire/transport-fault.ts";

const LIMITS = { timeoutMs: 700, maxBodyBytes: 10 };
const told = (error: object, sight: Partial<ConnectionSight> = {}): string => {
  const seen = {
    reached: "open",
    connectingMs: 700,
    asksForCertificate: false,
    showsCertificate: false,
    ...sight,
  } as const;
  const { faultClass, message } = classifyFault(Object.assign(new Error("?"), error), LIMITS, seen);
  return `${faultClass}: ${message}`;
};

describe("what is late says how far it had come", () => {
  it.each([
    ["nothing", /^dns: the host name was not resolved in time \(limit 700 ms\)$/],
    ["address", /^filtered: nobody answered the attempt to connect, neither yes nor no \(limit 700 ms\)$/],
    ["proxy", /^proxy-unreachable: the proxy gave no connection to the target in time/],
    ["tcp", /^timeout: the connection was taken, and then its TLS handshake was not answered/],
    ["open", /^timeout: no complete answer came in time \(limit 700 ms\)$/],
  ] as const)("%s", (reached, words) => {
    expect(told({ timeout: 700 }, { reached })).toMatch(words);
    expect(told({ code: "ETIMEDOUT" }, { reached })).toMatch(words);
  });
});

it("what had to wait for others says nothing of an attempt that had no time", () => {
  for (const reached of ["nothing", "address", "tcp"] as const)
    expect(told({ timeout: 700 }, { reached, connectingMs: 100 })).toBe(
      "timeout: no connection was free in time (limit 700 ms)",
    );
  expect(told({ timeout: 700 }, { reached: "proxy", connectingMs: 0 })).toMatch(/^proxy-unreachable: /);
});

describe("a client certificate", () => {
  const reset = { code: "ECONNRESET", message: "socket hang up" };
  const broken = {
    code: "ECONNRESET",
    message: "Client network socket disconnected before secure TLS connection was established",
  };
  const alert40 = { code: "EPROTO", message: "write EPROTO: sslv3 alert handshake failure" };

  it.each([
    [reset, {}, /^reset: /],
    [broken, {}, /^tls: /],
    [alert40, {}, /^tls: /],
    [reset, { asksForCertificate: true }, /^client-certificate: .*, and none is given \(ECONNRESET\)/],
    [broken, { asksForCertificate: true }, /^client-certificate: /],
    [alert40, { asksForCertificate: true, showsCertificate: true }, /does not accept ours \(EPROTO\)/],
    [{ code: "ERR_SSL_TLSV1_ALERT_UNKNOWN_CA" }, { showsCertificate: true }, /does not accept ours/],
    [{ code: "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED" }, {}, /and none is given/],
    [{ code: "ECONNREFUSED" }, { asksForCertificate: true }, /^refused: /],
  ])("%o with %o", (error, sight, words) => {
    expect(told(error, sight)).toMatch(words);
  });
});
