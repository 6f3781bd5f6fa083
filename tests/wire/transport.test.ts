import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTransport, type Transport, type WireRequest } from "../../src/wire/transport.ts";
import { FAULT_MAX_BODY_BYTES, FAULT_TIMEOUT_MS, PATIENT_TIMEOUT_MS } from "../faults/fault.ts";
import { type FaultServer, startFaultServer } from "../faults/fault-server.ts";

interface Received {
  readonly url: string;
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly port: number | undefined;
}

const LIMITS = { timeoutMs: PATIENT_TIMEOUT_MS, maxBodyBytes: FAULT_MAX_BODY_BYTES, maxConnections: 2 };
const REQUEST: WireRequest = {
  path: "/api/v1/user/unregister",
  headers: [
    ["Content-Type", "application/json"],
    ["X-KM-User-AspId", "000000000000001"],
    ["x-km-TIME-zone", "KST"],
  ],
  body: '{"userName":"김코나😀","userId":9999999999999999999}',
};

let server: Server;
let transport: Transport;
let received: Received[];
let listener: RequestListener;

beforeEach(async () => {
  received = [];
  listener = (_request, response) => void response.end("{}");
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { url = "", rawHeaders, headers, socket } = request;
      received.push({ url, rawHeaders, headers, bytes: Buffer.concat(chunks), port: socket.remotePort });
      listener(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  transport = openTransport({ baseUrl: `http://127.0.0.1:${port}/open-api`, ...LIMITS });
});
afterEach(() => {
  transport.close();
  server.close();
});

describe("what is sent", () => {
  it("is the body's text in UTF-8 with its length in bytes", async () => {
    await transport.send(REQUEST);
    expect(received[0]?.bytes).toEqual(Buffer.from(REQUEST.body, "utf8"));
    expect(received[0]?.headers["content-length"]).toBe(String(Buffer.byteLength(REQUEST.body)));
    expect(received[0]?.url).toBe("/open-api/api/v1/user/unregister");
  });

  it("has each header once, in the case given, and only four of HTTP's own beside them", async () => {
    await transport.send(REQUEST);
    const names = received[0]?.rawHeaders.filter((_, at) => at % 2 === 0) ?? [];
    const own = ["Host", "Accept-Encoding", "Content-Length", "Connection"];
    expect([...names].sort()).toEqual([...REQUEST.headers.map(([name]) => name), ...own].sort());
    expect(received[0]?.headers["accept-encoding"]).toBe("gzip, deflate");
    expect(received[0]?.headers["x-km-time-zone"]).toBe("KST");
  });

  it("has no content type where none is given, and an empty body where the text is empty", async () => {
    await transport.send({ ...REQUEST, headers: [], body: "{}" });
    await transport.send({ ...REQUEST, body: "" });
    expect(received[0]?.headers).not.toHaveProperty("content-type");
    expect(received[0]?.bytes.toString()).toBe("{}");
    expect(received[1]?.headers["content-length"]).toBe("0");
  });

  it("is a form's text just as it stands, whatever the content type", async () => {
    const form = [["Content-Type", "application/x-www-form-urlencoded"]] as const;
    await transport.send({ ...REQUEST, headers: form, body: '{"a":"b&c"}' });
    expect(received[0]?.bytes.toString()).toBe('{"a":"b&c"}');
  });

  it.each([
    ["a value beyond latin1", ["X-Name", "김코나"]],
    ["a line break in a value", ["X-Name", "a\r\nX-Other: b"]],
    ["a space in a name", ["X Name", "a"]],
  ] as const)("refuses %s as a mistake of the sender", async (_what, line) => {
    await expect(transport.send({ ...REQUEST, headers: [line] })).rejects.toThrow(TypeError);
    await expect(transport.send({ ...REQUEST, headers: [line] })).rejects.toThrow("cannot be written");
    expect(received).toEqual([]);
  });
});

describe("what comes back", () => {
  it("keeps repeated headers as lines of their own, their case, and latin1 bytes", async () => {
    listener = (_request, response) => {
      response.sendDate = false;
      response.writeHead(400, [
        "X-KM-Correlation-Id",
        "one",
        "x-km-correlation-id",
        "two",
        "X-Latin",
        "caf\xe9",
      ]);
      response.end("{}");
    };
    const { status, headers } = await transport.send(REQUEST);
    expect(status).toBe(400);
    expect(headers).toEqual(
      expect.arrayContaining([
        ["X-KM-Correlation-Id", "one"],
        ["x-km-correlation-id", "two"],
        ["X-Latin", "caf\xe9"],
      ]),
    );
  });

  it("is the body's bytes as they are, also where they are no text", async () => {
    const bytes = Buffer.from([0xff, 0x00, 0xfe, 0x0a]);
    listener = (_request, response) => void response.end(bytes);
    const answer = await transport.send(REQUEST);
    expect(answer.body).toEqual(bytes);
    expect(answer).not.toHaveProperty("contentEncoding");
  });
});

describe("connections", () => {
  it("are kept alive and used again", async () => {
    await transport.send(REQUEST);
    await transport.send(REQUEST);
    expect(received[0]?.port).toBe(received[1]?.port);
  });

  it("are never more than the limit", async () => {
    listener = (_request, response) => void setTimeout(() => response.end("{}"), 20);
    await Promise.all(Array.from({ length: 8 }, () => transport.send(REQUEST)));
    expect(new Set(received.map(({ port }) => port)).size).toBe(LIMITS.maxConnections);
  });

  it("that are all silent do not hold up a waiting request beyond its time", async () => {
    listener = () => {};
    const { port } = server.address() as AddressInfo;
    const baseUrl = `http://127.0.0.1:${port}`;
    const impatient = openTransport({ baseUrl, ...LIMITS, timeoutMs: FAULT_TIMEOUT_MS });
    const ends: number[] = [];
    const sent = Array.from({ length: 5 }, () =>
      impatient.send(REQUEST).finally(() => ends.push(performance.now())),
    );
    const outcomes = await Promise.allSettled(sent);
    expect(outcomes.map((outcome) => outcome.status === "rejected" && outcome.reason.faultClass)).toEqual(
      Array.from({ length: 5 }, () => "timeout"),
    );
    // Those that waited for a connection had no time limit of their own beginning after the others' end.
    expect(Math.max(...ends) - Math.min(...ends)).toBeLessThan(FAULT_TIMEOUT_MS);
    impatient.close();
  });
});

describe("with the fault server", () => {
  let faults: FaultServer;
  beforeEach(async () => {
    faults = await startFaultServer();
  });
  afterEach(() => faults.close());

  function transportTo(name: string, limits: { timeoutMs?: number } = {}): Transport {
    return openTransport({ baseUrl: faults.url(name), ...LIMITS, ...limits });
  }

  it("stops reading a body of 50 MB at the limit", async () => {
    const limited = transportTo("huge-body");
    const before = process.memoryUsage().arrayBuffers;
    await expect(limited.send(REQUEST)).rejects.toMatchObject({ faultClass: "too-large" });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
    await pause(100);
    expect(faults.bytesSent("huge-body")).toBeLessThan(25_000_000);
    limited.close();
  });

  it("calls a connection that breaks on its second use a reset, and sends nothing again", async () => {
    const reused = transportTo("reset-on-reuse");
    expect((await reused.send(REQUEST)).status).toBe(200);
    await expect(reused.send(REQUEST)).rejects.toMatchObject({ faultClass: "reset" });
    expect(faults.visits("reset-on-reuse")).toBe(2);
    expect((await reused.send(REQUEST)).status).toBe(200);
    reused.close();
  });

  it.each(["reset-before-answer", "unavailable-once", "too-many-requests", "redirect"])(
    "sends once where the answer is %s",
    async (name) => {
      const once = transportTo(name);
      await once.send(REQUEST).catch(() => undefined);
      expect(faults.visits(name)).toBe(1);
      once.close();
    },
  );

  it("tells what it undid of the coding", async () => {
    const coded = transportTo("gzip-right");
    const { contentEncoding, headers, body } = await coded.send(REQUEST);
    expect(contentEncoding).toBe("gzip");
    expect(headers).toContainEqual(["Content-Encoding", "gzip"]);
    expect(body.toString()).toContain("000_000");
    coded.close();
  });

  it("verifies the certificate even where the environment would turn it off", async () => {
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    const strict = transportTo("self-signed");
    await expect(strict.send(REQUEST)).rejects.toMatchObject({ faultClass: "authority-unknown" });
    strict.close();
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  });

  it("says in its message what happened and under which limit", async () => {
    const silent = transportTo("no-answer", { timeoutMs: FAULT_TIMEOUT_MS });
    await expect(silent.send(REQUEST)).rejects.toThrow(`in time (limit ${FAULT_TIMEOUT_MS} ms)`);
    silent.close();
    const refused = transportTo("refused");
    await expect(refused.send(REQUEST)).rejects.toThrow("the connection was refused (ECONNREFUSED)");
    refused.close();
  });
});
