import { isZoneName, momentOf } from "../../wire/time.ts";
import { parseTranToken, type TokenMessage, verifiesTranToken } from "../../wire/tran-token.ts";
import type { HeaderLine } from "../../wire/transport.ts";
import { headerValues } from "../headers-of.ts";
import { couldNotRun, notApplicable } from "../model.ts";
import type { ReceivedRequest, RequestFinding, RequestRule } from "./model.ts";

const TOKEN = "X-KM-Tran-Token";
const TIME = "X-KM-Tran-Time";
/** No page says how far a clock may be off; further than this is no clock but an old token, or another zone. */
const FAR_MS = 5 * 60_000;

/** The signature of X-KM-Tran-Token is that of this very body with the client's secret key (PROTOCOL.md, guideline). */
export const requestToken: RequestRule = {
  id: "request-token",
  title: "X-KM-Tran-Token is the signature of this very body with the secret key.",
  next: "Look what the client signs, and with which key: the body's text exactly as it travels, after it was encrypted and written out.",
  check: (request) => {
    const header = request.operation.requestHeaders.find(({ name }) => name === TOKEN);
    const [value] = headerValues(request.headers, TOKEN);
    if (!header || value === undefined) return notApplicable("the request has no X-KM-Tran-Token");
    if (request.isHiddenHeader(TOKEN)) return couldNotRun("the recorder hid X-KM-Tran-Token");
    const token = parseTranToken(padded(value));
    if (!token) return notApplicable("the token has not the documented form, which another rule tells");
    if (request.secretKey === undefined)
      return couldNotRun(request.unverified ?? "the secret key of this client is not given");
    if (request.text === undefined) return couldNotRun("the recorder has not the body as it travelled");
    if (verifiesTranToken(token, request.secretKey, request.text, request.tokenMessage)) return [];
    // What a token signs where there is no body, no page says (reading token-without-body).
    const isOpen = request.text === "";
    const finding: RequestFinding = {
      clause: `${header.clause}.format`,
      where: `header ${TOKEN}`,
      documented: "base64 of HMAC-SHA256 over the body's text as it travels, with the secret key",
      actual: "a signature of something else, or by another key",
      ...(isOpen
        ? { level: "observed", reading: "token-without-body" }
        : { level: "documented", refusal: { level: "inferred", family: "security" } }),
    };
    return [finding];
  },
};

/** Whether a request's token is of this key and this text; undefined where that cannot be told. */
export function isTokenOf(
  headers: readonly HeaderLine[],
  text: string,
  secretKey: string,
  message: TokenMessage,
): boolean | undefined {
  const [value] = headerValues(headers, TOKEN);
  const token = value === undefined ? undefined : parseTranToken(padded(value));
  if (!token) return undefined;
  const isRight = verifiesTranToken(token, secretKey, text, message);
  // Without a body nobody knows what is signed, so that another signature shows nothing.
  return isRight || text !== "" ? isRight : undefined;
}

/** The times in the headers are those of the request: an old one belongs to a token that was kept. */
export const requestTimes: RequestRule = {
  id: "request-times",
  title: "The times of the token and of X-KM-Tran-Time are those at which the request was sent.",
  next: "Look whether the client keeps tokens for later, what its clock says, and whether its times are of the zone that it names.",
  check: (request) => {
    const [zone] = headerValues(request.headers, "X-KM-Time-Zone");
    if (zone === undefined || !isZoneName(zone))
      return notApplicable("the request names no zone whose time is known here");
    const [time] = headerValues(request.headers, TIME);
    const [token] = headerValues(request.headers, TOKEN);
    const signed = token === undefined ? undefined : parseTranToken(padded(token))?.time;
    return [
      ...far(TIME, time && momentOf(time, "yyyyMMddHHmmss", zone), request),
      ...far(TOKEN, signed && momentOf(signed, "yyyyMMddHHmmssSSS", zone), request),
    ];
  },
};

/** Without the padding a token has the 66 characters that the pages print (reading tran-token-length). */
function padded(token: string): string {
  return token.length === 66 && !token.endsWith("=") ? `${token}=` : token;
}

function far(
  name: string,
  at: Date | "" | undefined,
  { operation, sentAt, isHiddenHeader }: ReceivedRequest,
): RequestFinding[] {
  const header = operation.requestHeaders.find((row) => row.name === name);
  if (!header || !(at instanceof Date) || isHiddenHeader(name)) return [];
  const off = at.getTime() - sentAt.getTime();
  if (Math.abs(off) <= FAR_MS) return [];
  return [
    {
      clause: `${header.clause}.format`,
      where: `header ${name}`,
      documented: `the time of the request, within ${FAR_MS / 60_000} minutes of when it was sent`,
      actual: `a time ${Math.round(Math.abs(off) / 60_000)} minutes ${off < 0 ? "before" : "after"} that`,
      level: "inferred",
    },
  ];
}
