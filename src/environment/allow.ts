import type { Allow } from "./model.ts";
import { readChoice } from "./values.ts";
import type { Variables } from "./variable-source.ts";

/**
 * What KONAPLATE_ALLOW and its older sister KONAPLATE_ALLOW_DESTRUCTIVE permit. Where they contradict each other nobody
 * can tell what was meant, so that is a mistake. The embedded sandbox is the suite's own: everything is sent to it.
 */
export function readAllow(variables: Variables, embedded: boolean): Allow {
  const given = variables.text("KONAPLATE_ALLOW");
  const allow = readChoice(variables, "KONAPLATE_ALLOW", ["read", "refusals", "changes"]);
  const sister = variables.text("KONAPLATE_ALLOW_DESTRUCTIVE");
  const destructive = readChoice(variables, "KONAPLATE_ALLOW_DESTRUCTIVE", ["false", "true"]) === "true";
  if (given !== undefined && sister !== undefined && destructive !== (allow === "changes")) {
    variables.wrong(
      "KONAPLATE_ALLOW",
      `${variables.label("KONAPLATE_ALLOW_DESTRUCTIVE")} is ${sister}, which says otherwise; give KONAPLATE_ALLOW alone`,
    );
  }
  if (embedded) {
    if (given !== undefined && allow !== "changes")
      variables.findings.notices.push(
        `${variables.label("KONAPLATE_ALLOW")} is ${allow}: it is about targets of others; to the embedded sandbox everything is sent`,
      );
    return "changes";
  }
  return destructive ? "changes" : allow;
}
