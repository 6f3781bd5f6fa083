import type { KeyObject } from "node:crypto";
import type { Json } from "../exact/json.ts";
import type { GivenSecrets } from "./secrets-command.ts";

/** What a client needs to speak for a service provider. The embedded sandbox has its own. */
export interface Credentials {
  readonly aspId: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly cryptoKeyId: string;
  /** RSA public key of the server: requests are encrypted with it. */
  readonly serverPublicKey: KeyObject;
  /** RSA private key of the client: responses are decrypted with it. */
  readonly clientPrivateKey: KeyObject;
}

/** What stands between this computer and a target. */
export interface EgressProxy {
  /** With user name and password. */
  readonly url: string;
  /** `host:port`, for messages. */
  readonly place: string;
  /** The variable that names it, with file and line. */
  readonly from: string;
  /** What of it must never be shown. */
  readonly secrets: readonly string[];
}

/** Who we are to a target that demands a certificate, as node's TLS takes it. */
export type ClientIdentity =
  | { readonly cert: string; readonly key: string }
  | { readonly pfx: Buffer; readonly passphrase?: string };

export interface ClientCertificate {
  readonly identity: ClientIdentity;
  readonly subject: string;
  readonly issuer: string;
  readonly validTo: string;
}

/** Private authorities that are trusted beside the public ones. */
export interface Authorities {
  readonly pem: readonly string[];
  readonly subjects: readonly string[];
}

/** How requests get to a target: through what, as whom, and whom we believe. Empty: directly, as anybody does. */
export interface Way {
  readonly proxy?: EgressProxy;
  readonly clientCertificate?: ClientCertificate;
  readonly authorities?: Authorities;
  /** Name of the target in TLS and in Host, where the base URL names another. */
  readonly serverName?: string;
}

/** The server that a run speaks to, with the credentials to speak for. */
export interface Target {
  readonly baseUrl: string;
  readonly credentials: Credentials;
  readonly way: Way;
}

/**
 * What may be sent to a target: `read`, requests to operations that change nothing; `refusals`, also requests to
 * changing operations that the pages say are refused; `changes`, everything.
 */
export type Allow = "read" | "refusals" | "changes";

export type TimeZone = "UTC" | "KST";
/** Which inferred violations fail a run: none, those of the family security, all. */
export type StrictSetting = "none" | "security" | "all";
/** Whether the keys reach a live system, or answer the portal's prepared requests only. */
export type KeyMode = "LIVE" | "MOCK";
export type TokenMessageSetting = "body" | "base64-body";

/** Values for requests by operation, then by case name or `*` for all cases, then by field. Numbers are exact. */
export type TestData = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Json>>>>>>;

/** A documented case that this environment is known not to be able to exercise. */
export interface DeclaredGap {
  /** Case id or glob. */
  readonly case: string;
  readonly reason: string;
  readonly file: string;
  readonly line: number;
}

/** A violation that is known and owned: narrow, and only until a date. */
export interface DeclaredDeviation {
  readonly id: string;
  readonly case: string;
  readonly rule: string;
  /** Only violations at this place (`Violation.where`); absent: any place. */
  readonly where?: string;
  readonly reason: string;
  readonly owner: string;
  readonly ticket: string;
  /** Last day on which the deviation is tolerated, yyyy-MM-dd. */
  readonly expires: string;
  readonly file: string;
  readonly line: number;
}

export interface Limits {
  readonly timeoutMs: number;
  /** Requests a second over the whole run; undefined: unlimited. */
  readonly maxRps: number | undefined;
  readonly concurrency: number;
  /** An answer that takes longer warns; undefined: none does. */
  readonly maxResponseMs: number | undefined;
}

/** One of several machines that divide the cases of a run among them: the index is from 1 to the count. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Of which cases the Allure report holds what travelled: of those that did not pass, or of all. */
export type Attach = "failed" | "all";

/** Everything a run is told, read and checked before anything is sent. */
export interface Settings {
  /** `embedded`, or the name given by KONAPLATE_ENV, or `remote` where only a base URL is given. */
  readonly environment: string;
  /** The embedded sandbox is started and used; base URL and credentials are its own. */
  readonly embedded: boolean;
  readonly baseUrl: string | undefined;
  readonly credentials: Credentials | undefined;
  /** What KONAPLATE_SECRETS_COMMAND gave, for those who read the same settings again. */
  readonly secrets?: GivenSecrets;
  readonly way: Way;
  readonly timeZone: TimeZone;
  readonly tokenMessage: TokenMessageSetting;
  readonly keyMode: KeyMode;
  readonly testData: TestData;
  /** Operations that the target answers by their pages alone, without a world behind them: a thing is never spent there. */
  readonly keepsNothing?: ReadonlySet<string>;
  /** The file that test data comes from, for messages that say where to fill something in. */
  readonly testDataFile: string;
  /** Where a run remembers which of the test data's values it used up; undefined: nowhere. */
  readonly spentFile: string | undefined;
  /** The command that gives values right before a request, with the folder that it runs in. */
  readonly dataProvider: { readonly command: string; readonly cwd: string } | undefined;
  /** What may be sent; `changes` on the embedded sandbox. */
  readonly allow: Allow;
  readonly strict: StrictSetting;
  readonly only: readonly string[];
  /** Kinds of cases that the command line chooses; empty: every kind. */
  readonly kinds: readonly string[];
  /** The part of the chosen cases that this machine runs; absent: all of them. */
  readonly shard?: Shard;
  readonly limits: Limits;
  readonly seed: string;
  readonly codePointer: string;
  readonly messagePointer: string;
  readonly reportDir: string;
  readonly attach: Attach;
  /** conformance.json of the run to compare with; the file is read by the command that compares. */
  readonly baseline: string | undefined;
  readonly gaps: readonly DeclaredGap[];
  readonly deviations: readonly DeclaredDeviation[];
  /** Things worth saying that stop nothing, e.g. a test-data field that the contract does not know. */
  readonly notices: readonly string[];
}

/** A mistake in settings, files or the command line; all of them are told at once and nothing is sent. */
export class SettingsMistake extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "SettingsMistake";
  }
}
