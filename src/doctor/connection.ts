import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls, type PeerCertificate, type TLSSocket } from "node:tls";
import { classifyFault, type FaultClass } from "../wire/transport-fault.ts";
import { type Diagnosis, note, ok, unreachable } from "./model.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** A certificate that expires sooner is worth a word. */
const SOON_DAYS = 21;

const MEND: Partial<Record<FaultClass, string>> = {
  refused: "look whether the server runs, and at host and port of KONAPLATE_BASE_URL",
  dns: "look at the host name in KONAPLATE_BASE_URL, and whether this network can resolve it (VPN?)",
  timeout: "look at firewalls, VPN and allow-lists on the way to the target",
  tls: "look whether KONAPLATE_BASE_URL names the port that speaks TLS",
};

/** Whether the target of a base URL can be reached, and by TLS as whom it presents itself. Nothing is sent to it. */
export async function examineConnection(baseUrl: string, timeoutMs: number): Promise<Diagnosis[]> {
  const url = new URL(baseUrl);
  const isTls = url.protocol === "https:";
  const port = Number(url.port || (isTls ? 443 : 80));
  const host = url.hostname.replace(/^\[|\]$/g, "");
  try {
    if (!isTls) {
      await opened(connectTcp({ host, port }), "connect", timeoutMs, (socket) => socket.destroy());
      return [ok("reach", `${host}:${port} takes connections, by plain http`)];
    }
    // The certificate is looked at here even if it is not to be trusted; what is sent later is sent to a trusted one.
    const options = { host, port, rejectUnauthorized: false, ...(isIP(host) === 0 && { servername: host }) };
    const socket = connectTls(options);
    return await opened(socket, "secureConnect", timeoutMs, () => examineTls(socket, `${host}:${port}`));
  } catch (error) {
    const { faultClass, message } = classifyFault(error, { timeoutMs, maxBodyBytes: 0 });
    return [
      unreachable(
        "reach",
        `${host}:${port}: ${faultClass}: ${message}`,
        MEND[faultClass] ?? MEND.refused ?? "",
      ),
    ];
  }
}

/** Waits for a connection to stand and looks at it. Rejects with the socket's error, or ETIMEDOUT. */
function opened<T>(
  socket: Socket,
  event: string,
  timeoutMs: number,
  look: (socket: Socket) => T,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const late = setTimeout(() => {
      socket.destroy(Object.assign(new Error("no connection in time"), { code: "ETIMEDOUT" }));
    }, timeoutMs);
    socket.once("error", (error) => {
      clearTimeout(late);
      reject(error);
    });
    socket.once(event, () => {
      clearTimeout(late);
      resolve(look(socket));
      socket.destroy();
    });
  });
}

function examineTls(socket: TLSSocket, place: string): Diagnosis[] {
  const certificate = socket.getPeerCertificate();
  const shown = describe(certificate);
  if (!socket.authorized) {
    const why = String(socket.authorizationError);
    return [
      unreachable("TLS", `${place}: the certificate is not trusted (${why}); ${shown}`, mendTrust(why)),
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

function describe({ subject, issuer, valid_from, valid_to }: PeerCertificate): string {
  return `certificate of ${subject?.CN ?? "nobody"}, issued by ${issuer?.O ?? issuer?.CN ?? "nobody"}, valid from ${valid_from} to ${valid_to}`;
}

function mendTrust(why: string): string {
  if (why.includes("EXPIRED") || why.includes("NOT_YET_VALID"))
    return "the target's owner has to renew the certificate; look at this computer's clock as well";
  if (why.includes("ALTNAME"))
    return "use the host name that the certificate was issued for in KONAPLATE_BASE_URL";
  return "if the authority is a private one, name it with NODE_EXTRA_CA_CERTS=<path of a PEM file>";
}
