import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allowedBy } from "../../src/contract/allowances.ts";
import { treatmentOf } from "../../src/contract/find.ts";
import { loadContract } from "../../src/contract/load.ts";
import type { Contract } from "../../src/contract/model.ts";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";

const own = loadContract();
const common = join(PROJECT_ROOT, "contract");
const likeOf = (clause: string) => clause.replace(/^[^#]+/, (id) => `${id}-again`);

/** The same facts under other names: pages of one catalogue repeat their rows, contradictions among them. */
describe("a further page that repeats what a page at hand says", () => {
  let folder: string;
  let contract: Contract;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "further-"));
    for (const { id } of own.operations) {
      const text = readFileSync(join(common, `${id}.yaml`), "utf8");
      const again = text.replaceAll(`${id}#`, `${id}-again#`).replace(/^path: .*$/m, "$&/again");
      writeFileSync(join(folder, `${id}-again.yaml`), again);
    }
    contract = loadContract({ common, operations: [common, folder] });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is read likewise, clause by clause", () => {
    const treated = [...own.clauses.keys()].filter(
      (clause) => !clause.startsWith("headers#") && treatmentOf(own, clause) !== undefined,
    );
    expect(treated.length).toBeGreaterThan(8);
    for (const clause of treated)
      expect([clause, treatmentOf(contract, likeOf(clause))]).toEqual([clause, treatmentOf(own, clause)]);
  });

  it("is a mistake where it is the same method of the same path as a page at hand", () => {
    const other = mkdtempSync(join(tmpdir(), "same-place-"));
    const text = readFileSync(join(common, "charge-cancellation.yaml"), "utf8");
    // The slash before a path is nothing: pages leave it out.
    const twin = text.replaceAll("charge-cancellation#", "twin#").replace(/^path: \//m, "path: ");
    writeFileSync(join(other, "twin.yaml"), twin);
    try {
      expect(() => loadContract({ common, operations: [common, other] })).toThrow(
        /twin\.yaml:\d+: POST \/api\/v1\/recharges\/by-bank-accounts\/no-hce\/cancel is what \S*charge-cancellation\.yaml describes already; keep one/,
      );
    } finally {
      rmSync(other, { recursive: true });
    }
  });

  it("leaves the pages at hand as they were", () => {
    for (const clause of own.clauses.keys())
      expect([clause, treatmentOf(contract, clause)]).toEqual([clause, treatmentOf(own, clause)]);
  });

  it("may have the ids of the vendor's own shorter than stated, and no other value", () => {
    const allowed = (clause: string, value: string) => allowedBy(contract, { clause: likeOf(clause), value });
    const card = "unregistered-card-inquiry#response.cardDataInfo";
    expect(allowed(`${card}.serviceId.length`, "100")?.reading).toBe("length-exact-or-at-most");
    expect(allowed(`${card}.par.length`, "Q1")).toBeUndefined();
  });
});
