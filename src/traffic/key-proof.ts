import type { KeyObject } from "node:crypto";
import { headerValues } from "../checks/headers-of.ts";
import { isTokenOf } from "../checks/request/token.ts";
import { isJsonObject } from "../exact/json.ts";
import type { UnfitKey } from "../results/traffic.ts";
import type { Understanding } from "../results/understanding.ts";
import { readJsonBytes } from "../wire/body-text.ts";
import { isForAnotherKey, MessageEncryptionError, readSealing } from "../wire/message-encryption.ts";
import type { TrafficExchange, TrafficMessage } from "./exchange.ts";
import type { TrafficKeys, TrafficSetting } from "./setting.ts";

const ACCESS_KEY = "X-KM-Access-Key";
const TOKEN = "x-km-tran-token";

/** A key as whoever gave it knows it, and what there is for it. */
interface KeyName {
  readonly name: string;
  readonly does: string;
  readonly to: string;
}

const NAMES: Readonly<Record<keyof TrafficKeys, KeyName>> = {
  accessKey: { name: "KONAPLATE_ACCESS_KEY", does: "stands in", to: "requests" },
  secretKey: { name: "KONAPLATE_SECRET_KEY", does: "verifies", to: "tokens" },
  clientPrivateKey: { name: "KONAPLATE_CLIENT_PRIVATE_KEY", does: "opens", to: "encrypted answers" },
  serverPrivateKey: { name: "--server-key", does: "opens", to: "encrypted requests" },
};

const NOT_GIVEN = {
  request: "the request is encrypted for the server, whose private key is not given",
  answer: "the answer is encrypted for the client, whose private key is not given",
  token: "the secret key of this client is not given",
};
const OF_ANOTHER = `${ACCESS_KEY} of the request is not KONAPLATE_ACCESS_KEY: the keys of that client are not given`;

/** The keys that an exchange is judged with, and why not with the others. */
export interface UsableKeys extends TrafficKeys {
  readonly why: { readonly request: string; readonly answer: string; readonly token: string };
  /** The access key is another than ours, which the server serves, and the server is not known to serve it. */
  readonly isUnservedKey: boolean;
}

interface Tries {
  readonly tried: number;
  readonly fits: boolean;
}

/**
 * Which of the keys that somebody gave are those of the exchanges. A key that opens or verifies nothing at all at a base
 * URL shows that it is another's, and nobody is accused by it; one that fits once is right, and what it does not fit is
 * wrong. A request that its own server would not read or serve shows nothing of a key: it may be the client's that is
 * wrong.
 */
export class KeyProof {
  readonly #tries = new Map<keyof TrafficKeys, Map<string, Tries>>();
  /** Access keys with which something was served, behind their base URL. */
  readonly #served = new Set<string>();

  constructor(private readonly setting: Pick<TrafficSetting, "keys" | "tokenMessage">) {}

  /** Tries each key on an exchange, whose request came so far with its server. */
  look(exchange: TrafficExchange, base: string, understood: Understanding): void {
    const { keys, tokenMessage } = this.setting;
    const { request, response } = exchange;
    const accessKey = sentKey(exchange);
    const { headers, body, hidden, isExact } = request;
    if (understood === "served" && accessKey !== undefined) this.#served.add(`${base}\n${accessKey}`);
    const isNeeded = keys.secretKey !== undefined || keys.clientPrivateKey !== undefined;
    if (isNeeded && keys.accessKey !== undefined && accessKey !== undefined)
      this.#try("accessKey", base, () => accessKey === keys.accessKey);
    const wasRead = understood !== "unclear";
    this.#try("serverPrivateKey", base, () => telling(opens(request, keys.serverPrivateKey), wasRead));
    if (!this.#isOurs(exchange)) return;
    this.#try("clientPrivateKey", base, () => response && opens(response, keys.clientPrivateKey));
    const { secretKey } = keys;
    if (secretKey === undefined || !body || !isExact || hidden.headers.has(TOKEN)) return;
    const isSigned = (): boolean | undefined =>
      isTokenOf(headers, body.toString("utf8"), secretKey, tokenMessage);
    this.#try("secretKey", base, () => telling(isSigned(), understood === "served"));
  }

  /** What an exchange is judged with, by what is known by now. */
  usable(exchange: TrafficExchange, base: string): UsableKeys {
    const { keys } = this.setting;
    const isOurs = this.#isOurs(exchange);
    const fits = (key: keyof TrafficKeys): boolean => this.#tries.get(key)?.get(base)?.fits !== false;
    const why = (key: keyof TrafficKeys, otherwise: string): string =>
      keys[key] === undefined || fits(key) ? otherwise : `${unfitting(NAMES[key])} to ${base}`;
    const isServed = (key: string | undefined): boolean => this.#served.has(`${base}\n${key}`);
    return {
      isUnservedKey: !isOurs && isServed(keys.accessKey) && !isServed(sentKey(exchange)),
      ...(keys.serverPrivateKey && fits("serverPrivateKey") && { serverPrivateKey: keys.serverPrivateKey }),
      ...(keys.clientPrivateKey &&
        isOurs &&
        fits("clientPrivateKey") && { clientPrivateKey: keys.clientPrivateKey }),
      ...(keys.secretKey !== undefined && isOurs && fits("secretKey") && { secretKey: keys.secretKey }),
      why: {
        request: why("serverPrivateKey", NOT_GIVEN.request),
        answer: isOurs || !keys.clientPrivateKey ? why("clientPrivateKey", NOT_GIVEN.answer) : OF_ANOTHER,
        token: isOurs || keys.secretKey === undefined ? why("secretKey", NOT_GIVEN.token) : OF_ANOTHER,
      },
    };
  }

  /** Keys that fitted nothing, at one base URL or anywhere. */
  unfit(): UnfitKey[] {
    return [...this.#tries].flatMap(([key, bases]) => {
      const { name, does, to } = NAMES[key];
      const none = [...bases].filter(([, { fits }]) => !fits);
      const isOthers = none.length < bases.size;
      if (!isOthers)
        return [{ name, does, to, tried: [...bases.values()].reduce((sum, { tried }) => sum + tried, 0) }];
      return none.map(([base, { tried }]) => ({ name, does, to, tried, base }));
    });
  }

  /** Counts how often a key was tried in vain, until it fits. */
  #try(key: keyof TrafficKeys, base: string, isRight: () => boolean | undefined): void {
    const bases = this.#tries.get(key) ?? new Map<string, Tries>();
    const { tried, fits } = bases.get(base) ?? { tried: 0, fits: false };
    if (fits) return;
    const fitted = isRight();
    if (fitted === undefined) return;
    this.#tries.set(key, bases);
    bases.set(base, { tried: tried + 1, fits: fitted });
  }

  /** What another client signs and is answered is not for our keys. */
  #isOurs(exchange: TrafficExchange): boolean {
    const { accessKey } = this.setting.keys;
    const sent = sentKey(exchange);
    return accessKey === undefined || sent === undefined || sent === accessKey;
  }
}

function sentKey({ request }: TrafficExchange): string | undefined {
  if (request.hidden.headers.has(ACCESS_KEY.toLowerCase())) return undefined;
  return headerValues(request.headers, ACCESS_KEY)[0];
}

/** That a key does not fit says something of the key only where the server found nothing wrong. */
function telling(fits: boolean | undefined, wasAccepted: boolean): boolean | undefined {
  return fits || wasAccepted ? fits : undefined;
}

/** Undefined where there is nothing for a key to open, or what is there is no documented encryption. */
function opens({ body }: TrafficMessage, key: KeyObject | undefined): boolean | undefined {
  if (!key || !body) return undefined;
  const { json } = readJsonBytes(body);
  const sealed = isJsonObject(json) && Object.hasOwn(json, "encData") ? json.encData : undefined;
  if (typeof sealed !== "string") return undefined;
  try {
    readSealing(sealed);
  } catch (error) {
    if (error instanceof MessageEncryptionError) return undefined;
    throw error;
  }
  return !isForAnotherKey(sealed, key);
}

function unfitting({ name, does, to }: KeyName): string {
  return `${name} ${does} none of the ${to}`;
}
