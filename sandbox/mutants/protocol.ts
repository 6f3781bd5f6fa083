import type { Alteration } from "../alteration.ts";
import {
  type Applies,
  always,
  changeBody,
  changeHeaders,
  changeText,
  isRefusal,
  isSuccess,
  ofOperation,
  withHeader,
  withoutHeader,
} from "./hooks.ts";
import type { Mutant } from "./model.ts";

interface Damage {
  readonly name: string;
  readonly says: string;
  readonly catchers: readonly string[];
  alter(applies: Applies): Alteration;
}

function textDamage(
  name: string,
  says: string,
  change: (text: string) => string | Buffer,
  rule = "json-well-formed",
): Damage {
  return { name, says, catchers: [rule], alter: (applies) => changeText(applies, change) };
}

function bodyDamage(name: string, says: string, change: (body: Buffer) => string | Buffer): Damage {
  return { name, says, catchers: ["json-well-formed"], alter: (applies) => changeBody(applies, change) };
}

function typeDamage(name: string, type: string): Damage {
  return {
    name: `content-type-${name}`,
    says: `calls its body ${type || "nothing at all"}`,
    catchers: ["content-type"],
    alter: (applies) => changeHeaders(applies, (lines) => withHeader(lines, "Content-Type", type)),
  };
}

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const inside = (text: string, more: string): string => text.replace(/\}$/, `${more}}`);

/** Of the text in the clear: where it is encrypted the damage is inside encData. */
const IN_THE_CLEAR: readonly Damage[] = [
  textDamage("bom", "begins with a byte order mark", (text) => Buffer.concat([BOM, Buffer.from(text)])),
  textDamage("trailing-bytes", "has bytes after its end", (text) => `${text}\n-- end`),
  textDamage("second-value", "has a second JSON value after the first", (text) => `${text}{}`),
  textDamage("repeated-envelope", "has its envelope twice", (text) => inside(text, `,${text.slice(1, -1)}`)),
  textDamage("repeated-code", "has its code twice, the last one right", (text) =>
    text.replace('{"code":', '{"code":"999_999","code":'),
  ),
  textDamage("repeated-escaped", "has its code twice, once with an escape in its name", (text) =>
    text.replace('{"code":', '{"\\u0063ode":"999_999","code":'),
  ),
  textDamage("truncated", "breaks off before its end", (text) => text.slice(0, -1)),
  textDamage("truncated-early", "breaks off in the middle", (text) => text.slice(0, text.length / 2)),
  textDamage("nan", "has a member NaN", (text) => inside(text, ',"rate":NaN')),
  textDamage("infinity", "has a member -Infinity", (text) => inside(text, ',"rate":-Infinity')),
  textDamage("undefined", "has a member undefined", (text) => inside(text, ',"rate":undefined')),
  textDamage("leading-zero", "has a number with a leading zero", (text) => inside(text, ',"rate":007')),
  textDamage("hexadecimal", "has a hexadecimal number", (text) => inside(text, ',"rate":0x1F')),
  textDamage("trailing-comma", "has a comma after its last member", (text) => inside(text, ",")),
  textDamage("comment", "has a comment", (text) => `/* ok */${text}`),
  textDamage("single-quotes", "has single quotes", (text) => text.replaceAll('"', "'")),
  textDamage("bare-names", "has member names without quotes", (text) =>
    text.replace('"response"', "response"),
  ),
  textDamage("control-character", "has a line feed in a text", (text) =>
    text.replace('"description":"', '"description":"\n'),
  ),
  textDamage("bad-escape", "has an escape that JSON does not have", (text) =>
    text.replace('"description":"', '"description":"\\x41'),
  ),
  textDamage("invalid-utf8", "has a byte that is not UTF-8", (text) => withByte(text, 0xff)),
  textDamage("overlong-utf8", "has an overlong UTF-8 sequence", (text) => withByte(text, 0xc0)),
  textDamage("cp949", "has Korean in CP949", (text) => withByte(text, 0xb0)),
  textDamage("utf-16", "is written in UTF-16", (text) => Buffer.from(text, "utf16le")),
];

/** Of the body as it travels. */
const ON_THE_WAY: readonly Damage[] = [
  bodyDamage("empty-body", "has no body", () => ""),
  bodyDamage("white-space-body", "has a body of white space", () => " \n"),
  bodyDamage("html-page", "has a page of HTML as body", () => "<!DOCTYPE html><html><body>OK</body></html>"),
  bodyDamage("plain-text", "has the word OK as body", () => "OK"),
  bodyDamage("jsonp", "is wrapped in a call", (body) => `callback(${body.toString("utf8")});`),
  bodyDamage("guarded", "begins with the guard )]}'", (body) => `)]}'\n${body.toString("utf8")}`),
  bodyDamage("form-encoded", "is form-encoded", () => "code=000_000&description=Success."),
  bodyDamage("cut-by-a-byte", "ends a byte early", (body) => body.subarray(0, -1)),
  bodyDamage("nul-after", "has a NUL after its end", (body) => Buffer.concat([body, Buffer.from([0])])),
  typeDamage("html", "text/html; charset=utf-8"),
  typeDamage("plain", "text/plain"),
  typeDamage("problem", "application/problem+json"),
  typeDamage("text-json", "text/json"),
  typeDamage("octets", "application/octet-stream"),
  typeDamage("jose", "application/jose"),
  typeDamage("empty", ""),
  {
    name: "content-type-missing",
    says: "does not say what its body is",
    catchers: ["content-type"],
    alter: (applies) => changeHeaders(applies, (lines) => withoutHeader(lines, "Content-Type")),
  },
  {
    name: "content-type-repeated",
    says: "says twice what its body is",
    catchers: ["content-type"],
    alter: (applies) => changeHeaders(applies, (lines) => [...lines, ["Content-Type", "text/plain"]]),
  },
];

const SCOPES: readonly (readonly [name: string, says: string, operation: string, applies: Applies])[] = [
  ["success", "Each success of unregistered-card-inquiry", "unregistered-card-inquiry", isSuccess],
  ["refusal", "Each refusal of membership-cancellation", "membership-cancellation", isRefusal],
  ["every-answer", "Every answer of member-authentication-info", "member-authentication-info", always],
];

/** Damage to JSON, to its encoding and to its media type; what breaks the connection is no deviation of this kind. */
export function protocolMutants(): Mutant[] {
  const damaged = [...IN_THE_CLEAR, ...ON_THE_WAY].flatMap(({ name, says, catchers, alter }) =>
    SCOPES.map(
      ([scope, whose, operation, applies]): Mutant => ({
        id: `protocol/${name}/${scope}`,
        category: "protocol",
        description: `${whose} ${says}.`,
        operations: [operation],
        evidence: "documented",
        catchers,
        alter: () => alter(ofOperation(operation, applies)),
      }),
    ),
  );
  return [...damaged, ...MISCALLED.map(miscalled)];
}

/** A charset that is declared, and in which the bytes of the body would be another text, or none. */
const MISCALLED = [
  ["utf-16", "member-authentication-info", isSuccess],
  ["utf-16", "unregistered-card-inquiry", isSuccess],
  ["euc-kr", "user-register", isRefusal],
] as const;

function miscalled([charset, operation, applies]: (typeof MISCALLED)[number]): Mutant {
  return {
    id: `protocol/charset-${charset}-declared/${operation}`,
    category: "protocol",
    description: `${operation} declares the charset ${charset} of a body that is written in UTF-8.`,
    operations: [operation],
    evidence: "inferred",
    catchers: ["charset"],
    alter: () =>
      changeHeaders(ofOperation(operation, applies), (lines) =>
        withHeader(lines, "Content-Type", `application/json; charset=${charset}`),
      ),
  };
}

/** A byte at the beginning of the message, where any text may stand. */
function withByte(text: string, byte: number): Buffer {
  const at = text.indexOf('"description":"') + '"description":"'.length;
  return Buffer.concat([Buffer.from(text.slice(0, at)), Buffer.from([byte]), Buffer.from(text.slice(at))]);
}
