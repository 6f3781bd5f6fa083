import { type ClientRequest, Agent as HttpAgent, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import supertest from "supertest";
import { collectBytes, decodeBody } from "./body-reading.ts";
import { classifyFault, TransportFault } from "./transport-fault.ts";

export type HeaderLine = readonly [name: string, value: string];

export interface WireRequest {
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
}

export interface TransportOptions {
  readonly baseUrl: string;
  /** For the whole exchange, from the call of `send` to the last byte received, waiting for a connection included. */
  readonly timeoutMs: number;
  /** Bytes of a response body, compressed or not, after which reading stops. */
  readonly maxBodyBytes: number;
  /** Connections that are kept for further requests; those of `ownConnection` come on top. */
  readonly maxConnections: number;
}

export interface Transport {
  /**
   * Sends one POST, once, and reads the whole answer, whatever its status. Beside the headers given travel only
   * Host, Content-Length, Connection and Accept-Encoding. Throws TransportFault where no complete answer came, and
   * TypeError where the request cannot be written (a header that HTTP does not allow, or given twice).
   */
  send(request: WireRequest): Promise<WireResponse>;
  close(): void;
}

/** A transport over supertest with connections kept alive and TLS verified. Redirects are answers, not orders. */
export function openTransport(options: TransportOptions): Transport {
  const kept = makeAgent(options, true);
  const own = makeAgent(options, false);
  return {
    send: (request) => exchange(request, options, request.ownConnection === true ? own : kept),
    close: () => {
      kept.destroy();
      own.destroy();
    },
  };
}

/** An agent that keeps no connection must have no limit either: with one, node hands connections on to waiting requests. */
function makeAgent(
  { baseUrl, maxConnections }: TransportOptions,
  keepAlive: boolean,
): HttpAgent | HttpsAgent {
  const agentOptions = { keepAlive, maxSockets: keepAlive ? maxConnections : Number.POSITIVE_INFINITY };
  return baseUrl.startsWith("https:")
    ? new HttpsAgent({ ...agentOptions, rejectUnauthorized: true })
    : new HttpAgent(agentOptions);
}

async function exchange(
  request: WireRequest,
  options: TransportOptions,
  agent: HttpAgent | HttpsAgent,
): Promise<WireResponse> {
  const call = prepare(request, options, agent);
  const watch = watchConnection(call);
  try {
    const answer = await call;
    if (watch.error !== undefined) throw watch.error;
    const raw = (answer as unknown as { res: IncomingMessage }).res;
    const body = await decodeBody(answer.body as Buffer, watch.contentEncoding, options.maxBodyBytes);
    const response = { status: answer.status, headers: headerLines(raw.rawHeaders), body };
    const { contentEncoding } = watch;
    return contentEncoding === undefined ? response : { ...response, contentEncoding };
  } catch (error) {
    throw classifyFault(watch.error ?? error, options);
  }
}

function prepare(
  request: WireRequest,
  options: TransportOptions,
  agent: HttpAgent | HttpsAgent,
): supertest.Test {
  const call = supertest(options.baseUrl)
    .post(request.path)
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
  call.send(request.body);
  // superagent takes a text without a content type for a form, and would say so.
  if (!request.headers.some(([name]) => name.toLowerCase() === "content-type")) call.unset("Content-Type");
  return call;
}

interface ConnectionWatch {
  /** What broke after the answer had begun. */
  error: Error | undefined;
  contentEncoding: string | undefined;
}

/**
 * Listens to the answer before superagent does. Its decompression takes gzip that breaks off for complete, so the
 * Content-Encoding is kept from it. And what breaks after the answer has begun is told by request and response
 * both, which it would report twice; the request's word, the more exact one, is kept here.
 */
function watchConnection(call: supertest.Test): ConnectionWatch {
  const watch: ConnectionWatch = { error: undefined, contentEncoding: undefined };
  call.on("request", ({ req }: { req: ClientRequest }) => {
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
