import type { Socket } from "node:net";

/** One request that the fault server has read in full, and the connection to answer it on. */
export interface FaultExchange {
  readonly socket: Socket;
  readonly correlationId: string;
  /** How often this fault was asked for, this time included. */
  readonly visit: number;
  /** How many requests came on this connection, this one included. */
  readonly onConnection: number;
}

export type Play = (exchange: FaultExchange) => void | Promise<void>;

export const SUCCESS = '{"response":{"code":"000_000","description":"Success."}}';

type Headers = Readonly<Record<string, string>>;

/** Status line and headers, ended by the empty line; nothing is added but the correlation id. */
export function head(exchange: FaultExchange, status: string, headers: Headers): string {
  const lines = Object.entries({ "X-KM-Correlation-Id": exchange.correlationId, ...headers });
  return `HTTP/1.1 ${status}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
}

/** Sends a whole answer with its right Content-Length. */
export function answer(
  exchange: FaultExchange,
  status: string,
  body: string | Uint8Array,
  headers: Headers = {},
): void {
  const bytes = Buffer.from(body);
  const length = { "Content-Type": "application/json", "Content-Length": String(bytes.length) };
  exchange.socket.write(
    Buffer.concat([Buffer.from(head(exchange, status, { ...length, ...headers }), "latin1"), bytes]),
  );
}

/** A play that sends a 200 with this body. */
export function answers(body: string | Uint8Array, headers: Headers = {}): Play {
  return (exchange) => answer(exchange, "200 OK", body, headers);
}

/** Writes a piece every `everyMs` until the other side closes. */
export function drip(socket: Socket, piece: string, everyMs: number): void {
  const timer = setInterval(() => socket.write(piece), everyMs);
  socket.once("close", () => clearInterval(timer));
}
