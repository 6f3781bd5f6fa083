import type { CaseFault, CaseResult } from "../case-result.ts";
import type { Cause } from "../cause.ts";
import { NEVER_CONNECTED } from "../unconnected.ts";
import { generalText } from "./place.ts";

type Whose = Exclude<Cause["of"], "server" | "client">;

const SUITE_FAULTS: readonly (CaseFault | undefined)[] = ["request-schema", "could-not-run", "suite-fault"];
/** Nobody is there: the target may be down as well as the settings wrong. */
const OF_TARGET: readonly CaseFault[] = ["refused", "filtered", "proxy-cannot-connect"];
const SETTINGS_FAULTS: readonly (CaseFault | undefined)[] = [
  ...NEVER_CONNECTED.filter((fault) => !OF_TARGET.includes(fault)),
  "client-certificate",
  "locked-out",
  "rate-limited",
];

/** Cases that say nothing of the server for one and the same reason. */
export interface Silence {
  readonly key: string;
  readonly of: Whose;
  readonly title: string;
  readonly results: readonly [CaseResult, ...CaseResult[]];
}

/** Why cases errored or were not exercised: one entry for each different reason, whatever ids and numbers are in it. */
export function silencesOf(results: readonly CaseResult[]): Silence[] {
  const groups = new Map<string, [CaseResult, ...CaseResult[]]>();
  for (const result of results) {
    if (result.outcome !== "errored" && result.outcome !== "not-exercised") continue;
    if (isToldOtherwise(result)) continue;
    const key = `${result.outcome} ${generalReason(result)}`;
    const group = groups.get(key);
    if (group) group.push(result);
    else groups.set(key, [result]);
  }
  return [...groups].map(([key, own]) => ({ key, of: whose(own[0]), title: titleOf(own), results: own }));
}

/** A rule that could not run on an answer with violations could not because of them: their cause tells the case. */
function isToldOtherwise({ fault, violations }: CaseResult): boolean {
  return fault === "could-not-run" && violations.some(({ level }) => level !== "observed");
}

/** Up to the first colon a reason names its class; what stands behind it often names the case's own data. */
function generalReason({ reason = "no reason was given", outcome, fault }: CaseResult): string {
  if (outcome === "not-exercised") return reason.split(": ", 1)[0] ?? reason;
  return `${fault ?? ""} ${generalText(reason)}`;
}

function titleOf(results: readonly [CaseResult, ...CaseResult[]]): string {
  const [{ reason = "no reason was given" }] = results;
  const isSame = results.every((result) => result.reason === reason);
  return isSame ? reason : (reason.split(": ", 1)[0] ?? reason);
}

function whose({ outcome, fault, reason = "" }: CaseResult): Whose {
  if (fault === "cut-short") return "way";
  if (outcome === "not-exercised") {
    if (/^not sent: (No answer|The way)/.test(reason)) return "way";
    if (reason.startsWith("not sent: ")) return "settings";
    if (/^not (opened|verified): /.test(reason)) return "settings";
    if (reason.startsWith("no control")) return "control";
    if (/cut short/.test(reason)) return "way";
    return /permi|forbid|destructive|KONAPLATE_ALLOW/i.test(reason) ? "permission" : "data";
  }
  if (SUITE_FAULTS.includes(fault)) return "suite";
  return SETTINGS_FAULTS.includes(fault) ? "settings" : "way";
}
