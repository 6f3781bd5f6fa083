/** What broke on the way to the server or back; none of it is an answer of the server. */
export type FaultClass =
  | "refused"
  | "dns"
  | "tls"
  | "reset"
  | "timeout"
  | "truncated"
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

const BY_CODE: Record<string, FaultClass> = {
  ECONNREFUSED: "refused",
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  ECONNRESET: "reset",
  EPIPE: "reset",
  UND_ERR_SOCKET: "reset",
  ECONNABORTED: "timeout",
  ETIMEDOUT: "timeout",
  ETIME: "timeout",
  ETIMEOUT: "timeout",
  ETOOLARGE: "too-large",
  HPE_HEADER_OVERFLOW: "headers-too-large",
};

const WORDS: Record<FaultClass, string> = {
  refused: "the connection was refused",
  dns: "the host name could not be resolved",
  tls: "the TLS connection could not be made",
  reset: "the connection was closed before the answer was complete",
  timeout: "no complete answer came in time",
  truncated: "the body ended before its Content-Length",
  "too-large": "the body is longer than the limit",
  "headers-too-large": "the response headers are longer than the limit",
  "bad-compression": "the body does not decompress as its Content-Encoding says",
  "not-http": "what came is not HTTP",
  network: "the network failed",
};

/** Sorts what node or superagent throws into a class, with a sentence that says what happened. */
export function classifyFault(error: unknown, limits: { readonly timeoutMs: number }): TransportFault {
  if (error instanceof TransportFault) return error;
  const {
    code = "",
    message = "",
    timeout,
  } = error as { code?: string; message?: string; timeout?: unknown };
  const faultClass = timeout === undefined ? classOf(code, message) : "timeout";
  const detail = faultClass === "timeout" ? `limit ${limits.timeoutMs} ms` : code || message;
  return new TransportFault(faultClass, `${WORDS[faultClass]} (${detail})`);
}

function classOf(code: string, message: string): FaultClass {
  if (message === "aborted") return "truncated";
  const known = BY_CODE[code];
  if (known) return known;
  if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO)/.test(code)) return "tls";
  if (/^(Z_|ERR_.*COMPRESS)/.test(code) || /incorrect header check|unexpected end of file/.test(message)) {
    return "bad-compression";
  }
  return code.startsWith("HPE_") ? "not-http" : "network";
}
