import { basename } from "node:path";
import type { DataFile } from "../exact/data-file.ts";
import { isExactNumber, isJsonObject, type Json, valueAt } from "../exact/json.ts";
import type { HeaderLine } from "../wire/transport.ts";
import { TransportFault } from "../wire/transport-fault.ts";
import { type Hidden, NOTHING_HIDDEN, type TrafficExchange, type TrafficMessage } from "./exchange.ts";
import { bytesOf, withoutChunks } from "./recorded-bytes.ts";

const NO_ANSWER = "the recording has no answer";

/** The exchanges of a HAR file that has its shape, in the order of the file; `number` is the file's among several. */
export function exchangesOf(file: DataFile, number?: number): TrafficExchange[] {
  const entries = valueAt(file.value, "/log/entries");
  if (!Array.isArray(entries)) return [];
  const prefix = number === undefined ? "" : `${number}.`;
  return entries.map((entry, index): TrafficExchange => {
    const at = (pointer: string): Json | undefined => valueAt(entry, pointer);
    const status = numberAt(entry, "/response/status") ?? 0;
    return {
      id: `${prefix}entry-${index + 1}`,
      name: `entry ${index + 1} of ${basename(file.path)}`,
      source: { file: file.path, line: file.lineOf(`/log/entries/${index}`) },
      startedAt: new Date(String(at("/startedDateTime"))),
      durationMs: Math.max(0, numberAt(entry, "/time") ?? 0),
      method: String(at("/request/method")).toUpperCase(),
      url: String(at("/request/url")),
      request: requestOf(entry),
      ...(status > 0
        ? { response: { status, ...responseOf(entry) } }
        : { fault: new TransportFault("network", textAt(entry, "/response/_error") ?? NO_ANSWER) }),
    };
  });
}

function requestOf(entry: Json): TrafficMessage {
  const headers = headersAt(entry, "/request/headers");
  const hidden = hiddenAt(entry, "/request/_masked");
  const body = bytesAt(entry, "/request/postData");
  const size = lengthSaid(headers) ?? numberAt(entry, "/request/bodySize") ?? -1;
  if (!body || body.length === 0) {
    // What such a method sends is in the address, and a recorder need not say that there was no body.
    const isEmpty =
      size === 0 || (size < 0 && /^(GET|HEAD|DELETE)$/i.test(textAt(entry, "/request/method") ?? ""));
    return { headers, body: size > 0 ? undefined : Buffer.alloc(0), isExact: isEmpty, hidden };
  }
  // Where the recorder says another length than it has, it cut the body or wrote it anew.
  const isWhole = size <= 0 || size === body.length || hidden.fields.length > 0;
  return {
    headers,
    body: isWhole ? body : undefined,
    isExact: isWhole && hidden.fields.length === 0,
    hidden,
  };
}

function responseOf(entry: Json): TrafficMessage {
  const headers = headersAt(entry, "/response/headers");
  const hidden = hiddenAt(entry, "/response/_masked");
  const said = numberAt(entry, "/response/content/size") ?? -1;
  // What travelled compressed is shorter than what is told of it.
  const size = said < 0 && !has(headers, "content-encoding") ? (lengthSaid(headers) ?? said) : said;
  const recorded = bytesAt(entry, "/response/content");
  const body = recorded && has(headers, "transfer-encoding") ? withoutChunks(recorded) : recorded;
  const isBase64 = textAt(entry, "/response/content/encoding") === "base64";
  if (body === undefined) {
    const isEmpty = size === 0 && recorded === undefined;
    return { headers, body: isEmpty ? Buffer.alloc(0) : undefined, isExact: isEmpty, hidden };
  }
  // A recorder may keep the beginning of a long body alone.
  const isCut = hidden.fields.length === 0 && size > body.length && !isJson(body);
  return { headers, body: isCut ? undefined : body, isExact: isBase64, hidden };
}

function isJson(body: Buffer): boolean {
  try {
    JSON.parse(body.toString("utf8"));
    return true;
  } catch {
    return false;
  }
}

function has(headers: readonly HeaderLine[], wanted: string): boolean {
  return headers.some(([name]) => name.toLowerCase() === wanted);
}

function lengthSaid(headers: readonly HeaderLine[]): number | undefined {
  const value = headers.find(([name]) => name.toLowerCase() === "content-length")?.[1].trim();
  return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}

/** Without the pseudo headers of HTTP/2 and HTTP/3, which say what method and address say. */
function headersAt(entry: Json, pointer: string): HeaderLine[] {
  const list = valueAt(entry, pointer);
  return (Array.isArray(list) ? list : [])
    .filter(isJsonObject)
    .map(({ name, value }): HeaderLine => [String(name), String(value)])
    .filter(([name]) => !name.startsWith(":"));
}

function bytesAt(entry: Json, pointer: string): Buffer | undefined {
  const text = textAt(entry, `${pointer}/text`);
  return text === undefined ? undefined : bytesOf(text, textAt(entry, `${pointer}/encoding`));
}

function hiddenAt(entry: Json, pointer: string): Hidden {
  const hidden = valueAt(entry, pointer);
  if (!isJsonObject(hidden)) return NOTHING_HIDDEN;
  const listed = (name: string): string[] => {
    const list = hidden[name];
    return Array.isArray(list) ? list.map(String) : [];
  };
  return {
    headers: new Set(listed("headers").map((name) => name.toLowerCase())),
    fields: listed("fields"),
    wholeBody: hidden.body === true,
  };
}

function textAt(entry: Json, pointer: string): string | undefined {
  const value = valueAt(entry, pointer);
  return typeof value === "string" ? value : undefined;
}

function numberAt(entry: Json, pointer: string): number | undefined {
  const value = valueAt(entry, pointer);
  return isExactNumber(value) ? Number(value.value) : undefined;
}
