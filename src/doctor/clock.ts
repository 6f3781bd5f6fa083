import { headerValues } from "../checks/headers-of.ts";
import type { TimeZone } from "../environment/model.ts";
import { tranTime } from "../wire/time.ts";
import type { HeaderLine } from "../wire/transport.ts";
import { type Finding, note, ok, wrong } from "./model.ts";

/** No page says how far a request's time may be off; this much is surely more than networks take. */
const MOST_SECONDS_OFF = 30;

/**
 * The difference between this clock and the server's, by the Date header (RFC 9110 section 6.6.1, whole seconds) of
 * an answer that was asked for and received at the given moments.
 */
export function examineClock(
  headers: readonly HeaderLine[],
  asked: Date,
  received: Date,
  zone: TimeZone,
): Finding {
  const sent = `requests carry ${tranTime(asked, zone)} as ${zone}`;
  const date = Date.parse(headerValues(headers, "Date")[0] ?? "");
  if (Number.isNaN(date)) return note("clock", `the answer has no Date to compare with; ${sent}`);
  const middle = (asked.getTime() + received.getTime()) / 2;
  const ahead = Math.round((middle - date) / 1000);
  if (Math.abs(ahead) <= MOST_SECONDS_OFF)
    return ok("clock", `within ${Math.abs(ahead)} s of the server's; ${sent}`);
  return wrong(
    "clock",
    `${Math.abs(ahead)} s ${ahead > 0 ? "ahead of" : "behind"} the server's; ${sent}`,
    "set this computer's clock by NTP; the zone itself (KONAPLATE_TIME_ZONE) does not matter here",
  );
}
