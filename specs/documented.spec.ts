import { describe, test } from "vitest";
import { assertConforms } from "./assert-conforms.ts";
import { casesOf, operations, resultOf } from "./session.ts";

/** Every documented scenario of every operation: the server answers it as its page says. */
for (const operation of operations) {
  const rows = casesOf(operation.id).filter(({ kind }) => kind === "documented");
  describe.skipIf(rows.length === 0)(operation.title, { concurrent: true }, () => {
    for (const row of rows) {
      test(row.title, async ({ task, skip }) => {
        const result = await resultOf(row);
        task.meta.conformance = result;
        if (result.outcome === "not-exercised") skip(result.reason);
        assertConforms(result);
      });
    }
  });
}
