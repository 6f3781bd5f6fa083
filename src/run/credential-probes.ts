import type { Case, HeaderChange, Tampering } from "../cases/model.ts";
import { headerValues } from "../checks/headers-of.ts";
import type { ControlRecord } from "../results/model.ts";
import { namesWord } from "../results/understanding.ts";
import type { RunContext } from "./context.ts";
import { type ControlAnswer, sendControl } from "./sent-control.ts";

/** What of ours a target can refuse, in the order in which servers look at it. */
export interface Credential {
  readonly what: string;
  readonly settings: string;
  /** What a message about it names: a header, or the field of an encrypted body. */
  readonly named: string;
  /** The request with this one thing wrong. */
  readonly wrong: Tampering;
}

const header = (name: string, value: string): Tampering => {
  const change: HeaderChange = { change: "replace", value };
  return { headers: { [name]: change } };
};

const ALWAYS_SENT: readonly Credential[] = [
  {
    what: "ASP id",
    settings: "KONAPLATE_ASP_ID",
    named: "X-KM-User-AspId",
    wrong: header("X-KM-User-AspId", "9".repeat(15)),
  },
  {
    what: "access key",
    settings: "KONAPLATE_ACCESS_KEY",
    named: "X-KM-Access-Key",
    wrong: header("X-KM-Access-Key", "f".repeat(40)),
  },
  {
    what: "secret key",
    settings: "KONAPLATE_SECRET_KEY (or KONAPLATE_TOKEN_MESSAGE)",
    named: "X-KM-Tran-Token",
    wrong: { token: "other-key" },
  },
];

const OF_ENCRYPTED_REQUESTS: readonly Credential[] = [
  {
    what: "crypto key id",
    settings: "KONAPLATE_CRYPTO_KEY_ID",
    named: "X-KM-Crypto-Key-Id",
    wrong: header("X-KM-Crypto-Key-Id", "f".repeat(32)),
  },
  {
    what: "server key",
    settings: "KONAPLATE_SERVER_PUBLIC_KEY",
    named: "encData",
    wrong: { body: "for-another-key" },
  },
];

/** What the same request is answered with one credential deliberately wrong. */
export interface Probed {
  readonly credential: Credential;
  readonly record: ControlRecord;
  /** The answer is the very one that the right request got; undefined where none came. */
  readonly isAlike: boolean | undefined;
}

/** Sends a request once more for each credential that it bears, with that one wrong. Changes nothing if it did not before. */
export async function probeCredentials(
  row: Case,
  isEncrypted: boolean,
  right: ControlAnswer,
  context: RunContext,
): Promise<Probed[]> {
  const probed: Probed[] = [];
  for (const credential of [...ALWAYS_SENT, ...(isEncrypted ? OF_ENCRYPTED_REQUESTS : [])]) {
    const { record, answer } = await sendControl(
      { ...row, tampering: credential.wrong },
      { id: row.id, purpose: "probe", title: `${row.title}, with a wrong ${credential.what}` },
      context,
      ({ key }) => key !== right.key,
    );
    probed.push({ credential, record, isAlike: answer && answer.key === right.key });
  }
  return probed;
}

/** The credentials that may be what the right request was refused for: a wrong one is answered as ours is. */
export function suspects(probed: readonly Probed[], { message }: ControlAnswer): Credential[] {
  const alike = probed.filter(({ isAlike }) => isAlike === true).map(({ credential }) => credential);
  const named = alike.filter((credential) => message !== null && namesWord(message, credential.named));
  return named.length > 0 ? named : alike;
}

/**
 * Seconds that this computer's clock is ahead of the server's, by the Date header of an answer (RFC 9110 section 6.6.1,
 * whole seconds); undefined where there is none.
 */
export function secondsAhead({ headers, startedAt, durationMs }: ClockSight): number | undefined {
  const date = Date.parse(headerValues(headers, "Date")[0] ?? "");
  if (Number.isNaN(date)) return undefined;
  return Math.round((startedAt.getTime() + durationMs / 2 - date) / 1000);
}

export type ClockSight = Pick<ControlAnswer, "headers" | "startedAt" | "durationMs">;
