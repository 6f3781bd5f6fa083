import type { Target } from "../environment/model.ts";
import type { CaseFault } from "../results/case-result.ts";

type Mend = string | ((target: Pick<Target, "baseUrl" | "way">) => string);

const MENDS: Partial<Record<CaseFault, Mend>> = {
  refused: "look whether the server runs, and at host and port of KONAPLATE_BASE_URL",
  dns: "look at the host name in KONAPLATE_BASE_URL, and whether this network can resolve it (VPN?); where only a proxy can, set HTTPS_PROXY",
  filtered:
    "look at firewalls, VPN and allow-lists on the way to the target, and whether a proxy leads there (HTTPS_PROXY)",
  "too-large": "look whether KONAPLATE_BASE_URL leads to the API: its answers have a few thousand bytes",
  timeout: "look at proxies and firewalls on the way, and at KONAPLATE_TIMEOUT_MS",
  reset: "look at proxies on the way, and whether the port of KONAPLATE_BASE_URL is the API's",
  network: "look whether this computer reaches that network (VPN, routes)",
  tls: "look whether KONAPLATE_BASE_URL names the right port, and which TLS versions the target takes; where it demands a client certificate, set KONAPLATE_CLIENT_CERT",
  "not-tls": "look whether KONAPLATE_BASE_URL names the port that speaks TLS",
  "authority-unknown": ({ way: { authorities } }) =>
    authorities
      ? `nor does ${authorities.subjects.join("; ")} of KONAPLATE_CA vouch for it; ask the target's owner for the certificate of its authority, with those in between`
      : "if the authority is a private one, name it with KONAPLATE_CA=<path of a PEM file> (or NODE_EXTRA_CA_CERTS)",
  "name-mismatch":
    "use the host name that the certificate was issued for in KONAPLATE_BASE_URL, or give it as KONAPLATE_SERVER_NAME where a tunnel leads to the target",
  "certificate-expired":
    "the target's owner has to renew the certificate; look at this computer's clock as well",
  "client-certificate": ({ way: { clientCertificate } }) =>
    clientCertificate
      ? `ask the target's owner whether it knows ${clientCertificate.subject}, issued by ${clientCertificate.issuer}; KONAPLATE_CLIENT_CERT also has to hold the certificates between it and its authority`
      : "set KONAPLATE_CLIENT_CERT and KONAPLATE_CLIENT_KEY",
  "proxy-unreachable": ({ way: { proxy } }) =>
    `look at host and port of the proxy in ${proxy?.from ?? "HTTPS_PROXY"}; hosts in NO_PROXY are reached without it`,
  "proxy-credentials": ({ way: { proxy } }) =>
    `give the right ones in ${proxy?.from ?? "HTTPS_PROXY"}, before its host and with an @ between`,
  "proxy-refused": ({ baseUrl }) =>
    `look whether it is the right proxy, and ask whoever runs it to let CONNECT to ${new URL(baseUrl).host} through; hosts in NO_PROXY are reached without it`,
  "proxy-cannot-connect": ({ baseUrl }) =>
    `look whether the server runs, at host and port of KONAPLATE_BASE_URL, and whether the proxy can resolve and reach ${new URL(baseUrl).host}; hosts in NO_PROXY are reached without it`,
};

/** What to look at or set where nothing got through to the target; undefined where the fault is none of the way there. */
export function wayMend(
  fault: CaseFault | undefined,
  target: Pick<Target, "baseUrl" | "way">,
): string | undefined {
  const mend = fault === undefined ? undefined : MENDS[fault];
  return typeof mend === "function" ? mend(target) : mend;
}
