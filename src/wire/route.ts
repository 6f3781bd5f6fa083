import { readFileSync } from "node:fs";
import * as tls from "node:tls";

/** How a target is reached. Empty: directly, trusting whom node trusts, and as anybody. */
export interface Route {
  readonly proxy?: {
    /** `http:` or `https:`, with the user name and password that it wants. */
    readonly url: string;
    /** `host:port`, for messages. */
    readonly place: string;
  };
  /** What is shown to a target that demands a client certificate. */
  readonly clientCertificate?: {
    readonly identity: Pick<tls.SecureContextOptions, "cert" | "key" | "pfx" | "passphrase">;
  };
  /** Authorities that are trusted beside the public ones, each as PEM. */
  readonly authorities?: { readonly pem: readonly string[] };
  /** Name of the target in TLS and in Host, where the base URL names another. */
  readonly serverName?: string;
}

/** Every authority of the public ones is read anew for each context, so each is made once: for a route, or for all that trust alike. */
const contexts = new WeakMap<Route, tls.SecureContext>();
const trusting = new Map<string, tls.SecureContext>();

/** What TLS to a target is made with, read once for a route; undefined where it is as node makes it. */
export function secureContextOf(route: Route): tls.SecureContext | undefined {
  const { clientCertificate, authorities } = route;
  if (!clientCertificate && !authorities) return undefined;
  const trusted = clientCertificate ? undefined : authorities?.pem.join("\n");
  const known = trusted === undefined ? contexts.get(route) : trusting.get(trusted);
  if (known) return known;
  const context = tls.createSecureContext({
    ...clientCertificate?.identity,
    ...(authorities && { ca: [...usualAuthorities(), ...authorities.pem] }),
  });
  if (trusted === undefined) contexts.set(route, context);
  else trusting.set(trusted, context);
  return context;
}

/** Naming an authority takes the place of all that node trusts by itself, so those are named as well. */
function usualAuthorities(): readonly string[] {
  // Node 22.15 and later also tells those of the system, where it was started to trust them.
  const { getCACertificates } = tls as { getCACertificates?: (type: "default") => readonly string[] };
  if (getCACertificates) return getCACertificates("default");
  const path = process.env.NODE_EXTRA_CA_CERTS;
  if (!path) return tls.rootCertificates;
  try {
    return [...tls.rootCertificates, readFileSync(path, "utf8")];
  } catch {
    // Node itself says at its start that it could not be read.
    return tls.rootCertificates;
  }
}
