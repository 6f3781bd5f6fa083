import type { CaseResult } from "./case-result.ts";
import { exchangeFacts } from "./kept-elsewhere.ts";

/** When what was answered had left, in milliseconds: a request may have waited for its turn long before that. */
export function sentAt(sent: Pick<CaseResult, "startedAt" | "exchanges">): number {
  return Date.parse(exchangeFacts(sent).at(-1)?.startedAt ?? sent.startedAt);
}
