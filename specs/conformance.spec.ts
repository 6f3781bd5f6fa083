import { describe, test } from "vitest";
import type { Kind } from "../src/contract/expectation.ts";
import { assertConforms } from "./assert-conforms.ts";
import { casesOf, operations, resultOf } from "./session.ts";

/**
 * The documented scenarios come first, on a world that nothing has changed yet; what is derived from the contract
 * follows, kind by kind.
 */
const KINDS: readonly Kind[] = ["documented", "generated", "header", "journey"];

/** Every case of every operation: the server answers it as the documents say. */
for (const kind of KINDS) {
  describe(kind, () => {
    for (const operation of operations) {
      const rows = casesOf(operation.id).filter((row) => row.kind === kind);
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
  });
}
