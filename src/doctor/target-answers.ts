import { headerValues } from "../checks/headers-of.ts";
import type { Settings } from "../environment/model.ts";
import { shown } from "../results/inert-text.ts";
import type { Halt } from "../results/model.ts";
import type { Understanding } from "../results/understanding.ts";
import type { Examination } from "../run/examine-target.ts";
import type { Answered } from "../run/opening.ts";
import { examineClock } from "./clock.ts";
import { type Diagnosis, note, ok, unreachable, untold, wrong } from "./model.ts";

/** What the requests that a run opens with tell of the target, of our credentials and of the clocks. */
export function tellExamination(examined: Examination, { timeZone }: Settings): Diagnosis[] {
  const { halted, answered } = examined;
  const [first] = answered;
  return [
    ...answered.map((each) => requestFinding(each, halted)),
    ...(halted ? [haltFinding(halted)] : credentialFindings(examined)),
    ...(first ? [echoOf(first), examineClock(first.answer, timeZone)] : []),
  ];
}

const COMES_TO: Record<Understanding, string> = {
  served: "served, so taken for ours",
  read: "its body was read; of the signature that tells nothing",
  unclear: "whoever asks may be answered so",
};

/** Where the run would end, the reason says what has to be mended, and the requests say only what came. */
function requestFinding({ answer, record }: Answered, halted: Halt | undefined): Diagnosis {
  const { status, code, message } = record.observed;
  const said = `${status} ${code ?? "without a code"} ${message === null ? "without a message" : shown(message)}`;
  const isOurs = answer.sealed !== "for-another-key";
  const found = `${record.id}: ${isOurs ? said : `${status}, sealed for another key than ours`}: ${COMES_TO[answer.understanding]}`;
  if (halted) return note("request", found);
  if (code === null && answer.understanding === "served")
    return wrong("request", found, "look at KONAPLATE_CODE_POINTER and KONAPLATE_MESSAGE_POINTER");
  return answer.understanding === "served" ? ok("request", found) : note("request", found);
}

const MEND: Record<Exclude<Halt["cause"], "unreachable">, string> = {
  way: "look at KONAPLATE_BASE_URL with its prefix before /api, and at proxies on the way",
  settings: "until then a run sends nothing else and is incomplete",
};

function haltFinding({ cause, reason }: Halt): Diagnosis {
  // What is not reached says by itself what to look at.
  if (cause === "unreachable") return unreachable("target", reason);
  return wrong("target", reason, MEND[cause]);
}

/** Of each credential: whether the target takes it, refuses it, or does not tell. */
function credentialFindings({ answered, probed }: Examination): Diagnosis[] {
  if (probed.length === 0) return [nothingServed(answered)];
  const asked = probed.map(({ credential: { what, settings }, isAlike }) => {
    if (isAlike === false) return ok(what, "accepted; a wrong one is answered otherwise");
    const found = isAlike
      ? "a wrong one is answered alike, so whether ours is right the target does not tell"
      : "a wrong one got no answer, so whether ours is right cannot be told";
    return untold(what, found, `compare ${settings} with the portal`);
  });
  return [...asked, ...untriedServerKey(probed), clientKey(answered)];
}

function nothingServed(answered: readonly Answered[]): Diagnosis {
  const [first] = answered;
  if (!first)
    return untold(
      "credentials",
      "no request could be sent that changes nothing",
      "give test data for an inquiry (KONAPLATE_TEST_DATA)",
    );
  const found = "no right request was served, so whether our credentials are right cannot be told";
  const { status } = first.answer;
  return answered.some(({ answer }) => answer.understanding !== "unclear")
    ? untold("credentials", found, "give test data for an inquiry (KONAPLATE_TEST_DATA)")
    : wrong("credentials", found, mendUnclear(status));
}

function mendUnclear(status: number): string {
  if (status >= 500) return "the server itself failed; ask its owner, with the correlation id";
  return "look at KONAPLATE_BASE_URL with its prefix before /api, at KONAPLATE_CODE_POINTER, and compare every credential with the portal";
}

function untriedServerKey(probed: Examination["probed"]): Diagnosis[] {
  if (probed.some(({ credential }) => credential.settings === "KONAPLATE_SERVER_PUBLIC_KEY")) return [];
  return [
    untold(
      "server key",
      "no encrypted request was served, so whether it is the server's cannot be told",
      "give test data for an inquiry with an encrypted request (KONAPLATE_TEST_DATA)",
    ),
  ];
}

function clientKey(answered: readonly Answered[]): Diagnosis {
  const sealed = new Set(answered.map(({ answer }) => answer.sealed));
  if (sealed.has("opened")) return ok("client key", "opens what the target seals for us");
  const what = sealed.has("damaged") ? "what came encrypted is damaged" : "no answer came encrypted";
  return untold(
    "client key",
    `${what}, so whether ours is the one that the target seals for cannot be told`,
    "give test data for the success of an inquiry (KONAPLATE_TEST_DATA)",
  );
}

function echoOf({ answer: { headers, correlationId = "" } }: Answered): Diagnosis {
  const [echoed] = headerValues(headers, "X-KM-Correlation-Id");
  if (echoed === correlationId) return ok("correlation", `${correlationId} came back`);
  return note(
    "correlation",
    `${correlationId} was sent, ${echoed === undefined ? "none" : shown(echoed)} came back`,
  );
}
