import { expect, it } from "vitest";
import { runAltered, troubles } from "../../run/derived-runs.ts";
import { suiteWithVoucher } from "./voucher.ts";

const suite = suiteWithVoucher();
const cases = suite.plan.cases.filter(({ operation }) => operation === "voucher-purchase");
/** One of so many derived cases of every kind is run. */
const ONE_OF = 4;

it("an operation of which there are only a contract file and a case table is exercised in every kind", async () => {
  const run = new Set(cases.filter(({ kind }, index) => kind === "documented" || index % ONE_OF === 0));
  const results = await runAltered({}, { suite, choose: (row) => run.has(row) });
  expect(troubles(results)).toEqual([]);
  expect(results).toHaveLength(run.size);
  const kinds = cases.map(({ kind }) => kind);
  const count = (kind: string): number => kinds.filter((each) => each === kind).length;
  expect([count("documented"), count("generated"), count("header")]).toEqual([
    4,
    119 + 3 + 1 + 1 + 9,
    53 + 2,
  ]);
});

it("a server of it that is wrong in one field fails, by the field", async () => {
  const results = await runAltered(
    { skipRule: (rule) => rule === "body.recipient.name.presence" },
    { suite, choose: (row) => cases.includes(row) && /^(body\.recipient|[^.]+$)/.test(row.name) },
  );
  expect(troubles(results)).toEqual([
    "voucher-purchase/body.recipient.name.missing: failed status code names-field not-carried-out",
    "voucher-purchase/body.recipient.name.null: failed status code names-field not-carried-out",
  ]);
});
