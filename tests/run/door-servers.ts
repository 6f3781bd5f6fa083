import type { Alteration, RequestContext, SealedAnswer } from "../../sandbox/alteration.ts";
import { isWithinADay, zoneOf } from "../../sandbox/clock.ts";

/** How a made-up server answers whoever it does not let in; what it is told is the sandbox's own sentence. */
type Style = (says: string) => { readonly status: number; readonly body: unknown; readonly type?: string };

/** Servers that tell less, or otherwise, than the sandbox does who is not let in. */
export const DOORS: Readonly<Record<string, Style | undefined>> = {
  "the sandbox": undefined,
  "one that answers 401 to all of it": () => ({ status: 401, body: { error: "unauthorized" } }),
  "one that names the header in a message of the pages": (says) => ({
    status: 400,
    body: {
      response: { code: "000_002", description: `Invalid input parameter. ${says.split(/[\s:]/)[0]}` },
    },
  }),
  "one that answers 403 in the envelope": () => ({
    status: 403,
    body: { response: { code: "900_001", description: "Forbidden" } },
  }),
  "one that fails itself": () => ({
    status: 500,
    body: { response: { code: "000_999", description: "Internal error" } },
  }),
};

/** Codes with which the sandbox refuses what comes before a body's fields; no page has them. */
const DOOR_CODES = /^000_90[2-7]$/;

/** An otherwise right server with a door of its own style, and with a clock that is off by so many milliseconds. */
export function doorServer(style: Style | undefined, clockMs = 0): Alteration {
  return {
    skipRule: (rule) => clockMs !== 0 && rule.endsWith(".clock"),
    sealed: (wire, context) => {
      const own = clockMs !== 0 && isLate(context, clockMs) ? "X-KM-Tran-Time is late" : doorSentence(wire);
      const answer = own === undefined ? wire : turnedAway(own, style);
      const date = new Date(Date.now() + clockMs).toUTCString();
      return { ...answer, headers: [...answer.headers, ["Date", date]] };
    },
  };
}

function doorSentence({ body }: SealedAnswer): string | undefined {
  const { response } = JSON.parse(body.toString("utf8")) as {
    response?: { code?: string; description?: string };
  };
  return DOOR_CODES.test(response?.code ?? "") ? (response?.description ?? "") : undefined;
}

function isLate({ headers }: RequestContext, clockMs: number): boolean {
  const zone = zoneOf(headers["x-km-time-zone"] ?? "") ?? "UTC";
  const now = new Date(Date.now() + clockMs);
  return !isWithinADay(headers["x-km-tran-time"] ?? "", "yyyyMMddHHmmss", zone, now);
}

function turnedAway(says: string, style: Style | undefined): SealedAnswer {
  const told = style?.(says) ?? {
    status: 401,
    body: { response: { code: "000_904", description: says } },
  };
  const body = Buffer.from(JSON.stringify(told.body));
  return {
    status: told.status,
    headers: [
      ["Content-Type", "application/json"],
      ["Content-Length", String(body.length)],
    ],
    body,
  };
}
