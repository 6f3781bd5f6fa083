import { request } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type PassedExchange, type RunningProxy, startProxy } from "../../src/traffic/proxy.ts";
import type { Route } from "../../src/wire/route.ts";
import { issue } from "../support/certificates.ts";

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** A server that reads as bytes and answers as it is told, once a whole request is there. */
async function rawServer(answer: (socket: Socket, request: string) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let text = "";
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      const head = text.indexOf("\r\n\r\n");
      const isWhole = /transfer-encoding: *chunked/i.test(text)
        ? text.endsWith("\r\n\r\n") && text.includes("\r\n0\r\n")
        : head >= 0 && text.length - head - 4 >= Number(/content-length: *(\d+)/i.exec(text)?.[1] ?? 0);
      if (!isWhole) return;
      answer(socket, text);
      text = "";
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  open.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  return addressOf(server, "http");
}

function addressOf(server: Pick<Server, "address">, protocol: string): string {
  return `${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Standing {
  readonly proxy: RunningProxy;
  readonly passed: PassedExchange[];
}

async function standBefore(to: string, route: Route = {}): Promise<Standing> {
  const passed: PassedExchange[] = [];
  const begin = () => (exchange: PassedExchange) => void passed.push(exchange);
  const proxy = await startProxy({ to, route, host: "127.0.0.1", port: 0, begin });
  open.push(proxy);
  return { proxy, passed };
}

/** Sends bytes and reads until the connection ends, or until what came has the end that is awaited. */
function exchangeBytes(url: string, bytes: string, end: string): Promise<string> {
  const { port } = new URL(url);
  return new Promise((done, fail) => {
    let text = "";
    const socket = connect(Number(port), "127.0.0.1", () => socket.write(bytes, "latin1"));
    socket.on("error", fail);
    socket.on("close", () => done(text));
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      if (text.endsWith(end)) socket.destroy();
    });
  });
}

function post(url: string, body: string, path = "/a/b?c=d"): Promise<{ status: number; text: string }> {
  return new Promise((done, fail) => {
    const call = request(`${url}${path}`, { method: "POST", agent: false }, (answer) => {
      let text = "";
      answer.on("data", (chunk) => {
        text += chunk;
      });
      answer.on("end", () => done({ status: answer.statusCode ?? 0, text }));
      answer.on("error", fail);
    });
    call.on("error", fail);
    call.end(body);
  });
}

const heard = (passed: readonly unknown[], count: number) =>
  vi.waitFor(() => expect(passed.length).toBe(count));

const REQUEST_LINES = ["x-lower: 1", "X-Upper: 2", "Accept: a", "X-Twice: b", "X-Twice: c", "X-Latin: \xe9"];
const OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

describe("what the proxy passes on", () => {
  it("is the request as it was written, but for Host", async () => {
    let came = "";
    const target = await rawServer((socket, text) => {
      came = text;
      socket.end(OK, "latin1");
    });
    const { proxy } = await standBefore(`${target}/prefix`);
    const body = '\x00{"a" : 1.50}\xff';
    const head = [
      "POST /a%20b?c=d&c HTTP/1.1",
      "Host: wallet.example",
      ...REQUEST_LINES,
      `Content-Length: ${body.length}`,
    ];
    await exchangeBytes(proxy.url, `${head.join("\r\n")}\r\n\r\n${body}`, "{}");
    const [line, ...lines] = came.split("\r\n\r\n")[0]?.split("\r\n") ?? [];
    expect(line).toBe("POST /prefix/a%20b?c=d&c HTTP/1.1");
    expect(lines.filter((each) => !each.startsWith("Connection"))).toEqual([
      `Host: ${new URL(target).host}`,
      ...REQUEST_LINES,
      `Content-Length: ${body.length}`,
    ]);
    expect(came.endsWith(`\r\n\r\n${body}`)).toBe(true);
  });

  it("is the answer as it was written, with its repeated lines, its chunks' bytes and its trailers", async () => {
    const lines = [
      "content-TYPE: application/json",
      "X-KM-Correlation-Id: 1",
      "Set-Cookie: a",
      "set-cookie: b",
      "X-Latin: \xe9",
    ];
    const target = await rawServer((socket) => {
      const head = [
        "HTTP/1.1 299 As It Likes",
        ...lines,
        "Trailer: X-End",
        "Transfer-Encoding: chunked",
      ].join("\r\n");
      socket.end(`${head}\r\n\r\n3\r\n{"a\r\n4\r\n":1}\r\n0\r\nX-End: done\r\n\r\n`, "latin1");
    });
    const { proxy, passed } = await standBefore(target);
    const came = await exchangeBytes(
      proxy.url,
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
      "X-End: done\r\n\r\n",
    );
    const [head = "", ...rest] = came.split("\r\n\r\n");
    const [line, ...own] = head.split("\r\n");
    expect(line).toBe("HTTP/1.1 299 As It Likes");
    expect(own.filter((each) => !/^(connection|keep-alive)/i.test(each))).toEqual([
      ...lines,
      "Trailer: X-End",
      "Transfer-Encoding: chunked",
    ]);
    expect(rest.join("\r\n\r\n").replaceAll(/\r\n|^[0-9a-f]+$/gm, "")).toContain('"a');
    await heard(passed, 1);
    expect(passed[0]?.response?.body?.toString()).toBe('{"a":1}');
    expect(passed[0]?.response?.headers.slice(0, 2)).toEqual([
      ["content-TYPE", "application/json"],
      ["X-KM-Correlation-Id", "1"],
    ]);
  });

  it("is a chunked request, and compressed bytes as they are", async () => {
    let came = "";
    const packed = gzipSync('{"ok":true}');
    const target = await rawServer((socket, text) => {
      came = text;
      socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${packed.length}\r\n\r\n`);
      socket.end(packed);
    });
    const { proxy, passed } = await standBefore(target);
    const sent = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n";
    const answer = await exchangeBytes(proxy.url, sent, packed.toString("latin1"));
    expect(came).toContain("2\r\n{}\r\n0\r\n\r\n");
    expect(answer.endsWith(packed.toString("latin1"))).toBe(true);
    await heard(passed, 1);
    expect(passed[0]?.request.body?.toString()).toBe("{}");
    expect(passed[0]?.response?.body?.toString()).toBe('{"ok":true}');
  });

  it("goes to a target by TLS whose authority is trusted, and to no other", async () => {
    const authority = issue({ name: "a private authority" });
    const own = issue({ name: "target", hosts: ["127.0.0.1"], by: authority });
    const server = createTlsServer(own, (_request, response) => response.end("secure"));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    open.push({ close: () => server.close() });
    const target = addressOf(server, "https");
    const trusted = await standBefore(target, { authorities: { pem: [authority.cert] } });
    expect(await post(trusted.proxy.url, "{}")).toEqual({ status: 200, text: "secure" });
    const distrustful = await standBefore(target);
    expect((await post(distrustful.proxy.url, "{}")).status).toBe(502);
  });
});

describe("a target that does not answer", () => {
  it("refuses connections: the client is told, and the next one is served", async () => {
    const { proxy, passed } = await standBefore("http://127.0.0.1:9");
    for (let time = 0; time < 2; time++) {
      const { status, text } = await post(proxy.url, "{}");
      expect(status).toBe(502);
      expect(text).toBe(
        "konaplate proxy: no answer of the target (the connection was refused (ECONNREFUSED))\n",
      );
    }
    await heard(passed, 2);
    expect(passed[0]?.response).toBeUndefined();
    expect(passed[0]?.fault?.faultClass).toBe("refused");
  });

  it("resets, breaks off or hangs: others are served beside it, and it is heard of when its client gives up", async () => {
    const target = await rawServer((socket, text) => {
      const [, path] = text.split(" ");
      if (path === "/reset") socket.resetAndDestroy();
      else if (path === "/half") socket.end("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
      else if (path === "/right") socket.end(OK);
    });
    const { proxy, passed } = await standBefore(target);
    const send = (path: string): Promise<string> =>
      exchangeBytes(proxy.url, `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n`, "{}").catch(
        () => "",
      );
    const { port } = new URL(proxy.url);
    const hanging = connect(Number(port), "127.0.0.1", () =>
      hanging.write("POST /hang HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"),
    );
    hanging.on("error", () => undefined);
    expect(await send("/right")).toContain("200 OK");
    expect((await post(proxy.url, "{}", "/reset")).status).toBe(502);
    const half = await send("/half");
    expect(half).toContain("half");
    expect(await send("/right")).toContain("200 OK");
    hanging.destroy();
    await heard(passed, 5);
    const byPath = new Map(passed.map((one) => [new URL(one.url).pathname, one]));
    expect(byPath.get("/right")?.response?.status).toBe(200);
    for (const path of ["/reset", "/half", "/hang"]) {
      expect(byPath.get(path)?.response).toBeUndefined();
      expect(byPath.get(path)?.fault).toBeDefined();
    }
    expect(byPath.get("/hang")?.fault).toMatchObject({
      faultClass: "timeout",
      message: expect.stringMatching(/^nothing of an answer had come when it was ended after \d+ ms$/),
    });
    expect(byPath.get("/half")?.fault?.faultClass).not.toBe("timeout");
  });
});

describe("a client that goes away", () => {
  it("in the middle of its request takes nothing along", async () => {
    const target = await rawServer((socket) => socket.end(OK));
    const { proxy, passed } = await standBefore(target);
    const { port } = new URL(proxy.url);
    const leaving = connect(Number(port), "127.0.0.1", () => {
      leaving.write("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n{", () => leaving.destroy());
    });
    leaving.on("error", () => undefined);
    await heard(passed, 1);
    expect(passed[0]?.request.body).toBeUndefined();
    expect(passed[0]?.fault?.faultClass).toBe("reset");
    expect((await post(proxy.url, "{}")).status).toBe(200);
  });
});
