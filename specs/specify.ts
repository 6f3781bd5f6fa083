import { describe, test } from "vitest";
import type { Kind } from "../src/contract/expectation.ts";
import { assertConforms } from "./assert-conforms.ts";
import { casesToRun, resultOf, rules } from "./session.ts";

/** Every case of an operation and of these kinds, kind by kind: the server answers it as the documents say. */
export function specify(operation: string, ...kinds: readonly Kind[]): void {
  for (const kind of kinds) {
    const rows = casesToRun(operation).filter((row) => row.kind === kind);
    describe.skipIf(rows.length === 0)(`${kind} ${operation}`, { concurrent: true }, () => {
      for (const row of rows) {
        test(`${row.id}: ${row.title}`, async ({ task, skip }) => {
          const result = await resultOf(row);
          task.meta.conformance = { id: result.id, operation: result.operation, outcome: result.outcome };
          if (result.outcome === "not-exercised") skip(result.reason);
          assertConforms(result, rules);
        });
      }
    });
  }
}
