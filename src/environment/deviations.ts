import { DateTime } from "luxon";
import type { DataFile } from "../exact/data-file.ts";
import { suggestion } from "../exact/nearest.ts";
import { itemsOf } from "./environment-file.ts";
import { type Findings, type KnownIds, OF_ONES_OWN } from "./known.ts";
import type { DeclaredDeviation } from "./model.ts";

/** The known deviations of an environment file: one case and one rule each, both existing, until a real day. */
export function readDeviations(file: DataFile, known: KnownIds, findings: Findings): DeclaredDeviation[] {
  const lines = new Map<string, number>();
  return itemsOf(file, "deviations").map(({ item, line }) => {
    const { id = "", case: caseId = "", rule = "", where, expires = "" } = item;
    const { reason = "", owner = "", ticket = "" } = item;
    const wrong = (problem: string) =>
      findings.problems.push(`${file.path}:${line}: deviation ${id}: ${problem}`);
    const earlier = lines.get(id);
    if (earlier !== undefined)
      wrong(`the id is taken by line ${earlier}; give each deviation an id of its own`);
    lines.set(id, earlier ?? line);
    if (!known.caseIds.includes(caseId))
      wrong(
        `there is no case ${caseId}; give one case id, globs are too wide here; ${suggestion(caseId, known.caseIds)} ${OF_ONES_OWN}`,
      );
    if (!known.rules.has(rule)) wrong(`there is no rule ${rule}; ${suggestion(rule, known.rules)}`);
    if (!/^\d{4}-\d\d-\d\d$/.test(expires) || !DateTime.fromISO(expires).isValid)
      wrong(`expires is ${JSON.stringify(expires)}; give a day that exists as yyyy-MM-dd, e.g. 2030-06-30`);
    const place = where === undefined ? {} : { where };
    return { id, case: caseId, rule, ...place, reason, owner, ticket, expires, file: file.path, line };
  });
}
