import { type ClientRequest, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { type PeerCertificate, TLSSocket } from "node:tls";
import type { Target } from "../environment/model.ts";
import { wayMend } from "../run/way-mends.ts";
import { makeAgent } from "../wire/agents.ts";
import { ConnectionWatch, type DemandSeen } from "../wire/connection-watch.ts";
import { classifyFault, type TransportFault } from "../wire/transport-fault.ts";
import { type Diagnosis, note, ok, unreachable } from "./model.ts";
import { tellDemand } from "./way.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** A certificate that expires sooner is worth a word. */
const SOON_DAYS = 21;

type Reached = Pick<Target, "baseUrl" | "way">;

/**
 * Whether a target can be reached by the way that requests go, and by TLS as whom it presents itself. The connection is
 * made as those of requests are; nothing is sent over it.
 */
export async function examineConnection(target: Reached, timeoutMs: number): Promise<Diagnosis[]> {
  const { baseUrl, way } = target;
  const { hostname, port, protocol } = new URL(baseUrl);
  const isTls = protocol === "https:";
  const place = `${hostname}:${port || (isTls ? "443" : "80")}`;
  const demand: DemandSeen = { seen: false, answered: false };
  const watch = new ConnectionWatch(way, demand);
  // The certificate is looked at here even if it is not to be trusted; what is sent later is sent to a trusted one.
  const agent = makeAgent({
    baseUrl,
    route: way,
    timeoutMs,
    keepAlive: false,
    maxSockets: Number.POSITIVE_INFINITY,
    unverified: true,
  });
  const options = {
    agent,
    method: "POST",
    rejectUnauthorized: false,
    ...(way.serverName !== undefined && { servername: way.serverName }),
  };
  const request = isTls ? httpsRequest(baseUrl, options) : httpRequest(baseUrl, options);
  watch.follow(request);
  try {
    return await opened(request, timeoutMs, (socket) =>
      socket
        ? [...examineTls(socket, target, place), ...tellDemand(demand.seen, way)]
        : [
            ok(
              "reach",
              `${way.proxy ? `the proxy ${way.proxy.place}` : place} takes connections, by plain http`,
            ),
          ],
    );
  } catch (error) {
    return [faultFinding(classifyFault(error, { timeoutMs, maxBodyBytes: 0 }, watch), target, place)];
  } finally {
    request.destroy();
    agent.destroy();
  }
}

function faultFinding({ faultClass, message }: TransportFault, target: Reached, place: string): Diagnosis {
  const mend = wayMend(faultClass, target) ?? "look at KONAPLATE_BASE_URL and at the way to the target";
  return unreachable("reach", `${place}: ${faultClass}: ${message}`, mend);
}

/** Waits for the connection of a request to stand and looks at it. Rejects with what broke, or ETIMEDOUT. */
function opened<T>(
  request: ClientRequest,
  timeoutMs: number,
  look: (socket: TLSSocket | undefined) => T,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const late = setTimeout(() => {
      request.destroy(Object.assign(new Error("no connection in time"), { code: "ETIMEDOUT" }));
    }, timeoutMs);
    const done = (socket: TLSSocket | undefined): void => {
      clearTimeout(late);
      resolve(look(socket));
    };
    request.on("error", (error) => {
      clearTimeout(late);
      reject(error);
    });
    request.once("socket", (socket) => {
      if (socket instanceof TLSSocket) socket.once("secureConnect", () => done(socket));
      else if (socket.connecting) socket.once("connect", () => done(undefined));
      else done(undefined);
    });
  });
}

function examineTls(socket: TLSSocket, target: Reached, place: string): Diagnosis[] {
  const certificate = socket.getPeerCertificate();
  const shown = describe(certificate);
  if (!socket.authorized) {
    const { faultClass, message } = classifyFault(distrust(socket, certificate), {
      timeoutMs: 0,
      maxBodyBytes: 0,
    });
    return [
      unreachable("TLS", `${place}: ${faultClass}: ${message}; ${shown}`, wayMend(faultClass, target) ?? ""),
    ];
  }
  const daysLeft = Math.floor((Date.parse(certificate.valid_to) - Date.now()) / DAY_MS);
  const found = [
    ok("reach", `${place} takes connections`),
    ok("TLS", `${socket.getProtocol() ?? "TLS"}; ${shown}`),
  ];
  if (daysLeft < SOON_DAYS) found.push(note("TLS", `the certificate expires in ${daysLeft} days`));
  return found;
}

/** The error by which a connection that verifies would have ended: node keeps its code, or for the name the error itself. */
function distrust(socket: TLSSocket, cert: PeerCertificate): Error {
  const why: unknown = socket.authorizationError;
  if (why instanceof Error) return Object.assign(why, { cert });
  const code = String(why).replace(/:.*$/s, "");
  return Object.assign(new Error(code), { code, cert });
}

function describe({ subject, issuer, valid_from, valid_to }: PeerCertificate): string {
  const line = `certificate of ${subject?.CN ?? "nobody"}, issued by ${issuer?.O ?? issuer?.CN ?? "nobody"}, valid from ${valid_from} to ${valid_to}`;
  return line.replaceAll(/\p{C}/gu, "?").slice(0, 400);
}
