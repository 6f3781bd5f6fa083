import { describe, expect, it } from "vitest";
import { load, type Project, problemsOf, remote } from "./project.ts";

const url = (KONAPLATE_BASE_URL: string): Project => ({ env: { ...remote, KONAPLATE_BASE_URL } });
const rightUrl = "give an absolute address such as https://sandbox.konaplate.com/open-api";
const plainHttp =
  "plain http is for this computer only (localhost, 127.0.0.0/8, [::1]); use https, or set KONAPLATE_ALLOW_PLAIN_HTTP=true to send headers and unencrypted bodies readably over the network";
const oneLine = "give the value alone, as the portal shows it, in one line";

/** A wrong setting, alone in an otherwise right project, and the whole of the one message that it gets. */
const table: [what: string, project: Project, message: string][] = [
  ["relative URL", url("partner.example"), `KONAPLATE_BASE_URL is "partner.example": ${rightUrl}`],
  [
    "other scheme",
    url("ftp://partner.example"),
    `KONAPLATE_BASE_URL is "ftp://partner.example": ${rightUrl}`,
  ],
  [
    "URL with a query",
    url("https://partner.example/?key=1234"),
    `KONAPLATE_BASE_URL is "https://partner.example/?[masked]": leave out what follows ? or #; ${rightUrl}`,
  ],
  [
    "URL with a fragment",
    url("https://partner.example/#"),
    `KONAPLATE_BASE_URL is "https://partner.example/#": leave out what follows ? or #; ${rightUrl}`,
  ],
  [
    "URL with a password",
    url("https://me:pass@partner.example"),
    `KONAPLATE_BASE_URL is "https://[masked]@partner.example": leave the user name and password out; ${rightUrl}`,
  ],
  [
    "plain http over the network",
    url("http://partner.example"),
    `KONAPLATE_BASE_URL is "http://partner.example": ${plainHttp}`,
  ],
  [
    "plain http to a name that begins like loopback",
    url("http://127.0.0.1.partner.example"),
    `KONAPLATE_BASE_URL is "http://127.0.0.1.partner.example": ${plainHttp}`,
  ],
  [
    "plain http to a name that ends like loopback",
    url("http://mylocalhost"),
    `KONAPLATE_BASE_URL is "http://mylocalhost": ${plainHttp}`,
  ],
  [
    "strictness by another word",
    { env: { KONAPLATE_STRICT: "yes" } },
    'KONAPLATE_STRICT is "yes": give security or none or all or true or false',
  ],
  [
    "boolean in capitals",
    { env: { KONAPLATE_ALLOW_DESTRUCTIVE: "TRUE" } },
    'KONAPLATE_ALLOW_DESTRUCTIVE is "TRUE": give false or true',
  ],
  [
    "misspelt variable",
    { env: { KONAPLATE_ALLOW_DESTRUCTVE: "true" } },
    "KONAPLATE_ALLOW_DESTRUCTVE is not a variable of this suite: did you mean KONAPLATE_ALLOW_DESTRUCTIVE?",
  ],
  [
    "misspelt prefix in a file",
    { files: { ".env": "# mine\nKONAPLTE_STRICT=true\n" } },
    "KONAPLTE_STRICT (.env:2) is not a variable of this suite: did you mean KONAPLATE_STRICT?",
  ],
  [
    "unit in a number",
    { files: { ".env": "\nKONAPLATE_TIMEOUT_MS=10s\n" } },
    'KONAPLATE_TIMEOUT_MS (.env:2) is "10s": give a whole number from 1 to 600000, such as 10000',
  ],
  [
    "limit of a slow answer that none could keep to",
    { env: { KONAPLATE_MAX_RESPONSE_MS: "0" } },
    'KONAPLATE_MAX_RESPONSE_MS is "0": give a whole number from 1 to 600000, such as 2000',
  ],
  [
    "timeout beyond its range",
    { env: { KONAPLATE_TIMEOUT_MS: "600001" } },
    'KONAPLATE_TIMEOUT_MS is "600001": give a whole number from 1 to 600000, such as 10000',
  ],
  [
    "concurrency of none",
    { env: { KONAPLATE_CONCURRENCY: "0" } },
    'KONAPLATE_CONCURRENCY is "0": give a whole number from 1 to 64, such as 4',
  ],
  [
    "concurrency in hexadecimal",
    { env: { KONAPLATE_CONCURRENCY: "0x10" } },
    'KONAPLATE_CONCURRENCY is "0x10": give a whole number from 1 to 64, such as 4',
  ],
  [
    "rate of none",
    { env: { KONAPLATE_MAX_RPS: "0.0" } },
    'KONAPLATE_MAX_RPS is "0.0": give a number above 0 and at most 10000, such as 5 or 0.5',
  ],
  [
    "pointer without a slash",
    { env: { KONAPLATE_CODE_POINTER: "response/code" } },
    'KONAPLATE_CODE_POINTER is "response/code": give a JSON Pointer (RFC 6901), which begins with / and writes ~0 for ~, such as /response/code',
  ],
  [
    "pointer with a bare tilde",
    { env: { KONAPLATE_MESSAGE_POINTER: "/~response" } },
    'KONAPLATE_MESSAGE_POINTER is "/~response": give a JSON Pointer (RFC 6901), which begins with / and writes ~0 for ~, such as /response/description',
  ],
  [
    "unknown time zone",
    { env: { KONAPLATE_TIME_ZONE: "JST" } },
    'KONAPLATE_TIME_ZONE is "JST": give KST or UTC',
  ],
  [
    "unknown token message",
    { env: { KONAPLATE_TOKEN_MESSAGE: "base64" } },
    'KONAPLATE_TOKEN_MESSAGE is "base64": give body or base64-body',
  ],
  [
    "long seed",
    { env: { KONAPLATE_SEED: "s".repeat(65) } },
    `KONAPLATE_SEED is "${"s".repeat(65)}": give up to 64 printable characters, such as 2f6b01c9`,
  ],
  [
    "reports over the project",
    { env: { KONAPLATE_REPORT_DIR: "." } },
    'KONAPLATE_REPORT_DIR is ".": reports need a folder of their own, not the project\'s or one around it; give one such as reports',
  ],
  [
    "reports around the project",
    { env: { KONAPLATE_REPORT_DIR: "/" } },
    'KONAPLATE_REPORT_DIR is "/": reports need a folder of their own, not the project\'s or one around it; give one such as reports',
  ],
  [
    "reports in a file",
    { env: { KONAPLATE_REPORT_DIR: "notes" }, files: { notes: "" } },
    'KONAPLATE_REPORT_DIR is "notes": that is a file; give a folder such as reports',
  ],
  [
    "filter that matches nothing",
    { env: { KONAPLATE_ONLY: "user-register/*,membership-cancelation/*" } },
    `KONAPLATE_ONLY: "membership-cancelation/*" matches no case; give a case id or a glob such as membership-cancellation/*; did you mean membership-cancellation/success? (one of your own needs --contract and --cases)`,
  ],
  [
    "filter that names nothing",
    { only: [" , "] },
    "--only names no case: give a case id or a glob such as membership-cancellation/*",
  ],
  [
    "access key with a line end",
    { env: { ...remote, KONAPLATE_ACCESS_KEY: `${remote.KONAPLATE_ACCESS_KEY}\n` } },
    `KONAPLATE_ACCESS_KEY ends with white space: ${oneLine}`,
  ],
  [
    "secret key with an invisible character",
    { env: { ...remote, KONAPLATE_SECRET_KEY: "canary\u200bsecret" } },
    `KONAPLATE_SECRET_KEY contains white space or a control character: ${oneLine}`,
  ],
  [
    "header value beyond ASCII",
    { env: { ...remote, KONAPLATE_ASP_ID: "１２３４５６７８９０１２３４５" } },
    "KONAPLATE_ASP_ID contains a character that a header cannot carry: give it in plain letters, digits and signs, as the portal shows it",
  ],
  [
    "missing credential",
    { env: { ...remote, KONAPLATE_CRYPTO_KEY_ID: "" } },
    "KONAPLATE_CRYPTO_KEY_ID is not set, neither in the environment nor in .env, which does not exist: every target but the embedded sandbox needs it. Id of the key pair for encrypted bodies, sent as X-KM-Crypto-Key-Id; 32 characters by the pages, e.g. 00000000000000000000000000000000",
  ],
  [
    "environment with neither file",
    {
      env: { ...remote, KONAPLATE_ENV: "partnr" },
      files: { ".env.partner": "", "environments/partner.example.yaml": "" },
    },
    'KONAPLATE_ENV is "partnr": there is neither .env.partnr nor environments/partnr.yaml; did you mean partner?',
  ],
  [
    "environment without a target",
    { env: { KONAPLATE_ENV: "partner" }, files: { ".env.partner": stripped(remote, "KONAPLATE_BASE_URL") } },
    "KONAPLATE_BASE_URL is not set, neither in the environment nor in .env.partner: KONAPLATE_ENV=partner names a target; leave KONAPLATE_ENV unset for the embedded sandbox. Target of the run, with any prefix before /api, e.g. https://sandbox.konaplate.com/open-api",
  ],
  [
    "environment name that is a path",
    { env: { KONAPLATE_ENV: "../partner" } },
    'KONAPLATE_ENV is "../partner": give the name of an environment in letters, digits, dots, hyphens and underscores, such as partner',
  ],
  [
    "embedded and a target at once",
    { env: { ...remote, KONAPLATE_ENV: "embedded" } },
    "KONAPLATE_BASE_URL is set, yet KONAPLATE_ENV=embedded names the embedded sandbox: unset one of them",
  ],
  [
    "environment chosen in the file it would choose",
    { files: { ".env": "KONAPLATE_ENV=partner\n" } },
    "KONAPLATE_ENV (.env:1) is in a file that it would have to choose: set it on the command line, as in KONAPLATE_ENV=partner npx konaplate run",
  ],
  [
    "secret that .env cuts at its #",
    {
      env: { ...remote, KONAPLATE_SECRET_KEY: undefined },
      files: { ".env": "KONAPLATE_SECRET_KEY=canary#key\n" },
    },
    "KONAPLATE_SECRET_KEY (.env:1) ends at its #, where a comment begins: put the value in double quotes, or a space before the comment",
  ],
  [
    "variable file that is a folder",
    { files: { ".env/.keep": "" } },
    ".env cannot be read (EISDIR): it must be a text file",
  ],
  [
    "test data that is not there",
    { env: { KONAPLATE_TEST_DATA: "data.yaml" } },
    'KONAPLATE_TEST_DATA is "data.yaml": there is no such file; give the path of a YAML or JSON file',
  ],
  [
    "TLS not verified",
    { env: { NODE_TLS_REJECT_UNAUTHORIZED: "0" } },
    "NODE_TLS_REJECT_UNAUTHORIZED is 0: TLS is always verified here; unset it, and name a private certificate authority with KONAPLATE_CA=<path of a PEM file>",
  ],
];

function stripped(variables: Record<string, string>, ...without: string[]): string {
  return Object.entries(variables)
    .filter(([name]) => !without.includes(name))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}\n`)
    .join("");
}

describe("a wrong setting", () => {
  it.each(["KONAPLATE_SEED='a#b'", 'KONAPLATE_SEED="a#b"', "KONAPLATE_SEED=a # b", "KONAPLATE_SEED= # b"])(
    "is not seen in a # that cuts nothing off: %s",
    (line) => {
      expect(() => load({ files: { ".env": `${line}\n` } })).not.toThrow();
    },
  );

  it.each(table)("gets one message: %s", (_what, project, message) => {
    expect(problemsOf(project)).toEqual([message]);
  });

  it.each([
    ["KONAPLATE_SED", "KONAPLATE_SEED"],
    ["KONAPLATE_SEEDS", "KONAPLATE_SEED"],
    ["KONAPLATE_EVN", "KONAPLATE_ENV"],
    ["konaplate_strict", "KONAPLATE_STRICT"],
    ["KONAPLATE-STRICT", "KONAPLATE_STRICT"],
    ["KONPLATE_ENV", "KONAPLATE_ENV"],
    ["KONAPLATE_BASEURL", "KONAPLATE_BASE_URL"],
    ["KONAPLATE_ACCES_KEYS", "KONAPLATE_ACCESS_KEY"],
  ])("of a misspelt name is told: %s", (name, meant) => {
    expect(problemsOf({ env: { [name]: "x" } })).toEqual([
      `${name} is not a variable of this suite: did you mean ${meant}?`,
    ]);
  });

  it.each([
    "KONAPLATE_SEND",
    "KONAPLATE_URL",
    "KONAPLATE_WEBHOOK_SECRET",
    "KONAPLATE_INV",
    "KONAPLATE_MEMBER_ID",
  ])("is none of other programs: %s is named, without its value, and stops nothing", (name) => {
    const settings = load({ files: { ".env": `${name}=canary-of-another-program\n` } });
    expect(settings.notices).toEqual([`not variables of this suite, and not read: ${name} (.env:1)`]);
  });

  it("of many other programs is one notice", () => {
    const env = Object.fromEntries("ABCDEFG".split("").map((letter) => [`KONAPLATE_OTHER_${letter}X`, "1"]));
    expect(load({ env }).notices).toEqual([
      `not variables of this suite, and not read: ${Object.keys(env).slice(0, 5).join(", ")} and 2 more`,
    ]);
  });

  it("does not hide the others: all are told at once", () => {
    const problems = problemsOf({
      env: { KONAPLATE_BASE_URL: "https://partner.example", KONAPLATE_STRICT: "1" },
      files: { ".env": "KONAPLATE_TIMEOUT_MS=never\nKONAPLATE_SED=1\n" },
    });
    const named = problems.map((problem) => problem.split(" ")[0]);
    expect(named.sort()).toEqual([
      "KONAPLATE_ACCESS_KEY",
      "KONAPLATE_ASP_ID",
      "KONAPLATE_CLIENT_PRIVATE_KEY",
      "KONAPLATE_CRYPTO_KEY_ID",
      "KONAPLATE_SECRET_KEY",
      "KONAPLATE_SED",
      "KONAPLATE_SERVER_PUBLIC_KEY",
      "KONAPLATE_STRICT",
      "KONAPLATE_TIMEOUT_MS",
    ]);
  });

  it("never shows a secret that was given to the wrong variable, nor a password in a URL", () => {
    const secret = remote.KONAPLATE_SECRET_KEY;
    const text = problemsOf({
      env: {
        ...remote,
        KONAPLATE_TIME_ZONE: secret,
        KONAPLATE_SEED: `${"x".repeat(70)}${secret}`,
        KONAPLATE_TOKEN_MESSAGE: remote.KONAPLATE_CLIENT_PRIVATE_KEY,
        KONAPLATE_BASE_URL: "https://me:hunter/2@partner.example",
      },
    }).join("\n");
    expect(text).toContain('KONAPLATE_TIME_ZONE is "[masked]"');
    expect(text).toContain("KONAPLATE_TOKEN_MESSAGE is key material");
    expect(text).toContain('"https://[masked]@partner.example"');
    expect(text).not.toMatch(/canary|hunter|PRIVATE KEY-/);
  });
});
