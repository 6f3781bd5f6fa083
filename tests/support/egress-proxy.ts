import { createServer, request as httpRequest } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

/** How a proxy behaves; every name leads to this computer. */
export interface ProxyRules {
  /** `user:password` that it wants. */
  readonly credentials?: string;
  /** What it answers CONNECT with instead of connecting. */
  readonly refuses?: number;
  /** Takes a CONNECT and never answers. */
  readonly silent?: boolean;
}

export interface EgressProxyServer {
  /** `host:port`. */
  readonly place: string;
  /** What it was asked for, one line each: `CONNECT partner.test:443`, `POST http://…`. */
  readonly asked: string[];
  rules: ProxyRules;
  close(): Promise<void>;
}

/** A proxy that tunnels (CONNECT) and forwards plain http, and says what it was asked for. */
export async function startEgressProxy(): Promise<EgressProxyServer> {
  const sockets = new Set<Socket>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (!isKnown(request.headers["proxy-authorization"], self.rules)) {
      response.writeHead(407, { "Proxy-Authenticate": "Basic" }).end("who are you?");
      return;
    }
    const { "proxy-authorization": _who, "proxy-connection": _keep, ...headers } = request.headers;
    const { port, pathname } = new URL(request.url ?? "");
    const onward = httpRequest(
      { host: "127.0.0.1", port, path: pathname, method: request.method ?? "POST", headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      },
    );
    request.pipe(onward);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => socket.destroy());
  });
  server.on("connect", ({ url = "", headers }, socket: Socket) => {
    asked.push(`CONNECT ${url}`);
    if (self.rules.silent) return;
    const status = isKnown(headers["proxy-authorization"], self.rules) ? self.rules.refuses : 407;
    if (status !== undefined) {
      socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 2\r\n\r\nno`);
      return;
    }
    const onward = connect(Number(url.split(":").at(-1)), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    socket.on("close", () => onward.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const self: EgressProxyServer = {
    place: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    rules: {},
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
  return self;
}

function isKnown(header: string | undefined, { credentials }: ProxyRules): boolean {
  if (credentials === undefined) return true;
  return header === `Basic ${Buffer.from(credentials).toString("base64")}`;
}
