import type { PassedExchange } from "../../src/traffic/proxy.ts";
import type { HeaderLine } from "../../src/wire/transport.ts";

/** Who is made out to have written a HAR file; each writes some things in its own way. */
export type Dialect = "plain" | "chrome" | "firefox" | "mitmproxy";

/** A HAR file of exchanges that went past, as a recorder writes it. */
export function harOf(passed: readonly PassedExchange[], origin: string, dialect: Dialect = "plain"): string {
  const entries = passed.map((one) => entryOf(one, origin, dialect));
  const log = {
    version: "1.2",
    creator: { name: CREATORS[dialect], version: "1" },
    pages: [],
    entries: [...strangers(dialect, origin), ...entries],
  };
  return JSON.stringify({ log }, undefined, dialect === "mitmproxy" ? 4 : 2);
}

const CREATORS: Readonly<Record<Dialect, string>> = {
  plain: "test",
  chrome: "WebInspector",
  firefox: "Firefox",
  mitmproxy: "mitmproxy",
};

function entryOf(one: PassedExchange, origin: string, dialect: Dialect): object {
  const isHttp2 = dialect === "chrome";
  const { pathname, search } = new URL(one.url);
  const path = `${pathname}${search}`;
  const requestHeaders = isHttp2
    ? [...pseudo(path, origin), ...one.request.headers.map(lowered)]
    : one.request.headers;
  const isBase64 = dialect === "mitmproxy" || dialect === "firefox";
  const asked = one.request.body ?? Buffer.alloc(0);
  const came = one.response?.body ?? Buffer.alloc(0);
  const answerHeaders = one.response?.headers ?? [];
  return {
    startedDateTime: one.startedAt.toISOString(),
    time: one.durationMs + 0.417,
    request: {
      method: one.method,
      url: `${origin}${path}`,
      httpVersion: isHttp2 ? "http/2.0" : "HTTP/1.1",
      headers: requestHeaders.map(named),
      queryString: [],
      cookies: [],
      headersSize: -1,
      bodySize: asked.length,
      ...(asked.length > 0 && { postData: { mimeType: "application/json", text: asked.toString("utf8") } }),
    },
    response: {
      status: one.response?.status ?? 0,
      statusText: isHttp2 ? "" : "OK",
      httpVersion: isHttp2 ? "http/2.0" : "HTTP/1.1",
      headers: (isHttp2 ? answerHeaders.map(lowered) : answerHeaders).map(named),
      cookies: [],
      content: {
        size: came.length,
        mimeType: "application/json",
        // What travelled compressed is smaller than what is told of it.
        ...(dialect === "chrome" && { compression: -17 }),
        text: came.toString(isBase64 ? "base64" : "utf8"),
        ...(isBase64 && { encoding: "base64" }),
      },
      redirectURL: "",
      headersSize: -1,
      bodySize: -1,
      ...(dialect === "chrome" && { _transferSize: 345, _error: null, _fetchedViaServiceWorker: false }),
    },
    cache: {},
    timings: { blocked: 0.1, dns: -1, connect: -1, ssl: -1, send: 0, wait: 3.2, receive: 0.4 },
    ...(dialect === "chrome" && {
      _initiator: { type: "script", stack: { callFrames: [] } },
      _priority: "High",
      _resourceType: "fetch",
      serverIPAddress: "[::1]",
      connection: "77",
    }),
  };
}

/** What stands in a browser's recording beside the calls: a page, a preflight, a redirect, what was never answered. */
function strangers(dialect: Dialect, origin: string): object[] {
  if (dialect === "plain") return [];
  const entry = (method: string, url: string, status: number): object => ({
    startedDateTime: "2026-11-20T10:00:00.000+09:00",
    time: 1,
    request: { method, url, httpVersion: "HTTP/1.1", headers: [], cookies: [], queryString: [], bodySize: 0 },
    response: {
      status,
      statusText: "",
      headers: [],
      cookies: [],
      content: { size: 0, mimeType: "x-unknown" },
    },
    cache: {},
    timings: {},
  });
  return [
    entry("GET", "https://wallet.example/app/main.js", 200),
    entry("OPTIONS", `${origin}/open-api/api/v1/user/deduction/info`, 204),
    entry("GET", `${origin}/open-api/login`, 302),
    entry("GET", "https://tracker.example/pixel?card=9491330000000303", 0),
  ];
}

function pseudo(path: string, origin: string): HeaderLine[] {
  return [
    [":authority", new URL(origin).host],
    [":method", "POST"],
    [":path", path],
    [":scheme", "https"],
  ];
}

function lowered([name, value]: HeaderLine): HeaderLine {
  return [name.toLowerCase(), value];
}

function named([name, value]: HeaderLine): object {
  return { name, value };
}
