import { readFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import type { Play } from "./exchange.ts";
import type { FaultPlace } from "./fault.ts";
import { FAULTS } from "./faults.ts";

export interface FaultServer {
  /**
   * Base URL under which every path meets this fault; any path may follow it. With `only`, a part of a path, other
   * paths are answered rightly, where the fault is one of the answer and not of the whole connection.
   */
  url(faultName: string, only?: string): string;
  /** Bytes written to the connection that this fault was last played on. */
  bytesSent(faultName: string): number;
  /** How many requests asked for this fault. */
  visits(faultName: string): number;
  close(): Promise<void>;
}

interface ReadRequest {
  readonly faultName: string;
  readonly correlationId: string;
}

/** Starts a server, plain TCP and TLS with a self-signed certificate, that plays each of FAULTS at a path of its own. */
export async function startFaultServer(): Promise<FaultServer> {
  const sockets = new Set<Socket>();
  const visits = new Map<string, number>();
  const lastSocket = new Map<string, Socket>();
  const serve = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // What the client does to a broken connection is its affair.
    socket.on("error", () => {});
    let onConnection = 0;
    readRequests(socket, ({ faultName, correlationId }) => {
      const visit = (visits.get(faultName) ?? 0) + 1;
      visits.set(faultName, visit);
      lastSocket.set(faultName, socket);
      onConnection++;
      void playOf(faultName)({ socket, correlationId, visit, onConnection });
    });
  };
  const plain = await listen(createServer(serve));
  const tls = await listen(
    createTlsServer({ key: fixture("self-signed-key.pem"), cert: fixture("self-signed-cert.pem") }, serve),
  );
  const closed = await listen(createServer());
  await stop(closed);
  const origins: Record<FaultPlace, string> = {
    "closed-port": `http://127.0.0.1:${closed.port}`,
    "unknown-host": "http://fault-server.invalid",
    "self-signed": `https://127.0.0.1:${tls.port}`,
    "plain-behind-https": `https://127.0.0.1:${plain.port}`,
  };
  return {
    url: (faultName, only) => {
      const { play } = faultNamed(faultName);
      const origin = typeof play === "string" ? origins[play] : `http://127.0.0.1:${plain.port}`;
      return `${origin}/${faultName}${only === undefined ? "" : `@${only}`}`;
    },
    bytesSent: (faultName) => lastSocket.get(faultName)?.bytesWritten ?? 0,
    visits: (faultName) => visits.get(faultName) ?? 0,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all([stop(plain), stop(tls)]);
    },
  };
}

function faultNamed(name: string): (typeof FAULTS)[number] {
  const fault = FAULTS.find((candidate) => candidate.name === name);
  if (!fault) throw new Error(`there is no fault ${name}; known are ${FAULTS.map((f) => f.name).join(", ")}`);
  return fault;
}

function playOf(name: string): Play {
  const { play } = faultNamed(name);
  return typeof play === "string" ? ({ socket }) => void socket.destroy() : play;
}

/** The first byte of a TLS record that opens a handshake. */
const TLS_HANDSHAKE = 0x16;

/** Calls back for each request once its body is read in full, so that an answer never races the request. */
function readRequests(socket: Socket, onRequest: (request: ReadRequest) => void): void {
  let received = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    if (received[0] === TLS_HANDSHAKE) {
      socket.end("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    for (;;) {
      const headEnd = received.indexOf("\r\n\r\n");
      if (headEnd < 0) return;
      const head = received.subarray(0, headEnd).toString("latin1");
      const end = headEnd + 4 + Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
      if (received.length < end) return;
      received = received.subarray(end);
      onRequest({
        faultName: faultFor(/^\S+ (\S*)/.exec(head)?.[1] ?? ""),
        correlationId: /^x-km-correlation-id: (.*)$/im.exec(head)?.[1] ?? "none",
      });
    }
  });
}

/** `/<fault>/…`, or `/<fault>@<part>/…` for paths with that part alone. */
function faultFor(path: string): string {
  const [name = "", only] = (path.split("/")[1] ?? "").split("@");
  return only === undefined || path.split("/").slice(2).includes(only) ? name : "keep-alive";
}

function fixture(name: string): Buffer {
  return readFileSync(new URL(name, import.meta.url));
}

interface Listening {
  readonly server: Server;
  readonly port: number;
}

async function listen(server: Server): Promise<Listening> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

function stop({ server }: Listening): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
