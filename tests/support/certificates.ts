import forge from "node-forge";
import { rsaPrivatePem } from "./rsa-keys.ts";

/** A certificate with its key, as PEM. */
export interface Issued {
  readonly cert: string;
  readonly key: string;
}

export interface Wanted {
  readonly name: string;
  /** Names and addresses that it is for. */
  readonly hosts?: readonly string[];
  /** Days from now, by which it is valid; from yesterday to next year. */
  readonly from?: number;
  readonly to?: number;
  /** Whose it is; absent: it is an authority's own. */
  readonly by?: Issued;
  readonly isAuthority?: boolean;
}

const DAY_MS = 24 * 60 * 60 * 1000;
let serial = 0;
/** So many certificates that follow one another have keys of their own. */
const KEYS = 5;

/** Makes a certificate. */
export function issue({ name, hosts = [], from = -1, to = 365, by, isAuthority = !by }: Wanted): Issued {
  // A key of node's own: the library's would take seconds.
  const key = rsaPrivatePem(serial % KEYS);
  const own = forge.pki.privateKeyFromPem(key);
  const made = forge.pki.createCertificate();
  made.publicKey = forge.pki.setRsaPublicKey(own.n, own.e);
  serial += 1;
  made.serialNumber = serial.toString(16).padStart(4, "0");
  made.validity.notBefore = new Date(Date.now() + from * DAY_MS);
  made.validity.notAfter = new Date(Date.now() + to * DAY_MS);
  const subject = [{ name: "commonName", value: name }];
  made.setSubject(subject);
  made.setIssuer(by ? forge.pki.certificateFromPem(by.cert).subject.attributes : subject);
  made.setExtensions([
    { name: "basicConstraints", cA: isAuthority, critical: true },
    ...(hosts.length > 0 ? [{ name: "subjectAltName", altNames: hosts.map(altName) }] : []),
  ]);
  made.sign(by ? forge.pki.privateKeyFromPem(by.key) : own, forge.md.sha256.create());
  return { cert: forge.pki.certificateToPem(made).replaceAll("\r", ""), key };
}

/** Certificate and key as a PKCS#12 file. */
export function pkcs12({ cert, key }: Issued, passphrase: string): Buffer {
  const asn1 = forge.pkcs12.toPkcs12Asn1(
    forge.pki.privateKeyFromPem(key),
    [forge.pki.certificateFromPem(cert)],
    passphrase,
    { algorithm: "aes256" },
  );
  return Buffer.from(forge.asn1.toDer(asn1).getBytes(), "binary");
}

function altName(host: string): { type: number; value?: string; ip?: string } {
  const isAddress = /^[0-9.]+$/.test(host);
  return isAddress ? { type: 7, ip: host } : { type: 2, value: host };
}
