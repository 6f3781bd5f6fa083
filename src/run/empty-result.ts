import type { Case } from "../cases/model.ts";
import type { Contract } from "../contract/model.ts";
import type { CaseResult } from "../results/case-result.ts";

/** What is known of a result before its case has run. */
export type Described = Pick<
  CaseResult,
  | "id"
  | "operation"
  | "title"
  | "level"
  | "kind"
  | "destructive"
  | "effect"
  | "source"
  | "control"
  | "clauses"
  | "expected"
>;
/** What running the case finds; it knows the clauses that were reached. */
export type Found = Omit<CaseResult, Exclude<keyof Described, "clauses"> | "startedAt" | "durationMs">;

/** A result without an answer to look at. */
export const NOTHING_SEEN = {
  observed: { status: null, code: null, message: null },
  violations: [],
  rules: [],
  attempts: 0,
  exchanges: [],
  readings: [],
} satisfies Partial<CaseResult>;

/** What the row and the contract say of a case before it has run. */
export function describeCase(row: Case, contract: Contract): Described {
  const { id, operation, title, level, kind, destructive, effect, clauses } = row;
  const { status, code, messages } = row.expected;
  const place = contract.clauses.get(row.expected.clauses.code) ?? row.source;
  return {
    id,
    operation,
    title,
    level,
    kind,
    destructive,
    effect,
    source: { file: place.file, line: place.line },
    ...(row.control && { control: { of: row.control.of, names: row.control.names } }),
    clauses,
    expected: { status, code, message: messages?.[0] ?? null },
  };
}

/** The result of a case that the run never came to. */
export function notReached(row: Case, contract: Contract, reason: string): CaseResult {
  return {
    ...describeCase(row, contract),
    ...NOTHING_SEEN,
    startedAt: new Date().toISOString(),
    durationMs: 0,
    outcome: "not-exercised",
    reason,
  };
}
