import type { TimeZone } from "../environment/model.ts";
import { MOST_SECONDS_OFF } from "../results/clock-difference.ts";
import { type ClockSight, secondsAhead } from "../run/credential-probes.ts";
import { tranTime } from "../wire/time.ts";
import { type Diagnosis, note, ok, wrong } from "./model.ts";

/** The difference between this clock and the server's, by the Date header of an answer. */
export function examineClock(sight: ClockSight, zone: TimeZone): Diagnosis {
  const sent = `requests carry ${tranTime(sight.startedAt, zone)} as ${zone}`;
  const ahead = secondsAhead(sight);
  if (ahead === undefined) return note("clock", `the answer has no Date to compare with; ${sent}`);
  if (Math.abs(ahead) <= MOST_SECONDS_OFF)
    return ok("clock", `within ${Math.abs(ahead)} s of the server's; ${sent}`);
  return wrong(
    "clock",
    `${Math.abs(ahead)} s ${ahead > 0 ? "ahead of" : "behind"} the server's; ${sent}`,
    "set this computer's clock by NTP; the zone itself (KONAPLATE_TIME_ZONE) does not matter here",
  );
}
