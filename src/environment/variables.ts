/** A variable that the loader knows. One table for the loader, `.env.example` and the README. */
export interface Variable {
  readonly name: string;
  /** What it sets, in one sentence without its full stop. */
  readonly meaning: string;
  /** What holds when it is not set, as a reader is told it. */
  readonly default: string;
  /** A value that the loader takes. */
  readonly example: string;
  /** Its value, or what it leads to, must never be shown. */
  readonly secret?: true;
}

export const VARIABLES = [
  {
    name: "KONAPLATE_ENV",
    meaning:
      "Name of the environment: its variables stand in .env.<name> instead of .env, its test data, gaps and deviations in environments/<name>.yaml; set on the command line or by CI, not in a file",
    default: "unset: .env is read",
    example: "partner",
  },
  {
    name: "KONAPLATE_BASE_URL",
    meaning: "Target of the run, with any prefix before /api",
    default: "unset: the embedded sandbox is started and used",
    example: "https://sandbox.konaplate.com/open-api",
  },
  {
    name: "KONAPLATE_ASP_ID",
    meaning: "Id of the service provider, sent as X-KM-User-AspId; 15 characters by the pages",
    default: "the embedded sandbox's own; required with KONAPLATE_BASE_URL",
    example: "000000000000000",
  },
  {
    name: "KONAPLATE_ACCESS_KEY",
    meaning: "Access key of the project, sent as X-KM-Access-Key; 40 characters by the pages",
    default: "the embedded sandbox's own; required with KONAPLATE_BASE_URL",
    example: "0000000000000000000000000000000000000000",
    secret: true,
  },
  {
    name: "KONAPLATE_SECRET_KEY",
    meaning: "Secret key of the project, with which X-KM-Tran-Token is signed; it is never sent",
    default: "the embedded sandbox's own; required with KONAPLATE_BASE_URL",
    example: "your-secret-key",
    secret: true,
  },
  {
    name: "KONAPLATE_CRYPTO_KEY_ID",
    meaning:
      "Id of the key pair for encrypted bodies, sent as X-KM-Crypto-Key-Id; 32 characters by the pages",
    default: "the embedded sandbox's own; required with KONAPLATE_BASE_URL",
    example: "00000000000000000000000000000000",
  },
  {
    name: "KONAPLATE_SERVER_PUBLIC_KEY",
    meaning:
      "The server's RSA public key or X.509 certificate, with which requests are encrypted: PEM text, also with \\n for line ends, or the path of a PEM file",
    default: "the embedded sandbox's own; required with KONAPLATE_BASE_URL",
    example: "keys/server-public.pem",
  },
  {
    name: "KONAPLATE_CLIENT_PRIVATE_KEY",
    meaning:
      "The client's RSA private key (PKCS#8 or PKCS#1, without a password), with which responses are decrypted: PEM text, also with \\n for line ends, or the path of a PEM file",
    default: "the embedded sandbox's own; required with KONAPLATE_BASE_URL",
    example: "keys/client-private.pem",
    secret: true,
  },
  {
    name: "KONAPLATE_SECRETS_COMMAND",
    meaning:
      'Command that gives secrets, so that no file holds them: it writes a JSON object to standard output, with the names of variables as in {"KONAPLATE_SECRET_KEY": "…"}; a variable that is set goes before it',
    default:
      "unset: every secret stands in its variable, or in the file that KONAPLATE_SECRET_KEY_FILE (and so on for each secret) names",
    example: "node secrets.mjs",
  },
  {
    name: "KONAPLATE_ALLOW_PLAIN_HTTP",
    meaning: "true lets an http:// target be something else than this computer; false refuses it",
    default: "false",
    example: "false",
  },
  {
    name: "HTTPS_PROXY",
    meaning:
      "Proxy through which an https:// target is reached, with its user name and password where it wants them; https_proxy goes before it, and the embedded sandbox is never reached through one",
    default: "unset: the target is reached directly",
    example: "http://user:password@proxy.example:3128",
  },
  {
    name: "HTTP_PROXY",
    meaning: "The same for an http:// target; http_proxy goes before it",
    default: "unset: the target is reached directly",
    example: "http://proxy.example:3128",
  },
  {
    name: "NO_PROXY",
    meaning:
      "Comma-separated hosts that are reached directly: names with all below them, addresses, networks such as 10.0.0.0/8, each also with a port; * is all of them; no_proxy goes before it",
    default: "unset: no host",
    example: "localhost,.internal.example,10.0.0.0/8",
  },
  {
    name: "KONAPLATE_CA",
    meaning:
      "Certificates of private authorities that are trusted beside the public ones and those of NODE_EXTRA_CA_CERTS: PEM text, also with \\n for line ends, or the path of a PEM file",
    default: "unset: none beside them",
    example: "keys/authorities.pem",
  },
  {
    name: "KONAPLATE_CLIENT_CERT",
    meaning:
      "Certificate that is shown to a target that demands one (mutual TLS): PEM text or the path of a PEM file, with the certificates between it and its authority, or the path of a PKCS#12 file (also as base64), which holds its key as well",
    default: "unset: none is shown",
    example: "keys/tls-client.pem",
  },
  {
    name: "KONAPLATE_CLIENT_KEY",
    meaning:
      "Private key of that certificate, another than KONAPLATE_CLIENT_PRIVATE_KEY, which opens messages: PEM text, also with \\n for line ends, or the path of a PEM file",
    default: "unset: the key that stands in KONAPLATE_CLIENT_CERT",
    example: "keys/tls-client-key.pem",
    secret: true,
  },
  {
    name: "KONAPLATE_CLIENT_KEY_PASSPHRASE",
    meaning: "Passphrase of that key, or of the PKCS#12 file",
    default: "unset: it has none",
    example: "the-passphrase",
    secret: true,
  },
  {
    name: "KONAPLATE_SERVER_NAME",
    meaning:
      "Name of the target where the base URL names another host, the end of a tunnel for instance: sent in TLS and as Host, and what the target's certificate is held against",
    default: "unset: the host of KONAPLATE_BASE_URL",
    example: "api.partner.example",
  },
  {
    name: "KONAPLATE_TIME_ZONE",
    meaning: "Zone of the times in requests, sent as X-KM-Time-Zone: UTC or KST",
    default: "KST",
    example: "KST",
  },
  {
    name: "KONAPLATE_TOKEN_MESSAGE",
    meaning: "What X-KM-Tran-Token signs: body, or base64-body for servers that sign base64 of the body",
    default: "body",
    example: "body",
  },
  {
    name: "KONAPLATE_CODE_POINTER",
    meaning: "JSON Pointer to the response code in a body",
    default: "/response/code",
    example: "/response/code",
  },
  {
    name: "KONAPLATE_MESSAGE_POINTER",
    meaning: "JSON Pointer to the response message in a body",
    default: "/response/description",
    example: "/response/description",
  },
  {
    name: "KONAPLATE_TEST_DATA",
    meaning:
      "YAML or JSON file with values by operation, case (or * for all of them) and field; it replaces the environment's own test data",
    default: "the testData of environments/<name>.yaml",
    example: "test-data.yaml",
  },
  {
    name: "KONAPLATE_DATA_PROVIDER",
    meaning:
      "Command that is run right before a request that needs values that serve once, or that test data do not have: it reads {operation, case, fields} as JSON from standard input and writes a JSON object with a value for each field",
    default: "unset: test data alone give values",
    example: "node fresh-token.mjs",
  },
  {
    name: "KONAPLATE_KEY_MODE",
    meaning:
      "MOCK: the keys answer the portal's prepared requests only, so the documented cases alone are planned, each with the values that the test data give under its own name; LIVE: the keys reach a system that answers any request",
    default: "LIVE",
    example: "LIVE",
  },
  {
    name: "KONAPLATE_ALLOW",
    meaning:
      "What may be sent to a target that is not embedded: read, operations that change nothing; refusals, also requests to the others that the pages say are refused, one at a time until one is carried out or may have been; changes, everything",
    default: "read",
    example: "read",
  },
  {
    name: "KONAPLATE_ALLOW_DESTRUCTIVE",
    meaning: "true is KONAPLATE_ALLOW=changes; the older name",
    default: "unset",
    example: "false",
  },
  {
    name: "KONAPLATE_STRICT",
    meaning:
      "Which inferred violations fail the run instead of warning: none, security (what lets somebody do what they must not) or all; true is all, false is none",
    default: "security",
    example: "security",
  },
  {
    name: "KONAPLATE_ONLY",
    meaning:
      "Comma-separated case ids or globs: only these cases run; --only on the command line goes before it",
    default: "all cases",
    example: "membership-cancellation/*,user-register/success",
  },
  {
    name: "KONAPLATE_TIMEOUT_MS",
    meaning: "Time limit of a whole exchange, in milliseconds, from 1 to 600000",
    default: "10000",
    example: "10000",
  },
  {
    name: "KONAPLATE_MAX_RESPONSE_MS",
    meaning:
      "An answer that takes longer than so many milliseconds, from 1 to 600000, warns; it never fails the run, for no page says how long an answer may take",
    default: "unset: none warns",
    example: "2000",
  },
  {
    name: "KONAPLATE_MAX_RPS",
    meaning:
      "Most requests a second over the whole run, above 0 and at most 10000; 0.5 is one in two seconds",
    default: "unlimited on the embedded sandbox, 5 elsewhere",
    example: "5",
  },
  {
    name: "KONAPLATE_CONCURRENCY",
    meaning: "Most requests under way at the same time, from 1 to 64",
    default: "4",
    example: "4",
  },
  {
    name: "KONAPLATE_SEED",
    meaning:
      "Seed of the generated values, up to 64 characters; every report prints it, so that a run can be repeated",
    default: "8 random hex digits",
    example: "2f6b01c9",
  },
  {
    name: "KONAPLATE_REPORT_DIR",
    meaning: "Folder that the reports go to",
    default: "reports",
    example: "reports",
  },
  {
    name: "KONAPLATE_ATTACH",
    meaning:
      "Of which cases the Allure report holds what travelled: failed, those that did not pass; all. conformance.json and the docs have it of every case",
    default: "failed",
    example: "failed",
  },
  {
    name: "KONAPLATE_BASELINE",
    meaning: "conformance.json of an earlier run, with which this one is compared when it is over",
    default: "unset: nothing is compared",
    example: "baseline/conformance.json",
  },
] as const satisfies readonly Variable[];

export type VariableName = (typeof VARIABLES)[number]["name"];

/** The six that a target other than the embedded sandbox needs beside its base URL. */
export const CREDENTIAL_VARIABLES = [
  "KONAPLATE_ASP_ID",
  "KONAPLATE_ACCESS_KEY",
  "KONAPLATE_SECRET_KEY",
  "KONAPLATE_CRYPTO_KEY_ID",
  "KONAPLATE_SERVER_PUBLIC_KEY",
  "KONAPLATE_CLIENT_PRIVATE_KEY",
] as const satisfies readonly VariableName[];

/** Those whose values must never be shown. */
export const SECRET_VARIABLES: readonly VariableName[] = VARIABLES.filter((entry) => "secret" in entry).map(
  ({ name }) => name,
);

/** Behind the name of a secret variable: the path of a file that holds its value. */
export const FILE_SUFFIX = "_FILE";

export function variable(name: VariableName): Variable {
  const found = VARIABLES.find((entry) => entry.name === name);
  if (!found) throw new TypeError(`${name} is not in the table of variables`);
  return found;
}
