import type { DataFile } from "../exact/data-file.ts";
import { unknownPattern } from "./case-filter.ts";
import { itemsOf } from "./environment-file.ts";
import type { Findings, KnownIds } from "./known.ts";
import type { DeclaredGap } from "./model.ts";

/** The declared gaps of an environment file; each must name at least one case that exists. */
export function readGaps(file: DataFile, known: KnownIds, findings: Findings): DeclaredGap[] {
  return itemsOf(file, "gaps").map(({ item, line }) => {
    const { case: pattern = "", reason = "" } = item;
    const wrong = unknownPattern(pattern, known.caseIds);
    if (wrong !== undefined) findings.problems.push(`${file.path}:${line}: the gap ${wrong}`);
    return { case: pattern, reason, file: file.path, line };
  });
}
