/** What broke on the way to the server or back; none of it is an answer of the server. */
export type FaultClass =
  | "refused"
  | "dns"
  | "tls"
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
  tls: "the TLS connection could not be made",
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

/** Codes by which node refuses to write a request: a mistake of the sender, and nothing was sent. */
const UNSENDABLE = /^ERR_(INVALID_CHAR|INVALID_HTTP_TOKEN|UNESCAPED_CHARACTERS|HTTP_INVALID_HEADER_VALUE)$/;

interface Limits {
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
}

/**
 * Sorts what node or superagent throws into a class, with a sentence that says what happened.
 * Throws TypeError where the request itself could not be written.
 */
export function classifyFault(error: unknown, limits: Limits): TransportFault {
  if (error instanceof TransportFault) return error;
  const { message = "", timeout } = error as { message?: string; timeout?: unknown };
  const code = codeOf(error);
  if (UNSENDABLE.test(code))
    throw new TypeError(`the request cannot be written: ${message}`, { cause: error });
  const faultClass = timeout === undefined ? classOf(code, message) : "timeout";
  return new TransportFault(
    faultClass,
    `${WORDS[faultClass]} (${detail(faultClass, limits) ?? (code || message)})`,
  );
}

function detail(faultClass: FaultClass, limits: Limits): string | undefined {
  if (faultClass === "timeout") return `limit ${limits.timeoutMs} ms`;
  return faultClass === "too-large" ? `limit ${limits.maxBodyBytes} bytes; reading stopped` : undefined;
}

/** supertest rewrites failures of connect to an error without a code, `ECONNREFUSED: Connection refused`. */
function codeOf(error: unknown): string {
  const { code, message = "" } = error as { code?: string; message?: string };
  return code ?? /^(E[A-Z]+): /.exec(message)?.[1] ?? "";
}

function classOf(code: string, message: string): FaultClass {
  if (message === "aborted") return "truncated";
  if (/before secure TLS connection/.test(message)) return "tls";
  const known = BY_CODE.get(code);
  if (known) return known;
  if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|EPROTO)/.test(code))
    return "tls";
  return code.startsWith("HPE_") ? "not-http" : "network";
}
