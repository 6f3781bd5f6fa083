/** What a TLS connection broke on. */
export type TlsFault = "tls" | "not-tls" | "authority-unknown" | "name-mismatch" | "certificate-expired";

const AUTHORITY =
  /^(UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|CERT_UNTRUSTED|CERT_REJECTED|INVALID_CA|CERT_CHAIN_TOO_LONG)$/;
const VALIDITY = /^(CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)$/;
const NAME = /^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/;
const OTHER = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|EPROTO|CRL_|PATH_LENGTH)/;
/** What OpenSSL says of bytes that are no TLS record: their first ones taken for a version or a length. */
const NO_RECORD =
  /wrong.version.number|packet.length.too.long|http.request|unknown.protocol|record.layer.failure/i;
/**
 * Alerts by which a server refuses a client's certificate or the lack of one (RFC 8446 section 6.2, 41 to 49 and 116); by
 * TLS 1.3 the client hears of it only when it reads.
 */
const REFUSED_CERTIFICATE =
  /alert.(certificate.required|bad.certificate|unsupported.certificate|certificate.(revoked|expired|unknown)|unknown.ca|access.denied|no.certificate)/i;

/** The class of a fault by node's code for it and OpenSSL's words; undefined where it is none of TLS. */
export function tlsFault(code: string, message: string): TlsFault | undefined {
  if (AUTHORITY.test(code)) return "authority-unknown";
  if (VALIDITY.test(code)) return "certificate-expired";
  if (NAME.test(code)) return "name-mismatch";
  if (!OTHER.test(code)) return undefined;
  return NO_RECORD.test(`${code} ${message}`) ? "not-tls" : "tls";
}

/** Whether the server said that it does not go on without a (good) client certificate. */
export function isCertificateRefusal(code: string, message: string): boolean {
  return REFUSED_CERTIFICATE.test(`${code} ${message}`.replaceAll("_", " "));
}

/** A handshake that the server broke off without saying why; by TLS 1.2 the lack of a client certificate is told so too. */
export function isHandshakeFailure(code: string, message: string): boolean {
  return /alert.handshake.failure/i.test(`${code} ${message}`.replaceAll("_", " "));
}
