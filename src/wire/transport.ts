import { Agent as HttpAgent, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import supertest from "supertest";
import { classifyFault, TransportFault } from "./transport-fault.ts";

export type HeaderLine = readonly [name: string, value: string];

export interface WireRequest {
  /** Path below the base URL, with its leading slash. */
  readonly path: string;
  readonly headers: readonly HeaderLine[];
  /** The body's text exactly as it is to travel, in UTF-8. */
  readonly body: string;
}

export interface WireResponse {
  readonly status: number;
  /** In the order and case in which they came. */
  readonly headers: readonly HeaderLine[];
  readonly body: Buffer;
}

export interface TransportOptions {
  readonly baseUrl: string;
  /** For the whole exchange, from the first byte sent to the last received. */
  readonly timeoutMs: number;
  /** Bytes of a response body after which reading stops. */
  readonly maxBodyBytes: number;
  readonly maxConnections: number;
}

export interface Transport {
  /** Sends one POST and reads the whole answer, whatever its status. Throws TransportFault where none came. */
  send(request: WireRequest): Promise<WireResponse>;
  close(): void;
}

/** A transport over supertest with connections kept alive. Redirects are answers, not orders. */
export function openTransport(options: TransportOptions): Transport {
  const agentOptions = { keepAlive: true, maxSockets: options.maxConnections };
  const agent = options.baseUrl.startsWith("https:")
    ? new HttpsAgent(agentOptions)
    : new HttpAgent(agentOptions);
  return {
    send: (request) => exchange(request, options, agent),
    close: () => agent.destroy(),
  };
}

async function exchange(
  request: WireRequest,
  options: TransportOptions,
  agent: HttpAgent | HttpsAgent,
): Promise<WireResponse> {
  const call = supertest(options.baseUrl)
    .post(request.path)
    .agent(agent)
    .redirects(0)
    .ok(() => true)
    .timeout({ deadline: options.timeoutMs, response: options.timeoutMs })
    .buffer(true)
    .parse(collector(options.maxBodyBytes));
  for (const [name, value] of request.headers) call.set(name, value);
  try {
    const answer = await call.send(request.body);
    const raw = (answer as unknown as { res: IncomingMessage }).res;
    return { status: answer.status, headers: headerLines(raw.rawHeaders), body: answer.body as Buffer };
  } catch (error) {
    throw classifyFault(error, options);
  }
}

type BodyCallback = (error: Error | null, body: Buffer) => void;

/** Reads the body as bytes and stops at the limit; superagent's own parsers would decode and interpret it. */
function collector(maxBodyBytes: number): (message: unknown, done: BodyCallback) => void {
  return (message, done) => {
    const response = message as IncomingMessage;
    const chunks: Buffer[] = [];
    let size = 0;
    response.on("data", (chunk: Buffer | string) => {
      const bytes = Buffer.from(chunk as string);
      size += bytes.length;
      if (size > maxBodyBytes) {
        done(
          new TransportFault("too-large", `the body is longer than ${maxBodyBytes} bytes; reading stopped`),
          Buffer.alloc(0),
        );
        response.destroy();
        return;
      }
      chunks.push(bytes);
    });
    response.on("end", () => done(null, Buffer.concat(chunks)));
    response.on("error", (error: Error) => done(error, Buffer.alloc(0)));
  };
}

function headerLines(raw: readonly string[]): HeaderLine[] {
  const lines: HeaderLine[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) lines.push([raw[at] ?? "", raw[at + 1] ?? ""]);
  return lines;
}
