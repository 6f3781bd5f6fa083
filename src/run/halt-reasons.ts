import { shown } from "../results/inert-text.ts";
import type { ControlRecord, Halt } from "../results/model.ts";
import type { RunContext } from "./context.ts";
import type { Credential } from "./credential-probes.ts";
import type { SentControl } from "./sent-control.ts";
import { SILENCE } from "./silence-watch.ts";
import { wayMend } from "./way-mends.ts";

const LONGEST_QUOTE = 120;

export function noAnswer(tried: readonly SentControl[], { target }: RunContext): Halt {
  const { reason = "nothing came", fault } = tried.at(-1)?.trouble ?? {};
  const mend = wayMend(fault, target);
  const why = `${shown(reason, 400)}${mend === undefined ? "" : `; ${mend}`}`;
  const isSilent = tried.every(({ trouble }) => SILENCE.includes(trouble?.fault));
  return isSilent
    ? { cause: "unreachable", reason: `No answer came from ${target.baseUrl}: ${why}` }
    : { cause: "way", reason: `No answer of the API came from ${target.baseUrl}: ${why}` };
}

export function credentialsRefused(
  refused: readonly Credential[],
  right: ControlRecord,
  { target }: RunContext,
): Halt {
  const whats = oneOf(refused.map(({ what }) => what));
  const settings = refused.map((credential) => credential.settings).join(", ");
  const where =
    right.observed.status === 404 ? `, the prefix before /api in KONAPLATE_BASE_URL (${target.baseUrl})` : "";
  // Some servers break where others refuse, and some break whatever comes: an answer alone does not say which.
  if ((right.observed.status ?? 0) >= 500)
    return {
      cause: "settings",
      reason: `The target answers a server error to every request, right or wrong, ${said(right)}: it is broken, or it breaks over our ${whats}; look a request up in its log by the correlation id, and compare ${settings}${where} with what it knows`,
    };
  return {
    cause: "settings",
    reason: `The target refuses our ${whats}: a right request is answered ${said(right)}, and so is the same request with a wrong one; compare ${settings}${where} with the portal`,
  };
}

export function clockRefused(ahead: number, right: ControlRecord): Halt {
  const off = `${Math.abs(ahead)} s ${ahead > 0 ? "ahead of" : "behind"} the server's`;
  return {
    cause: "settings",
    reason: `The target refuses our clock, which is ${off}: a right request is answered ${said(right)}, and otherwise at the server's own time; set this computer's clock by NTP`,
  };
}

/** Every encrypted answer is for another key, whatever was asked: the key is ours to mend. */
export function clientKeyWrong(): Halt {
  return {
    cause: "settings",
    reason:
      "Our client key does not open what the target seals for us: every encrypted answer is for another key; compare KONAPLATE_CLIENT_PRIVATE_KEY and KONAPLATE_CRYPTO_KEY_ID with the portal. If they are right, the target seals for a wrong key",
  };
}

/** An answer in few words, masked already. */
function said({ observed: { status, code, message } }: ControlRecord): string {
  return [
    String(status),
    code ?? "without a code",
    ...(message === null ? [] : [`"${shown(message, LONGEST_QUOTE)}"`]),
  ].join(" ");
}

function oneOf(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} or ${last}`;
}
