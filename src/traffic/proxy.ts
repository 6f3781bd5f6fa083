import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { createProxyServer, type ProxyServer } from "httpxy";
import { makeAgent } from "../wire/agents.ts";
import { decodeBody } from "../wire/body-reading.ts";
import type { Route } from "../wire/route.ts";
import type { HeaderLine } from "../wire/transport.ts";
import { classifyFault, TransportFault } from "../wire/transport-fault.ts";
import { NOTHING_HIDDEN, type TrafficAnswer, type TrafficExchange } from "./exchange.ts";
import { Tee } from "./tee.ts";

export interface ProxyOptions {
  /** Base URL that every path is put behind. */
  readonly to: string;
  readonly route: Route;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Gives something to hear the end of the exchange; called before anything is sent on. */
  begin(request: { readonly method: string; readonly url: string }): Listener | undefined;
}

/** Hears of an exchange when it is over and its answer has been passed on. */
export type Listener = (exchange: PassedExchange) => void;

/** An exchange that went past, without the name that it gets. */
export type PassedExchange = Omit<TrafficExchange, "id" | "name" | "source">;

export interface RunningProxy {
  readonly url: string;
  /** Takes no further request, and ends those that are under way. */
  close(): Promise<void>;
}

/** Bytes of a body that are kept for judgement; a longer one is passed on all the same. */
const MOST_BYTES = 10 * 1024 * 1024;
/** How long a proxy of the target's may take to give a connection. */
const CONNECT_MS = 30_000;
const BROKEN_OFF = "the exchange was broken off before its answer was complete";
/** Headers that are about one connection, and so not about the next one (RFC 9110 section 7.6.1). */
const OF_CONNECTION = /^(connection|keep-alive|proxy-connection)$/i;

/**
 * Stands before a server and passes everything on as it came: header lines in their order and letters, bodies, trailers.
 * Host is the target's, and what is about a connection is each connection's own. Rejects where the port is taken.
 */
export async function startProxy(options: ProxyOptions): Promise<RunningProxy> {
  const agent = makeAgent({
    baseUrl: options.to,
    route: options.route,
    timeoutMs: CONNECT_MS,
    keepAlive: true,
    maxSockets: Number.POSITIVE_INFINITY,
  });
  const { serverName } = options.route;
  const proxy = createProxyServer({
    target: options.to,
    agent,
    changeOrigin: true,
    selfHandleResponse: true,
    ...(serverName !== undefined && { headers: { host: serverName } }),
  });
  const passing = new WeakMap<IncomingMessage, Passage>();
  relay(proxy, passing);
  const server = createServer((request, response) => {
    const passage = new Passage(request, options);
    passing.set(request, passage);
    response.sendDate = false;
    response.once("close", () => passage.over(response));
    const body = request.pipe(passage.sent);
    // A client that goes away in the middle of its request has sent all that it will.
    request.once("aborted", () => body.destroy());
    body.on("error", () => undefined);
    proxy.web(request, response, { buffer: body }).catch((error: unknown) => passage.fail(error, response));
  });
  await listen(server, options);
  return {
    url: `http://${hostIn(options.host)}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
        agent.destroy();
      }),
  };
}

function listen(server: Server, { port, host }: ProxyOptions): Promise<void> {
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(port, host, () => {
      server.off("error", fail);
      done();
    });
  });
}

function hostIn(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

function relay(proxy: ProxyServer, passing: WeakMap<IncomingMessage, Passage>): void {
  proxy.on("proxyReq", (outgoing, incoming) => {
    if (!outgoing.headersSent) writeAsSent(outgoing, incoming);
  });
  proxy.on("proxyRes", (answer, incoming, response) => {
    passing.get(incoming)?.answer(answer, response as ServerResponse);
  });
  proxy.on("error", (error, incoming, response) => {
    passing.get(incoming as IncomingMessage)?.fail(error, response as ServerResponse);
  });
}

/** Header lines as the client wrote them, but for Host, and for what is about the connection to the target. */
function writeAsSent(outgoing: ClientRequest, { rawHeaders }: IncomingMessage): void {
  const [host, connection] = ["host", "connection"].map((name) => outgoing.getHeader(name));
  for (const name of outgoing.getHeaderNames()) outgoing.removeHeader(name);
  for (const [name, values] of grouped(linesOf(rawHeaders)).filter(([name]) => !OF_CONNECTION.test(name))) {
    const [first = ""] = values;
    const value = values.length === 1 ? first : values;
    outgoing.setHeader(name, name.toLowerCase() === "host" ? (host ?? value) : value);
  }
  if (connection !== undefined) outgoing.setHeader("Connection", connection);
}

/** One exchange on its way through. */
class Passage {
  readonly sent = new Tee(MOST_BYTES);
  readonly #came = new Tee(MOST_BYTES);
  readonly #startedAt = new Date();
  readonly #listener: Listener | undefined;
  readonly #url: string;
  #answer: IncomingMessage | undefined;
  #fault: TransportFault | undefined;

  constructor(
    private readonly request: IncomingMessage,
    { to, begin }: ProxyOptions,
  ) {
    const path = request.url ?? "/";
    this.#url = `${to}${path.startsWith("/") ? "" : "/"}${path}`;
    this.#listener = begin({ method: request.method ?? "", url: this.#url });
  }

  /** Passes an answer on as it comes. */
  answer(answer: IncomingMessage, response: ServerResponse): void {
    this.#answer = answer;
    const lines = answer.rawHeaders.filter(
      (_text, at) => !OF_CONNECTION.test(answer.rawHeaders[at - (at % 2)] ?? ""),
    );
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage ?? "", lines);
    this.#came.on("error", () => response.destroy());
    answer.pipe(this.#came);
    this.#came.pipe(response, { end: false });
    this.#came.once("end", () => {
      const trailers = linesOf(answer.rawTrailers);
      if (trailers.length > 0)
        response.addTrailers(trailers.map(([name, value]): [string, string] => [name, value]));
      response.end();
    });
  }

  /** No answer, or not all of it: whoever waits is told so where nothing was told yet. */
  fail(error: unknown, response: ServerResponse): void {
    this.#fault ??= faultOf(error);
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    response.writeHead(502, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" });
    response.end(`konaplate proxy: no answer of the target (${this.#fault.message})\n`);
  }

  /** The client has everything, or went away; from here on nothing waits for what is made of it. */
  over(response: ServerResponse): void {
    const listener = this.#listener;
    if (!listener) return;
    const durationMs = Date.now() - this.#startedAt.getTime();
    const isWhole = response.writableFinished && this.#answer?.complete === true && this.#fault === undefined;
    setImmediate(() => {
      this.#exchange(durationMs, isWhole).then(listener, () => undefined);
    });
  }

  async #exchange(durationMs: number, isWhole: boolean): Promise<PassedExchange> {
    const { request } = this;
    const body = this.sent.bytes;
    const answered = isWhole ? await this.#answered() : undefined;
    const fault = this.#fault ?? this.#givenUp(durationMs);
    return {
      startedAt: this.#startedAt,
      durationMs,
      method: request.method ?? "",
      url: this.#url,
      request: {
        headers: linesOf(request.rawHeaders),
        body: request.complete ? body : undefined,
        isExact: request.complete && body !== undefined,
        hidden: NOTHING_HIDDEN,
      },
      ...(answered ? { response: answered } : { fault }),
    };
  }

  /** There is no time limit here: who waited in vain was the client. */
  #givenUp(durationMs: number): TransportFault {
    const isAsked = this.request.complete && this.#answer === undefined;
    return isAsked
      ? new TransportFault(
          "timeout",
          `nothing of an answer had come when it was ended after ${durationMs} ms`,
        )
      : new TransportFault("reset", BROKEN_OFF);
  }

  async #answered(): Promise<TrafficAnswer | undefined> {
    const answer = this.#answer;
    if (!answer) return undefined;
    const bytes = this.#came.bytes;
    const body = bytes && (await this.#decoded(bytes, answer.headers["content-encoding"]));
    return {
      status: answer.statusCode ?? 0,
      headers: linesOf(answer.rawHeaders),
      body,
      isExact: body !== undefined,
      hidden: NOTHING_HIDDEN,
    };
  }

  async #decoded(bytes: Buffer, encoding: string | undefined): Promise<Buffer | undefined> {
    try {
      return await decodeBody(bytes, encoding, MOST_BYTES);
    } catch {
      return undefined;
    }
  }
}

/** What broke on the way to the target. */
function faultOf(error: unknown): TransportFault {
  try {
    return classifyFault(error, { timeoutMs: CONNECT_MS, maxBodyBytes: MOST_BYTES });
  } catch (refused) {
    return new TransportFault("network", String((refused as Error).message));
  }
}

function linesOf(raw: readonly string[]): HeaderLine[] {
  return raw.flatMap((name, at): HeaderLine[] => (at % 2 === 0 ? [[name, raw[at + 1] ?? ""]] : []));
}

/** The values of each header by its name as it was first written, in the order of the first ones. */
function grouped(lines: readonly HeaderLine[]): [name: string, values: string[]][] {
  const groups = new Map<string, [string, string[]]>();
  for (const [name, value] of lines) {
    const group = groups.get(name.toLowerCase());
    if (group) group[1].push(value);
    else groups.set(name.toLowerCase(), [name, [value]]);
  }
  return [...groups.values()];
}
