import { rootCertificates } from "node:tls";
import type { Target } from "../environment/model.ts";
import { type Diagnosis, note, ok } from "./model.ts";

/** Which way requests go to a target, as whom, and whom we believe to be it; nothing is tried here. */
export function tellWay({ baseUrl, way }: Pick<Target, "baseUrl" | "way">): Diagnosis[] {
  const { hostname, port, protocol } = new URL(baseUrl);
  const isTls = protocol === "https:";
  const place = `${hostname}:${port || (isTls ? "443" : "80")}`;
  const { proxy, serverName } = way;
  const through = proxy ? `by the proxy ${proxy.place} (${proxy.from}${withCredentials(proxy)})` : "directly";
  const named = serverName === undefined ? "" : `, as ${serverName} (KONAPLATE_SERVER_NAME)`;
  const goes = ok("way", `${through} to ${place}${named}, by ${isTls ? "TLS" : "plain http"}`);
  return isTls ? [goes, certificateLine(way), authoritiesLine(way)] : [goes];
}

function withCredentials({ secrets }: { readonly secrets: readonly string[] }): string {
  return secrets.length > 0 ? ", with credentials" : ", without credentials";
}

function certificateLine({ clientCertificate }: Target["way"]): Diagnosis {
  if (!clientCertificate) return ok("way", "no client certificate (KONAPLATE_CLIENT_CERT is not set)");
  const { subject, issuer, validTo } = clientCertificate;
  return ok("way", `client certificate of ${subject}, issued by ${issuer}, valid to ${validTo}`);
}

function authoritiesLine({ authorities }: Target["way"]): Diagnosis {
  const extra = process.env.NODE_EXTRA_CA_CERTS;
  const known = `trusts the ${rootCertificates.length} public authorities of node${extra ? `, those of NODE_EXTRA_CA_CERTS (${extra})` : ""}`;
  if (!authorities) return ok("way", known);
  return ok("way", `${known}, and of KONAPLATE_CA ${authorities.subjects.join("; ")}`);
}

/** A target that asks for a certificate may answer as somebody else without one. */
export function tellDemand(isSeen: boolean, { clientCertificate }: Target["way"]): Diagnosis[] {
  if (!isSeen) return [];
  return clientCertificate
    ? [ok("TLS", "the target asks for a client certificate, and is shown ours")]
    : [note("TLS", "the target asks for a client certificate, and none is given (KONAPLATE_CLIENT_CERT)")];
}
