import type { CaseResult } from "./case-result.ts";

/** When what was answered had left, in milliseconds: a request may have waited for its turn long before that. */
export function sentAt({ startedAt, exchanges }: Pick<CaseResult, "startedAt" | "exchanges">): number {
  return Date.parse(exchanges.at(-1)?.startedAt ?? startedAt);
}
