import type { ClientRequest, Agent as HttpAgent, IncomingMessage } from "node:http";
import supertest from "supertest";
import { makeAgent, refusal } from "./agents.ts";
import { collectBytes, decodeBody } from "./body-reading.ts";
import { ConnectionWatch, type DemandSeen } from "./connection-watch.ts";
import type { Route } from "./route.ts";
import { classifyFault, TransportFault } from "./transport-fault.ts";

export type HeaderLine = readonly [name: string, value: string];

export interface WireRequest {
  /** POST where it is left out. */
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path below the base URL, with its leading slash. */
  readonly path: string;
  readonly headers: readonly HeaderLine[];
  /** The body's text exactly as it is to travel, in UTF-8. */
  readonly body: string;
  /**
   * Sends it over a connection of its own, closed afterwards: a kept one may be closed by the server in the very
   * moment of its next use, and then nobody can say whether the request arrived.
   */
  readonly ownConnection?: boolean;
}

export interface WireResponse {
  readonly status: number;
  /** In the order and case in which they came, repeated ones as lines of their own; values by latin1. */
  readonly headers: readonly HeaderLine[];
  /** The bytes of the body, decompressed. */
  readonly body: Buffer;
  /** The Content-Encoding under which the body travelled, absent where it travelled plain. */
  readonly contentEncoding?: string;
  /** The server asked for a client certificate, and none is shown: what answers may be what wants to see one. */
  readonly lacksCertificate?: true;
}

export interface TransportOptions {
  readonly baseUrl: string;
  /** How the target is reached; absent: directly. */
  readonly route?: Route;
  /** For the whole exchange, from the call of `send` to the last byte received, waiting for a connection included. */
  readonly timeoutMs: number;
  /** Bytes of a response body, compressed or not, after which reading stops. */
  readonly maxBodyBytes: number;
  /** Connections that are kept for further requests; those of `ownConnection` come on top. */
  readonly maxConnections: number;
}

export interface Transport {
  /**
   * Sends one request, once, and reads the whole answer, whatever its status. Beside the headers given travel only
   * Host, Content-Length, Connection and Accept-Encoding. Throws TransportFault where no complete answer came, and
   * TypeError where the request cannot be written (a header that HTTP does not allow, or given twice).
   */
  send(request: WireRequest): Promise<WireResponse>;
  close(): void;
}

/** What an exchange is made with. */
interface Way extends TransportOptions {
  readonly route: Route;
  readonly demand: DemandSeen;
}

/** A transport over supertest with connections kept alive and TLS verified. Redirects are answers, not orders. */
export function openTransport(options: TransportOptions): Transport {
  const way: Way = { ...options, route: options.route ?? {}, demand: { seen: false, answered: false } };
  const kept = makeAgent({ ...way, keepAlive: true, maxSockets: way.maxConnections });
  // An agent that keeps no connection must have no limit either: with one, node hands connections on to waiting requests.
  const own = makeAgent({ ...way, keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
  return {
    send: (request) => exchange(request, way, request.ownConnection === true ? own : kept),
    close: () => {
      kept.destroy();
      own.destroy();
    },
  };
}

async function exchange(request: WireRequest, way: Way, agent: HttpAgent): Promise<WireResponse> {
  const call = prepare(request, way, agent);
  const connection = new ConnectionWatch(way.route, way.demand);
  const watch = watchAnswer(call, connection);
  try {
    const answer = await call;
    if (watch.error !== undefined) throw watch.error;
    refuseProxyAnswer(answer.status, way);
    way.demand.answered = true;
    const raw = (answer as unknown as { res: IncomingMessage }).res;
    const body = await decodeBody(answer.body as Buffer, watch.contentEncoding, way.maxBodyBytes);
    const { contentEncoding } = watch;
    return {
      status: answer.status,
      headers: headerLines(raw.rawHeaders),
      body,
      ...(contentEncoding !== undefined && { contentEncoding }),
      ...(way.demand.seen && !way.route.clientCertificate && { lacksCertificate: true }),
    };
  } catch (error) {
    throw classifyFault(watch.error ?? error, way, connection);
  }
}

/** A proxy that plain http goes by answers for itself in the place of the target. */
function refuseProxyAnswer(status: number, { baseUrl, route: { proxy } }: Way): void {
  if (proxy && status === 407 && baseUrl.startsWith("http:")) throw refusal(proxy, status);
}

const METHODS = { GET: "get", POST: "post", PUT: "put", PATCH: "patch", DELETE: "delete" } as const;

function prepare(request: WireRequest, options: Way, agent: HttpAgent): supertest.Test {
  const call = supertest(options.baseUrl)
    [METHODS[request.method ?? "POST"]](request.path)
    .agent(agent)
    .redirects(0)
    .ok(() => true)
    .timeout({ deadline: options.timeoutMs })
    .maxResponseSize(options.maxBodyBytes)
    .buffer(true)
    .parse(collectBytes);
  for (const [name, value] of request.headers) {
    if (call.get(name) !== undefined) throw new TypeError(`the request gives the header ${name} twice`);
    call.set(name, value);
  }
  // Of the header the name in TLS is taken as well.
  if (options.route.serverName !== undefined) call.set("Host", options.route.serverName);
  // A request that has no body says nothing of its length either.
  if (request.body !== "" || (request.method ?? "POST") === "POST") call.send(request.body);
  // superagent takes a text without a content type for a form, and would say so.
  if (!request.headers.some(([name]) => name.toLowerCase() === "content-type")) call.unset("Content-Type");
  return call;
}

interface AnswerWatch {
  /** What broke after the answer had begun. */
  error: Error | undefined;
  contentEncoding: string | undefined;
}

/**
 * Listens to the answer before superagent does. Its decompression takes gzip that breaks off for complete, so the
 * Content-Encoding is kept from it. And what breaks after the answer has begun is told by request and response
 * both, which it would report twice; the request's word, the more exact one, is kept here.
 */
function watchAnswer(call: supertest.Test, connection: ConnectionWatch): AnswerWatch {
  const watch: AnswerWatch = { error: undefined, contentEncoding: undefined };
  call.on("request", ({ req }: { req: ClientRequest }) => {
    connection.follow(req);
    req.prependOnceListener("response", (response: IncomingMessage) => {
      watch.contentEncoding = response.headers["content-encoding"];
      delete response.headers["content-encoding"];
      req.removeAllListeners("error");
      req.on("error", (error) => {
        watch.error ??= response.complete
          ? new TransportFault("overlong", "bytes came after the end that Content-Length sets")
          : error;
      });
    });
  });
  return watch;
}

function headerLines(raw: readonly string[]): HeaderLine[] {
  const lines: HeaderLine[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) lines.push([raw[at] ?? "", raw[at + 1] ?? ""]);
  return lines;
}
