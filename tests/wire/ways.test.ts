import type { RequestListener } from "node:http";
import { createServer, type ServerOptions } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Route } from "../../src/wire/route.ts";
import { openTransport, type WireResponse } from "../../src/wire/transport.ts";
import { TransportFault } from "../../src/wire/transport-fault.ts";
import { issue, pkcs12 } from "../support/certificates.ts";
import { type EgressProxyServer, startEgressProxy } from "../support/egress-proxy.ts";
import { startTlsFront } from "../support/tls-front.ts";

const authority = issue({ name: "Private Authority" });
const stranger = issue({ name: "Another Authority" });
const right = issue({ name: "partner", hosts: ["partner.test", "127.0.0.1"], by: authority });
const client = issue({ name: "konaplate-client", by: authority });
const unknownClient = issue({ name: "konaplate-client", by: stranger });

const trusting = { authorities: { pem: [authority.cert] } };
const shown = ({ cert, key }: { cert: string; key: string }): Route => ({
  ...trusting,
  clientCertificate: { identity: { cert, key } },
});
const REQUEST = { path: "/api", headers: [["Content-Type", "application/json"]] as const, body: "{}" };

let proxy: EgressProxyServer;
const servers: Server[] = [];
const sockets = new Set<Socket>();

async function listen(server: Server): Promise<number> {
  server.on("connection", (socket: Socket) => sockets.add(socket));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  servers.push(server);
  return (server.address() as AddressInfo).port;
}

const answering: RequestListener = (request, response) => {
  response.setHeader("X-Host", request.headers.host ?? "").end("{}");
};
const tls = (options: ServerOptions): Promise<number> => listen(createServer(options, answering));

beforeAll(async () => {
  proxy = await startEgressProxy();
});
beforeEach(() => {
  proxy.rules = {};
  proxy.asked.length = 0;
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all([proxy.close(), ...servers.map((server) => new Promise((done) => server.close(done)))]);
});

async function send(baseUrl: string, route: Route, timeoutMs = 8000): Promise<WireResponse> {
  const transport = openTransport({ baseUrl, route, timeoutMs, maxBodyBytes: 1000, maxConnections: 2 });
  try {
    return await transport.send(REQUEST);
  } finally {
    transport.close();
  }
}

async function faultOf(baseUrl: string, route: Route, timeoutMs?: number): Promise<string> {
  const fault = await send(baseUrl, route, timeoutMs).catch((error: unknown) => error);
  if (!(fault instanceof TransportFault)) throw new Error(`no fault came, but ${JSON.stringify(fault)}`);
  return `${fault.faultClass}: ${fault.message}`;
}

const byProxy = (credentials = ""): Pick<Required<Route>, "proxy"> => ({
  proxy: { url: `http://${credentials}${proxy.place}`, place: proxy.place },
});

describe("by a proxy", () => {
  it("TLS goes through a tunnel, with the credentials that the proxy wants, and connections are kept", async () => {
    const port = await tls(right);
    proxy.rules = { credentials: "user:p@ss w" };
    const baseUrl = `https://partner.test:${port}`;
    const route = { ...byProxy("user:p%40ss%20w@"), ...trusting };
    const transport = openTransport({
      baseUrl,
      route,
      timeoutMs: 8000,
      maxBodyBytes: 1000,
      maxConnections: 1,
    });
    const answers = await Promise.all([1, 2, 3].map(() => transport.send(REQUEST)));
    answers.push(await transport.send({ ...REQUEST, ownConnection: true }));
    transport.close();
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(proxy.asked).toEqual([`CONNECT partner.test:${port}`, `CONNECT partner.test:${port}`]);
  });

  it("plain http is given to it whole", async () => {
    const { createServer: createPlain } = await import("node:http");
    const port = await listen(createPlain(answering));
    proxy.rules = { credentials: "user:pass" };
    const { status } = await send(`http://partner.test:${port}/open-api`, byProxy("user:pass@"));
    expect(status).toBe(200);
    expect(proxy.asked).toEqual([`POST http://partner.test:${port}/open-api/api`]);
    expect(await faultOf(`http://partner.test:${port}`, byProxy("user:wrong@"))).toBe(
      `proxy-credentials: the proxy ${proxy.place} answers 407: it does not accept our user name and password`,
    );
  });

  it("that wants credentials, or does not accept ours, is told by that", async () => {
    proxy.rules = { credentials: "user:pass" };
    const url = `https://partner.test:${await tls(right)}`;
    expect(await faultOf(url, byProxy())).toMatch(/^proxy-credentials: .* wants a user name and password/);
    expect(await faultOf(url, byProxy("user:wrong@"))).toMatch(
      /^proxy-credentials: .* does not accept ours?/,
    );
    expect(await faultOf(url, byProxy("user:wrong@"))).not.toContain("wrong");
  });

  it("that refuses, is not there, or is silent is told by that, and no request waits for more than the limit", async () => {
    proxy.rules = { refuses: 403 };
    expect(await faultOf("https://partner.test", byProxy())).toMatch(
      /^proxy-refused: .*answers CONNECT with 403/,
    );
    proxy.rules = { refuses: 405 };
    expect(await faultOf("https://partner.test", byProxy())).toMatch(
      /^proxy-refused: .*answers CONNECT with 405/,
    );
    proxy.rules = { silent: true };
    expect(await faultOf("https://partner.test", byProxy(), 200)).toMatch(/^proxy-unreachable: .*in time/);
    const nobody = { proxy: { url: "http://127.0.0.1:1", place: "127.0.0.1:1" } };
    expect(await faultOf("https://partner.test", nobody)).toBe(
      "proxy-unreachable: the proxy 127.0.0.1:1 cannot be reached: the connection was refused (ECONNREFUSED)",
    );
    expect(await faultOf("http://partner.test", nobody)).toMatch(/^proxy-unreachable: /);
  });

  it.each([502, 503, 504])("that cannot reach the target (%i) is told by that", async (refuses) => {
    proxy.rules = { refuses };
    expect(await faultOf("https://partner.test", byProxy())).toBe(
      `proxy-cannot-connect: the proxy ${proxy.place} could not reach the target: it answers CONNECT with ${refuses}`,
    );
  });

  it("that speaks TLS itself is trusted as the target is", async () => {
    const front = await startTlsFront(Number(proxy.place.split(":")[1]), right);
    const port = await tls(right);
    const place = `127.0.0.1:${front.port}`;
    const byTls = { proxy: { url: `https://${place}`, place } };
    expect((await send(`https://partner.test:${port}`, { ...trusting, ...byTls })).status).toBe(200);
    expect(await faultOf(`https://partner.test:${port}`, byTls)).toMatch(
      /^proxy-unreachable: .*an authority that is not trusted here/,
    );
    await front.close();
  });

  it("the certificate behind it is held against the target's name", async () => {
    const port = await tls(right);
    expect((await send(`https://partner.test:${port}`, { ...byProxy(), ...trusting })).status).toBe(200);
    expect(await faultOf(`https://other.test:${port}`, { ...byProxy(), ...trusting })).toMatch(
      /^name-mismatch: .*DNS:partner\.test/,
    );
    expect(await faultOf(`https://partner.test:${port}`, byProxy())).toMatch(/^authority-unknown: /);
  });
});

describe("what TLS breaks on", () => {
  it("an authority that is not trusted, and is once it is named", async () => {
    const port = await tls(right);
    expect(await faultOf(`https://127.0.0.1:${port}`, {})).toMatch(
      /^authority-unknown: .*\((UNABLE_TO|SELF_SIGNED|DEPTH)/,
    );
    expect((await send(`https://127.0.0.1:${port}`, trusting)).status).toBe(200);
  });

  it("a certificate for another name, unless that name is given", async () => {
    const port = await tls(issue({ name: "other", hosts: ["api.partner.test"], by: authority }));
    expect(await faultOf(`https://127.0.0.1:${port}`, trusting)).toMatch(
      /^name-mismatch: .*DNS:api\.partner\.test/,
    );
    const named = await send(`https://127.0.0.1:${port}`, { ...trusting, serverName: "api.partner.test" });
    expect(named.headers).toContainEqual(["X-Host", "api.partner.test"]);
  });

  it.each([
    ["expired", { from: -20, to: -10 }],
    ["not yet valid", { from: 10, to: 20 }],
  ])("a certificate that is %s", async (_name, days) => {
    const port = await tls(issue({ name: "late", hosts: ["127.0.0.1"], by: authority, ...days }));
    expect(await faultOf(`https://127.0.0.1:${port}`, trusting)).toMatch(/^certificate-expired: /);
  });

  it("no TLS at all, and a handshake that nobody answers", async () => {
    const { createServer: createPlain } = await import("node:http");
    const plain = await listen(createPlain(answering));
    expect(await faultOf(`https://127.0.0.1:${plain}`, {})).toMatch(/^not-tls: /);
    const hole = await listen(createTcpServer(() => undefined));
    expect(await faultOf(`https://127.0.0.1:${hole}`, {}, 150)).toMatch(
      /^timeout: .*TLS handshake was not answered \(limit 150 ms\)/,
    );
    expect(await faultOf(`http://127.0.0.1:${hole}`, {}, 150)).toMatch(/^timeout: no complete answer/);
  });
});

describe.each(["TLSv1.2", "TLSv1.3"] as const)(
  "a target that demands a client certificate (%s)",
  (version) => {
    const demanding = { ...right, ca: authority.cert, requestCert: true, maxVersion: version };

    it("serves whom it knows, by PEM and by PKCS#12, directly and by a proxy", async () => {
      const port = await tls({ ...demanding, rejectUnauthorized: true });
      expect((await send(`https://127.0.0.1:${port}`, shown(client))).status).toBe(200);
      const identity = { pfx: pkcs12(client, "open sesame"), passphrase: "open sesame" };
      const route = { ...trusting, ...byProxy(), clientCertificate: { identity } };
      expect((await send(`https://partner.test:${port}`, route)).status).toBe(200);
    });

    it("is told by that where none is given, and where ours is not accepted", async () => {
      const port = await tls({ ...demanding, rejectUnauthorized: true });
      const url = `https://127.0.0.1:${port}`;
      expect(await faultOf(url, trusting)).toMatch(/^client-certificate: .*, and none is given/);
      expect(await faultOf(`https://partner.test:${port}`, { ...trusting, ...byProxy() })).toMatch(
        /^client-certificate: .*, and none is given/,
      );
      expect(await faultOf(url, shown(unknownClient))).toMatch(
        /^client-certificate: .*, and does not accept ours/,
      );
    });

    it("is told by that also where it closes the connection without a word", async () => {
      const server = createServer({ ...demanding, rejectUnauthorized: false }, answering);
      server.on("secureConnection", (socket) => {
        if (!socket.authorized) socket.destroy();
      });
      const url = `https://127.0.0.1:${await listen(server)}`;
      expect(await faultOf(url, trusting)).toMatch(/^client-certificate: .*, and none is given/);
      expect((await send(url, shown(client))).status).toBe(200);
    });

    it("and answers somebody without one says that one is lacking", async () => {
      const port = await tls({ ...demanding, rejectUnauthorized: false });
      expect(await send(`https://127.0.0.1:${port}`, trusting)).toMatchObject({ lacksCertificate: true });
      expect(await send(`https://127.0.0.1:${port}`, shown(client))).not.toHaveProperty("lacksCertificate");
    });
  },
);
