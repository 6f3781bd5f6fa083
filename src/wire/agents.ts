import { type ClientRequest, Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Socket } from "node:net";
import type { ConnectionOptions, SecureContext } from "node:tls";
import { HttpProxyAgent } from "http-proxy-agent";
import { HttpsProxyAgent } from "https-proxy-agent";
import { type Route, secureContextOf } from "./route.ts";
import { classifyFault, TransportFault } from "./transport-fault.ts";

export interface AgentOptions {
  readonly baseUrl: string;
  readonly route: Route;
  /** After which a proxy that gives no connection is given up. */
  readonly timeoutMs: number;
  readonly keepAlive: boolean;
  readonly maxSockets: number;
  /** Also connects to a server that is not to be trusted, to look at its certificate; nothing may be sent to it then. */
  readonly unverified?: true;
}

/** What makes the connections to a target: directly, through a tunnel of a proxy's (https), or by way of a proxy (http). */
export function makeAgent({ baseUrl, route, timeoutMs, unverified, ...rest }: AgentOptions): HttpAgent {
  const pool = { keepAlive: rest.keepAlive, maxSockets: rest.maxSockets };
  const isTls = baseUrl.startsWith("https:");
  const { proxy } = route;
  if (proxy && !isTls) return new ForwardingAgent(proxyOf(route, proxy, timeoutMs), pool);
  if (!isTls) return new HttpAgent(pool);
  const secureContext = secureContextOf(route);
  const secured = { rejectUnauthorized: !unverified, ...(secureContext && { secureContext }) };
  return proxy
    ? new TunnelAgent(proxyOf(route, proxy, timeoutMs), pool, secured)
    : new HttpsAgent({ ...pool, ...secured });
}

/** A proxy, with what connecting to it takes. */
interface Gate {
  readonly url: string;
  readonly place: string;
  readonly timeoutMs: number;
  /** For TLS to the proxy itself. */
  readonly context: SecureContext | undefined;
}

function proxyOf(
  { authorities }: Route,
  { url, place }: Pick<Gate, "url" | "place">,
  timeoutMs: number,
): Gate {
  const isTls = url.startsWith("https:") && authorities !== undefined;
  return { url, place, timeoutMs, context: isTls ? secureContextOf({ authorities }) : undefined };
}

type Pool = Pick<AgentOptions, "keepAlive" | "maxSockets">;
type Secured = Pick<ConnectionOptions, "rejectUnauthorized" | "secureContext">;

/** TLS through a tunnel that the proxy makes (CONNECT, RFC 9110 section 9.3.6). What the proxy says is no answer. */
class TunnelAgent extends HttpsProxyAgent<string> {
  readonly #proxy: Gate;
  readonly #secured: Secured;

  constructor(proxy: Gate, pool: Pool, secured: Secured) {
    super(proxy.url, pool);
    this.#proxy = proxy;
    this.#secured = secured;
  }

  /** Of a request that waited for a connection nothing else tells. */
  override isSecureEndpoint(): boolean {
    return true;
  }

  override async connect(
    request: ClientRequest,
    options: Parameters<HttpsProxyAgent<string>["connect"]>[1],
  ): Promise<Socket> {
    let status: number | undefined;
    request.once("proxyConnect", ({ statusCode }: { statusCode?: number }) => {
      status = statusCode;
    });
    const secured = { ...options, ...this.#secured };
    const socket = await withinTime(this, request, this.#proxy, () => super.connect(request, secured));
    if (status === 200) return socket;
    socket.destroy();
    throw refusal(this.#proxy, status ?? 0);
  }
}

/** Plain http by way of a proxy, which is given the whole address. */
class ForwardingAgent extends HttpProxyAgent<string> {
  readonly #proxy: Gate;

  constructor(proxy: Gate, pool: Pool) {
    super(proxy.url, pool);
    this.#proxy = proxy;
  }

  override isSecureEndpoint(): boolean {
    return false;
  }

  override connect(
    request: Parameters<HttpProxyAgent<string>["connect"]>[0],
    options: Parameters<HttpProxyAgent<string>["connect"]>[1],
  ): Promise<Socket> {
    return withinTime(this, request, this.#proxy, () => super.connect(request, options));
  }
}

/**
 * Makes a connection to the proxy and lets go of it where it comes to nothing: in time, or until the request is given up.
 * The agents have no time limit of their own, and a silent proxy would keep the process from ending.
 */
async function withinTime(
  agent: Pick<HttpsProxyAgent<string>, "connectOpts">,
  request: ClientRequest,
  proxy: Gate,
  connect: () => Promise<Socket>,
): Promise<Socket> {
  const giveUp = new AbortController();
  const abort = (): void => giveUp.abort();
  const timer = setTimeout(abort, proxy.timeoutMs);
  request.once("close", abort);
  const secured = proxy.context && { secureContext: proxy.context };
  agent.connectOpts = { ...agent.connectOpts, signal: giveUp.signal, ...secured };
  try {
    return await connect();
  } catch (error) {
    throw giveUp.signal.aborted
      ? new TransportFault("proxy-unreachable", `the proxy ${proxy.place} did not answer in time`)
      : unreachable(proxy, error);
  } finally {
    clearTimeout(timer);
    request.off("close", abort);
  }
}

function unreachable({ place }: Pick<Gate, "place">, error: unknown): TransportFault {
  const { message } = classifyFault(error, { timeoutMs: 0, maxBodyBytes: 0 });
  return new TransportFault("proxy-unreachable", `the proxy ${place} cannot be reached: ${message}`);
}

/** The statuses by which a gateway says that whoever is behind it is not there (RFC 9110 sections 15.6.3 to 15.6.5). */
const NOBODY_BEHIND = [502, 503, 504];

/** The status that a proxy answered in place of a connection, as a fault. */
export function refusal({ url, place }: Pick<Gate, "url" | "place">, status: number): TransportFault {
  if (NOBODY_BEHIND.includes(status))
    return new TransportFault(
      "proxy-cannot-connect",
      `the proxy ${place} could not reach the target: it answers CONNECT with ${status}`,
    );
  if (status !== 407)
    return new TransportFault(
      "proxy-refused",
      `the proxy ${place} does not connect to the target: it answers CONNECT with ${status}`,
    );
  const { username, password } = new URL(url);
  const isGiven = username !== "" || password !== "";
  return new TransportFault(
    "proxy-credentials",
    isGiven
      ? `the proxy ${place} answers 407: it does not accept our user name and password`
      : `the proxy ${place} answers 407: it wants a user name and password`,
  );
}
