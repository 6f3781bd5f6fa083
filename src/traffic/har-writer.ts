import { closeSync, openSync, writeSync } from "node:fs";
import type { Operation } from "../contract/model.ts";
import type { Masking } from "../masking/masking.ts";
import { openBody } from "../wire/open-body.ts";
import type { HeaderLine } from "../wire/transport.ts";
import { changedFields } from "./changed-fields.ts";
import { maskedAddress } from "./masked-address.ts";
import type { PassedExchange } from "./proxy.ts";
import type { TrafficKeys } from "./setting.ts";

/** What stands behind the last entry; it is written anew behind each, so that the file is whole at any moment. */
const END = "\n]}}\n";
const COMMENT =
  "Recorded by konaplate proxy. Secrets and personal data are masked; `_masked` of each request and response names what. Encrypted bodies are as they travelled: whoever has the key can open them.";

interface MaskedMessage {
  readonly headers: readonly HeaderLine[];
  readonly text: string | undefined;
  readonly masked: {
    readonly headers: readonly string[];
    readonly fields: readonly string[];
    readonly body: boolean;
  };
}

/** Writes exchanges into a HAR file as they end, masked. Throws the file system's error where it cannot be written. */
export class HarWriter {
  readonly #file: number;
  #position: number;
  #count = 0;

  constructor(
    readonly path: string,
    private readonly masking: Masking,
    private readonly keys: TrafficKeys,
    version: string,
  ) {
    this.#file = openSync(path, "w", 0o600);
    const creator = { name: "konaplate", version };
    const head = JSON.stringify({ log: { version: "1.2", creator, comment: COMMENT, entries: [] } });
    this.#position = writeSync(this.#file, head.slice(0, -"]}}".length));
    writeSync(this.#file, END, this.#position);
  }

  /** Its number in the file, from 1. */
  async write(exchange: PassedExchange, operation: Operation): Promise<number> {
    const entry = JSON.stringify(await maskedEntry(exchange, operation, this.masking, this.keys));
    const text = `${this.#count === 0 ? "" : ","}\n${entry}`;
    this.#position += writeSync(this.#file, text, this.#position);
    writeSync(this.#file, END, this.#position);
    return ++this.#count;
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** An exchange as an entry of a HAR file; what its bodies hold in the clear is known to the masking, wherever else it stands. */
async function maskedEntry(
  exchange: PassedExchange,
  operation: Operation,
  masking: Masking,
  keys: TrafficKeys,
): Promise<object> {
  const { request, response, startedAt, durationMs, method, url, fault } = exchange;
  const own = masking.forExchange();
  for (const [message, key] of [
    [request, keys.serverPrivateKey],
    [response, keys.clientPrivateKey],
  ] as const) {
    if (message?.body) own.learn(openBody(message.body, key).json);
  }
  const address = maskedAddress(url, operation, own);
  const sent = maskedMessage(own.headers(request.headers), request.headers, request.body, (text) =>
    own.body(text),
  );
  const came =
    response &&
    maskedMessage(own.answeredHeaders(response.headers), response.headers, response.body, (text) =>
      own.answeredBody(text),
    );
  return {
    startedDateTime: startedAt.toISOString(),
    time: durationMs,
    request: {
      method,
      url: address.url,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: sent.headers.map(named),
      queryString: [],
      headersSize: -1,
      bodySize: request.body?.length ?? -1,
      ...(sent.text !== undefined && { postData: { mimeType: typeOf(sent.headers), text: sent.text } }),
      _masked: { ...sent.masked, fields: [...sent.masked.fields, ...address.fields] },
    },
    response: {
      status: response?.status ?? 0,
      statusText: "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: (came?.headers ?? []).map(named),
      content: {
        size: response?.body?.length ?? -1,
        mimeType: typeOf(came?.headers ?? []),
        ...(came?.text !== undefined && { text: came.text }),
      },
      redirectURL: "",
      headersSize: -1,
      bodySize: -1,
      ...(fault !== undefined && !response && { _error: own.text(fault.message) }),
      ...(came && { _masked: came.masked }),
    },
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
  };
}

function maskedMessage(
  headers: readonly HeaderLine[],
  sent: readonly HeaderLine[],
  body: Buffer | undefined,
  hide: (text: string) => string,
): MaskedMessage {
  const hiddenHeaders = headers
    .filter(([, value], index) => value !== sent[index]?.[1])
    .map(([name]) => name);
  const clear = body?.toString("utf8");
  const text = clear === undefined ? undefined : hide(clear);
  const fields =
    clear === undefined || text === undefined || text === clear ? [] : changedFields(clear, text);
  return {
    headers,
    text: fields === undefined ? undefined : text,
    masked: { headers: [...new Set(hiddenHeaders)], fields: fields ?? [], body: fields === undefined },
  };
}

function typeOf(headers: readonly HeaderLine[]): string {
  return headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
}

function named([name, value]: HeaderLine): object {
  return { name, value };
}
