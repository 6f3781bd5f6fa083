import type { CaseFault } from "./case-result.ts";

/** Faults after which the request surely never reached the server: no connection to it was made. */
export const NEVER_CONNECTED: readonly CaseFault[] = [
  "refused",
  "dns",
  "filtered",
  "tls",
  "not-tls",
  "authority-unknown",
  "name-mismatch",
  "certificate-expired",
  "proxy-unreachable",
  "proxy-credentials",
  "proxy-refused",
  "proxy-cannot-connect",
];
