import { expect, it } from "vitest";
import { runAltered, troubles } from "../../run/derived-runs.ts";
import { suiteWithVoucher } from "./voucher.ts";

const suite = suiteWithVoucher();
const choose = ({ operation }: { readonly operation: string }): boolean => operation === "voucher-purchase";

it("an operation of which there are only a contract file and a case table is exercised in every kind", async () => {
  const results = await runAltered({}, { suite, choose });
  expect(troubles(results)).toEqual([]);
  const kinds = results.map(({ kind }) => kind);
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
    { suite, choose },
  );
  expect(troubles(results)).toEqual([
    "voucher-purchase/body.recipient.name.missing: failed status code names-field not-carried-out",
    "voucher-purchase/body.recipient.name.null: failed status code names-field not-carried-out",
  ]);
});
