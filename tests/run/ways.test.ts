import { type AddressInfo, createServer, type Server } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { exitCodeOf } from "../../src/cli/exit-code-of.ts";
import { runDoctor } from "../../src/cli/run-doctor.ts";
import type { Report } from "../../src/results/model.ts";
import { issue } from "../support/certificates.ts";
import { type EgressProxyServer, startEgressProxy } from "../support/egress-proxy.ts";
import { startTlsFront, type TlsFront } from "../support/tls-front.ts";
import { runWhole, settingsOf, suite } from "./run-cases.ts";

const authority = issue({ name: "Private Authority" });
const hosts = ["partner.test", "127.0.0.1"];
const right = issue({ name: "partner", hosts, by: authority });
const expired = issue({ name: "partner", hosts, by: authority, from: -20, to: -10 });
const client = issue({ name: "konaplate-client", by: authority });
const stranger = issue({ name: "konaplate-client", by: issue({ name: "Another Authority" }) });
const ONLY = ["member-authentication-info/authenticated"];

let sandbox: RunningSandbox;
let proxy: EgressProxyServer;
let fronts: Record<"open" | "demanding" | "expired", TlsFront>;
let hole: Server;
const lines: string[] = [];

beforeAll(async () => {
  [sandbox, proxy] = await Promise.all([startSandbox(), startEgressProxy()]);
  const behind = Number(new URL(sandbox.baseUrl).port);
  hole = createServer(() => undefined);
  await new Promise<void>((listening) => hole.listen(0, "127.0.0.1", listening));
  const demanding = { ...right, ca: authority.cert, requestCert: true };
  fronts = {
    open: await startTlsFront(behind, right),
    demanding: await startTlsFront(behind, demanding),
    expired: await startTlsFront(behind, expired),
  };
});
afterAll(async () => {
  hole.close();
  await Promise.all([sandbox.close(), proxy.close(), ...Object.values(fronts).map((front) => front.close())]);
});
beforeEach(() => {
  proxy.rules = {};
  proxy.asked.length = 0;
  lines.length = 0;
  vi.spyOn(console, "log").mockImplementation((text: string) => void lines.push(text));
});
afterEach(() => {
  vi.restoreAllMocks();
});

interface Told {
  readonly report: Report;
  readonly doctor: { readonly code: number; readonly text: string };
}

/** What a run and doctor tell of the same target. */
async function tell(origin: string, env: Record<string, string>): Promise<Told> {
  const { pathname } = new URL(sandbox.baseUrl);
  const base = { KONAPLATE_BASE_URL: `${origin}${pathname}`, KONAPLATE_CA: authority.cert };
  const quick = { KONAPLATE_TIMEOUT_MS: "8000", KONAPLATE_MAX_RPS: "10000" };
  const all = { ...sandbox.settings, ...quick, ...base, ...env };
  const report = await runWhole(settingsOf(all, ONLY));
  const code = await runDoctor(suite, all, process.cwd());
  return { report, doctor: { code, text: lines.join("\n") } };
}

const viaProxy = (credentials = ""): Record<string, string> => ({
  HTTPS_PROXY: `http://${credentials}${proxy.place}`,
});
const certificateOf = ({ cert, key }: { cert: string; key: string }): Record<string, string> => ({
  KONAPLATE_CLIENT_CERT: cert,
  KONAPLATE_CLIENT_KEY: key,
});

describe("by a proxy with credentials to a target with a private authority that demands a certificate", () => {
  it("a run is conformant, doctor says which way it goes, and neither shows a secret", async () => {
    proxy.rules = { credentials: "konauser:s3cret-proxy-pw" };
    const env = { ...viaProxy("konauser:s3cret-proxy-pw@"), ...certificateOf(client) };
    const { report, doctor } = await tell(`https://partner.test:${fronts.demanding.port}`, env);
    expect(exitCodeOf(report)).toBe(0);
    expect(doctor.code).toBe(0);
    const [first, second, third] = doctor.text.split("\n");
    expect(first).toContain(`by the proxy ${proxy.place} (HTTPS_PROXY, with credentials) to partner.test:`);
    expect(second).toContain("client certificate of CN=konaplate-client, issued by CN=Private Authority");
    expect(third).toMatch(/public authorities of node.* and of KONAPLATE_CA CN=Private Authority/);
    expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT partner.test:${fronts.demanding.port}`]));
    expect(JSON.stringify(report) + doctor.text).not.toMatch(/s3cret-proxy|MII[A-Za-z0-9+/]{20}/);
  });
});

/** Each way that breaks, with what both name it and what both say to set. */
type Broken = readonly [
  what: string,
  origin: () => string,
  env: () => Record<string, string>,
  fault: string,
  mend: string,
];
const BROKEN: readonly Broken[] = [
  [
    "a proxy that is not there",
    () => "https://partner.test",
    () => ({ HTTPS_PROXY: "http://127.0.0.1:1" }),
    "proxy-unreachable: the proxy 127.0.0.1:1 cannot be reached",
    "look at host and port of the proxy in HTTPS_PROXY",
  ],
  [
    "a proxy that wants credentials",
    () => "https://partner.test",
    () => {
      proxy.rules = { credentials: "konauser:s3cret" };
      return viaProxy();
    },
    "answers 407: it wants a user name and password",
    "give the right ones in HTTPS_PROXY, before its host",
  ],
  [
    "a proxy that does not accept ours",
    () => "https://partner.test",
    () => {
      proxy.rules = { credentials: "konauser:s3cret" };
      return viaProxy("konauser:not-s3cret@");
    },
    "answers 407: it does not accept our user name and password",
    "give the right ones in HTTPS_PROXY",
  ],
  [
    "a proxy that refuses",
    () => "https://partner.test",
    () => {
      proxy.rules = { refuses: 403 };
      return viaProxy();
    },
    "it answers CONNECT with 403",
    "let CONNECT to partner.test through",
  ],
  [
    "a proxy that does not reach the target",
    () => "https://partner.test",
    () => {
      proxy.rules = { refuses: 503 };
      return viaProxy();
    },
    "could not reach the target: it answers CONNECT with 503",
    "look whether the server runs",
  ],
  [
    "an unknown authority",
    () => `https://127.0.0.1:${fronts.open.port}`,
    () => ({ KONAPLATE_CA: "" }),
    "authority-unknown: the certificate that came is of an authority that is not trusted here",
    "name it with KONAPLATE_CA=",
  ],
  [
    "another authority than the one that was named",
    () => `https://127.0.0.1:${fronts.open.port}`,
    () => ({ KONAPLATE_CA: stranger.cert }),
    "authority-unknown: ",
    "nor does CN=konaplate-client of KONAPLATE_CA vouch for it",
  ],
  [
    "a certificate for another name",
    () => `https://other.test:${fronts.open.port}`,
    () => viaProxy(),
    "name-mismatch: the certificate that came is for another name: DNS:partner.test",
    "KONAPLATE_SERVER_NAME",
  ],
  [
    "an expired certificate",
    () => `https://127.0.0.1:${fronts.expired.port}`,
    () => ({}),
    "certificate-expired: ",
    "has to renew the certificate",
  ],
  [
    "a client certificate that is lacking",
    () => `https://127.0.0.1:${fronts.demanding.port}`,
    () => ({}),
    "client-certificate: the target demands a client certificate, and none is given",
    "set KONAPLATE_CLIENT_CERT and KONAPLATE_CLIENT_KEY",
  ],
  [
    "a client certificate that is not accepted",
    () => `https://127.0.0.1:${fronts.demanding.port}`,
    () => certificateOf(stranger),
    "client-certificate: the target demands a client certificate, and does not accept ours",
    "whether it knows CN=konaplate-client, issued by CN=Another Authority",
  ],
  [
    "no TLS",
    () => `https://127.0.0.1:${new URL(sandbox.baseUrl).port}`,
    () => ({}),
    "not-tls: what listens there does not speak TLS",
    "names the port that speaks TLS",
  ],
  [
    "a name that nobody knows",
    () => "https://partner.invalid",
    () => ({}),
    "dns: the host name could not be resolved",
    "look at the host name in KONAPLATE_BASE_URL",
  ],
  [
    "a port that nobody listens on",
    () => "https://127.0.0.1:1",
    () => ({}),
    "refused: the connection was refused",
    "look whether the server runs",
  ],
  [
    "a black hole that takes the connection",
    () => `https://127.0.0.1:${(hole.address() as AddressInfo).port}`,
    () => ({ KONAPLATE_TIMEOUT_MS: "150" }),
    "timeout: the connection was taken, and then its TLS handshake was not answered (limit 150 ms)",
    "KONAPLATE_TIMEOUT_MS",
  ],
  [
    "a black hole behind plain http",
    () => `http://127.0.0.1:${(hole.address() as AddressInfo).port}`,
    () => ({ KONAPLATE_TIMEOUT_MS: "150" }),
    "timeout: no complete answer came in time (limit 150 ms)",
    "KONAPLATE_TIMEOUT_MS",
  ],
];

describe("run and doctor both end with 3 and name", () => {
  it.each(BROKEN)("%s", async (_what, origin, env, fault, mend) => {
    const before = sandbox.requests;
    const { report, doctor } = await tell(origin(), env());
    expect(report).toMatchObject({ verdict: "incomplete", halted: { cause: "unreachable" } });
    expect(exitCodeOf(report)).toBe(3);
    expect(report.reasons[0]).toContain(fault);
    expect(report.reasons[0]).toContain(mend);
    expect(doctor.code).toBe(3);
    expect(doctor.text).toContain(fault);
    expect(doctor.text).toContain(mend);
    expect(sandbox.requests).toBe(before);
    expect(JSON.stringify(report) + doctor.text).not.toContain("s3cret");
  });
});
