import { setTimeout as pause } from "node:timers/promises";
import { deflateSync, gzipSync } from "node:zlib";
import { isJsonObject, parseJson, stringifyJson } from "../../src/exact/json.ts";
import type { HeaderLine } from "../../src/wire/transport.ts";
import type { Alteration, SealedAnswer } from "../alteration.ts";
import { answerText } from "../answer.ts";
import {
  always,
  changeAnswer,
  changeHeaders,
  changeText,
  changeWire,
  isRefusal,
  isSuccess,
  withBody,
  withHeader,
  withoutHeader,
} from "./hooks.ts";
import { sealBytes } from "./jwe.ts";
import type { BenignVariant } from "./model.ts";

type Row = readonly [name: string, says: string, alter: () => Alteration];

const headers = (change: (lines: readonly HeaderLine[]) => readonly HeaderLine[]) => (): Alteration =>
  changeHeaders(always, change);
const text = (change: (plain: string) => string) => (): Alteration => changeText(always, change);
const named = (change: (name: string) => string) =>
  headers((lines) => lines.map(([name, value]) => [change(name), value]));

/** What HTTP and JSON leave to the server. */
const ROWS: readonly Row[] = [
  ["nothing-changed", "answers as the sandbox does", () => ({})],
  ["header-names-lower-case", "writes header names in lower case", named((name) => name.toLowerCase())],
  ["header-names-upper-case", "writes header names in capitals", named((name) => name.toUpperCase())],
  [
    "headers-in-another-order",
    "writes its headers in another order",
    headers((lines) => [...lines].reverse()),
  ],
  [
    "header-values-padded",
    "writes white space around header values",
    headers((lines) => lines.map(([name, value]) => [name, name.startsWith("X-") ? ` ${value}\t` : value])),
  ],
  [
    "further-headers",
    "adds headers of its own",
    headers((lines) => [
      ...lines,
      ["Server", "kona"],
      ["X-Frame-Options", "DENY"],
      ["Cache-Control", "no-store"],
      ["Set-Cookie", "a=b"],
      ["Set-Cookie", "c=d"],
    ]),
  ],
  [
    "charset-parameter",
    "names the charset",
    headers((lines) => withHeader(lines, "Content-Type", "application/json;charset=UTF-8")),
  ],
  [
    "content-type-capitals",
    "writes the media type in capitals",
    headers((lines) => withHeader(lines, "Content-Type", "Application/JSON; charset=utf-8")),
  ],
  [
    "no-crypto-key-id",
    "leaves X-KM-Crypto-Key-Id out",
    headers((lines) => withoutHeader(lines, "X-KM-Crypto-Key-Id")),
  ],
  [
    "connection-closed",
    "closes the connection after each answer",
    headers((lines) => [...lines, ["Connection", "close"]]),
  ],
  [
    "chunked",
    "sends its body in chunks",
    headers((lines) => [...withoutHeader(lines, "Content-Length"), ["Transfer-Encoding", "chunked"]]),
  ],
  [
    "gzip",
    "compresses its body with gzip",
    () => changeWire(always, (wire) => coded(wire, "gzip", gzipSync(wire.body))),
  ],
  [
    "deflate",
    "compresses its body with deflate",
    () => changeWire(always, (wire) => coded(wire, "deflate", deflateSync(wire.body))),
  ],
  [
    "slow",
    "answers slowly",
    () =>
      changeWire(always, async (wire) => {
        await pause(60);
        return wire;
      }),
  ],
  [
    "escapes",
    "escapes every character beyond ASCII",
    text((plain) => plain.replace(/[^\x20-\x7e]/g, unicodeEscape)),
  ],
  ["escaped-slashes", "escapes slashes", text((plain) => plain.replaceAll("/", "\\/"))],
  [
    "escaped-names",
    "escapes letters in member names",
    text((plain) => plain.replace('"response"', '"\\u0072esponse"')),
  ],
  ["pretty-printed", "writes its JSON over many lines", text((plain) => stringifyJson(parseJson(plain), 2))],
  ["white-space-around", "writes white space around its JSON", text((plain) => `\r\n\t ${plain} \n`)],
  ["envelope-last", "writes the envelope after the payload", text(envelopeLast)],
  ["a256gcm", "encrypts with A256GCM", () => changeText(always, (plain) => plain, { enc: "A256GCM" })],
  [
    "rsa-oaep",
    "encrypts the key by RSA-OAEP with SHA-1",
    () => changeText(always, (plain) => plain, { alg: "RSA-OAEP" }),
  ],
  ["further-member-beside-enc-data", "adds a member beside encData", () => besideEncData({ keyId: "1" })],
  ["envelope-beside-enc-data", "repeats the envelope beside encData", () => envelopeOutside(true)],
  ["envelope-outside-enc-data", "has its envelope beside encData alone", () => envelopeOutside(false)],
  [
    "encrypted-refusals",
    "encrypts refusals as it does successes",
    () =>
      changeAnswer(isRefusal, (answer, { operation }) => ({
        ...answer,
        encrypted: operation.encrypted.response,
      })),
  ],
];

/** Variants that concern every operation. */
export function benignOnTheWire(operations: readonly string[]): BenignVariant[] {
  return ROWS.map(([name, says, alter]) => ({
    id: `benign/wire/${name}`,
    description: `The server ${says}.`,
    operations,
    alter,
  }));
}

function coded(wire: SealedAnswer, coding: string, body: Buffer): SealedAnswer {
  const answer = withBody(wire, body);
  return { ...answer, headers: [...answer.headers, ["Content-Encoding", coding]] };
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function envelopeLast(plain: string): string {
  const body = parseJson(plain);
  if (!isJsonObject(body)) return plain;
  const { response, ...payload } = body;
  return response === undefined ? plain : stringifyJson({ ...payload, response });
}

function besideEncData(members: Readonly<Record<string, string>>): Alteration {
  return changeWire(
    (answer) => answer.encrypted,
    (wire) => withBody(wire, JSON.stringify({ ...JSON.parse(wire.body.toString("utf8")), ...members })),
  );
}

/** No page says whether the envelope of an encrypted answer stands inside encData, beside it, or both. */
function envelopeOutside(inside: boolean): Alteration {
  return changeWire(
    (answer, context) => answer.encrypted && isSuccess(answer, context),
    async (wire, { clientPublicKey }, answer) => {
      const { code, message, payload } = answer;
      const plain = inside ? answerText(answer) : stringifyJson(payload);
      const encData = await sealBytes(Buffer.from(plain), clientPublicKey);
      return withBody(wire, JSON.stringify({ response: { code, description: message }, encData }));
    },
  );
}
