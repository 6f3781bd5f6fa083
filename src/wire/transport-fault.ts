import { isCertificateRefusal, isHandshakeFailure, tlsFault } from "./tls-fault.ts";

/** What broke on the way to the server or back; none of it is an answer of the server. */
export type FaultClass =
  | "refused"
  | "dns"
  | "filtered"
  | "tls"
  | "not-tls"
  | "authority-unknown"
  | "name-mismatch"
  | "certificate-expired"
  | "client-certificate"
  | "proxy-unreachable"
  | "proxy-credentials"
  | "proxy-refused"
  | "proxy-cannot-connect"
  | "reset"
  | "timeout"
  | "truncated"
  | "overlong"
  | "too-large"
  | "headers-too-large"
  | "bad-compression"
  | "not-http"
  | "network";

export class TransportFault extends Error {
  constructor(
    readonly faultClass: FaultClass,
    message: string,
  ) {
    super(message);
    this.name = "TransportFault";
  }
}

const BY_CODE = new Map<string, FaultClass>([
  ["ECONNREFUSED", "refused"],
  ["ENOTFOUND", "dns"],
  ["EAI_AGAIN", "dns"],
  ["EAI_NODATA", "dns"],
  ["ECONNRESET", "reset"],
  ["EPIPE", "reset"],
  ["ECONNABORTED", "timeout"],
  ["ETIMEDOUT", "timeout"],
  ["ETIME", "timeout"],
  ["ETOOLARGE", "too-large"],
  ["HPE_HEADER_OVERFLOW", "headers-too-large"],
]);

const WORDS: Record<FaultClass, string> = {
  refused: "the connection was refused",
  dns: "the host name could not be resolved",
  filtered: "nobody answered the attempt to connect, neither yes nor no",
  tls: "the TLS connection could not be made",
  "not-tls": "what listens there does not speak TLS",
  "authority-unknown": "the certificate that came is of an authority that is not trusted here",
  "name-mismatch": "the certificate that came is for another name",
  "certificate-expired": "the certificate that came is not valid now",
  "client-certificate": "the target demands a client certificate",
  "proxy-unreachable": "the proxy cannot be reached",
  "proxy-credentials": "the proxy wants a user name and password",
  "proxy-refused": "the proxy does not connect to the target",
  "proxy-cannot-connect": "the proxy cannot reach the target",
  reset: "the connection was closed before the answer was complete",
  timeout: "no complete answer came in time",
  truncated: "the body ended before its Content-Length or last chunk",
  overlong: "bytes came after the end of the body",
  "too-large": "the body is longer than the limit",
  "headers-too-large": "the response headers are longer than the limit",
  "bad-compression": "the body does not decompress as its Content-Encoding says",
  "not-http": "what came is not HTTP",
  network: "the network failed",
};

/** Node's words for a connection that was closed within its handshake. */
const BEFORE_SECURE = /before secure TLS connection/;

/** Codes by which node refuses to write a request: a mistake of the sender, and nothing was sent. */
const UNSENDABLE = /^ERR_(INVALID_CHAR|INVALID_HTTP_TOKEN|UNESCAPED_CHARACTERS|HTTP_INVALID_HEADER_VALUE)$/;

interface Limits {
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
}

/** How far a connection had come when something broke, and what was seen of the other side. */
export interface ConnectionSight {
  /**
   * `address`: the name was resolved; `proxy`: a proxy was asked for the connection; `tcp`: it was taken; `open`: its TLS
   * handshake, where there is one, is done as well, or nobody looked.
   */
  readonly reached: "nothing" | "address" | "proxy" | "tcp" | "open";
  /** Milliseconds since this request began to connect; it may have waited for others before. */
  readonly connectingMs: number;
  /** The server asked for a client certificate. */
  readonly asksForCertificate: boolean;
  readonly showsCertificate: boolean;
}

const UNSEEN: ConnectionSight = {
  reached: "open",
  connectingMs: 0,
  asksForCertificate: false,
  showsCertificate: false,
};

/**
 * Sorts what node or superagent throws into a class, with a sentence that says what happened.
 * Throws TypeError where the request itself could not be written.
 */
export function classifyFault(
  error: unknown,
  limits: Limits,
  sight: ConnectionSight = UNSEEN,
): TransportFault {
  if (error instanceof TransportFault) return error;
  const { message = "", timeout } = error as { message?: string; timeout?: unknown };
  const code = codeOf(error);
  if (UNSENDABLE.test(code))
    throw new TypeError(`the request cannot be written: ${message}`, { cause: error });
  const faultClass = timeout === undefined ? classOf(code, message) : "timeout";
  if (faultClass === "timeout") return lateFault(limits, sight);
  if (isDemand(faultClass, code, message, sight)) return demandFault(code || message, sight);
  return new TransportFault(
    faultClass,
    `${wordsFor(faultClass, error)} (${detail(faultClass, limits) ?? (code || message)})`,
  );
}

/** What is late says how far it had come. */
function lateFault({ timeoutMs }: Limits, { reached, connectingMs }: ConnectionSight): TransportFault {
  const limit = `(limit ${timeoutMs} ms)`;
  // Most of its time went by while others held the connections: what it had no time for shows nothing.
  const isOwn = reached !== "open" && reached !== "proxy";
  if (isOwn && connectingMs < timeoutMs / 2)
    return new TransportFault("timeout", `no connection was free in time ${limit}`);
  if (reached === "nothing")
    return new TransportFault("dns", `the host name was not resolved in time ${limit}`);
  if (reached === "address") return new TransportFault("filtered", `${WORDS.filtered} ${limit}`);
  if (reached === "proxy")
    return new TransportFault(
      "proxy-unreachable",
      `the proxy gave no connection to the target in time: it does not answer, or what lies behind it does not ${limit}`,
    );
  if (reached === "tcp")
    return new TransportFault(
      "timeout",
      `the connection was taken, and then its TLS handshake was not answered ${limit}`,
    );
  return new TransportFault("timeout", `${WORDS.timeout} ${limit}`);
}

/** A server may refuse without a word; that it asked for a certificate and has served nobody here is reason enough then. */
function isDemand(faultClass: FaultClass, code: string, message: string, sight: ConnectionSight): boolean {
  if (isCertificateRefusal(code, message)) return true;
  return sight.asksForCertificate && (faultClass === "reset" || isBrokenOff(code, message));
}

function isBrokenOff(code: string, message: string): boolean {
  return BEFORE_SECURE.test(message) || isHandshakeFailure(code, message);
}

function demandFault(code: string, { showsCertificate }: ConnectionSight): TransportFault {
  const why = showsCertificate ? "and does not accept ours" : "and none is given";
  return new TransportFault("client-certificate", `${WORDS["client-certificate"]}, ${why} (${code})`);
}

function wordsFor(faultClass: FaultClass, error: unknown): string {
  if (faultClass !== "name-mismatch") return WORDS[faultClass];
  const { cert } = error as { cert?: { subjectaltname?: string } };
  const names = (cert?.subjectaltname ?? "").replaceAll(/[^\w.*:, -]/g, "?").slice(0, 200);
  return names === "" ? WORDS[faultClass] : `${WORDS[faultClass]}: ${names}`;
}

function detail(faultClass: FaultClass, limits: Limits): string | undefined {
  return faultClass === "too-large" ? `limit ${limits.maxBodyBytes} bytes; reading stopped` : undefined;
}

/** supertest rewrites failures of connect to an error without a code, `ECONNREFUSED: Connection refused`. */
function codeOf(error: unknown): string {
  const { code, message = "" } = error as { code?: string; message?: string };
  return code ?? /^(E[A-Z]+): /.exec(message)?.[1] ?? "";
}

function classOf(code: string, message: string): FaultClass {
  if (message === "aborted") return "truncated";
  if (BEFORE_SECURE.test(message)) return "tls";
  const known = BY_CODE.get(code) ?? tlsFault(code, message);
  if (known) return known;
  return code.startsWith("HPE_") ? "not-http" : "network";
}
