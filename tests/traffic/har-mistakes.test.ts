import { describe, expect, it } from "vitest";
import { readHar } from "./recorded.ts";

const REQUEST = { method: "POST", url: "https://host/api", headers: [] };
const RESPONSE = { status: 200, headers: [], content: { size: 2, text: "{}" } };

function har(entry: unknown): string {
  return JSON.stringify({ log: { entries: [entry] } }, undefined, 1);
}

function mistake(text: string | Buffer): string {
  try {
    readHar(text, "broken.har");
  } catch (error) {
    return (error as Error).message.replace(/^.*broken\.har/, "broken.har");
  }
  return "none";
}

describe("a HAR file that is not as it should be", () => {
  const rows: readonly (readonly [what: string, text: string | Buffer, message: RegExp])[] = [
    [
      "cut off",
      '{\n"log": {\n"entries": [{"a"',
      /^broken\.har:3: is no JSON from character \d+ on: it may have been cut off/,
    ],
    ["empty", " \n", /^broken\.har: is empty; a HAR file is expected/],
    ["no JSON", "<html>", /^broken\.har:1: is no JSON/],
    ["not UTF-8", Buffer.from([0x7b, 0xff, 0x7d]), /^broken\.har: is not text in UTF-8/],
    ["an array", "[]", /^broken\.har:1: the file is not of the right form; give a recording, an object with/],
    ["null", "null", /^broken\.har:1: the file is not of the right form; give a recording, an object with/],
    ["without a log", "{}", /^broken\.har:1: log is missing; give the log of an HTTP Archive 1\.2/],
    ["without entries", '{"log": {}}', /log\.entries is missing; give a list of exchanges/],
    [
      "an entry without a request",
      har({ startedDateTime: "2026-11-21T10:00:00Z", response: RESPONSE }),
      /^broken\.har:\d+: log\.entries\.0\.request is missing/,
    ],
    [
      "a date that is none",
      har({ startedDateTime: "yesterday", request: REQUEST, response: RESPONSE }),
      /^broken\.har:5: log\.entries\.0\.startedDateTime is not of the right form; give the date and time/,
    ],
    [
      "headers as an object",
      har({
        startedDateTime: "2026-11-21T10:00:00Z",
        request: { ...REQUEST, headers: {} },
        response: RESPONSE,
      }),
      /log\.entries\.0\.request\.headers is not of the right form; give a list of headers/,
    ],
  ];

  it.each(rows)("%s is told with its place", (_what, text, message) => {
    expect(mistake(text)).toMatch(message);
  });

  it("is told without what stands in it", () => {
    const secret = { ...REQUEST, method: 4111111111111111 };
    const text = har({ startedDateTime: "2026-11-21T10:00:00Z", request: secret, response: RESPONSE });
    expect(mistake(text)).toMatch(/method is not of the right form/);
    expect(mistake(text)).not.toContain("4111");
  });
});

describe("what a recorder leaves out", () => {
  const read = (request: object, response: object) =>
    readHar(
      har({
        startedDateTime: "2026-11-21T10:00:00.000+09:00",
        time: null,
        request: { ...REQUEST, ...request },
        response: { ...RESPONSE, ...response },
      }),
    )[0];

  it("is no body where it says that there was one, and an empty one where there was none", () => {
    expect(read({ bodySize: 12 }, {})?.request.body).toBeUndefined();
    expect(read({ bodySize: 0 }, {})?.request.body).toEqual(Buffer.alloc(0));
    expect(read({}, { content: { size: 300 } })?.response?.body).toBeUndefined();
    expect(read({}, { content: { size: 0 } })?.response?.body).toEqual(Buffer.alloc(0));
  });

  it("is no body where it was cut or written anew", () => {
    const postData = { mimeType: "application/json", text: '{"a":1}' };
    expect(
      read({ postData, headers: [{ name: "content-length", value: "9" }] }, {})?.request.body,
    ).toBeUndefined();
    expect(read({ postData, bodySize: 7 }, {})?.request.isExact).toBe(true);
    expect(read({}, { content: { size: 900, text: '{"a":"bcd' } })?.response?.body).toBeUndefined();
  });

  it("is no body where it is no base64 although it is said to be, or shorter than it was said to be", () => {
    const content = { size: 3, encoding: "base64", text: "!!!no base64" };
    expect(read({}, { content })?.response?.body).toBeUndefined();
    const right = { size: 7, encoding: "base64", text: Buffer.from('{"a":1}').toString("base64") };
    expect(read({}, { content: right })?.response?.body?.toString()).toBe('{"a":1}');
    const headers = [{ name: "Content-Length", value: "70" }];
    const cut = { size: -1, text: '{"a":"b' };
    expect(read({}, { headers, content: cut })?.response?.body).toBeUndefined();
    // What travelled compressed says another length.
    const zipped = [...headers, { name: "Content-Encoding", value: "gzip" }];
    expect(read({}, { headers: zipped, content: cut })?.response?.body?.toString()).toBe('{"a":"b');
  });

  it("is a body without the framing of its chunks, and none where they are not complete", () => {
    const headers = [{ name: "Transfer-Encoding", value: "chunked" }];
    const of = (text: string) =>
      read({}, { headers, content: { size: -1, text } })?.response?.body?.toString();
    expect(of('3;x=y\r\n{"a\r\n4\r\n":1}\r\n0\r\n\r\n')).toBe('{"a":1}');
    expect(of('7\r\n{"a":1}\r\n')).toBeUndefined();
    expect(of('1a\r\n{"a":1}\r\n0\r\n\r\n')).toBeUndefined();
    expect(of('{"a":1}')).toBe('{"a":1}');
  });

  it("is no answer where the status is 0", () => {
    const exchange = read({}, { status: 0, _error: "net::ERR_CONNECTION_REFUSED" });
    expect(exchange?.response).toBeUndefined();
    expect(exchange?.fault?.message).toBe("net::ERR_CONNECTION_REFUSED");
  });

  it("may begin with a byte order mark, and dates have their zone", () => {
    const text = har({
      startedDateTime: "2026-11-21T10:00:00.000+09:00",
      request: REQUEST,
      response: RESPONSE,
    });
    expect(readHar(`\uFEFF${text}`)[0]?.startedAt.toISOString()).toBe("2026-11-21T01:00:00.000Z");
  });
});
