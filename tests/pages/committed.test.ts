import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadContract } from "../../src/contract/load.ts";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";
import { importPages } from "../../src/pages/write/import-pages.ts";
import { CAPTURED, capturedFiles } from "./captured.ts";

const folders = {
  contract: join(PROJECT_ROOT, "contract"),
  common: join(PROJECT_ROOT, "contract"),
  cases: join(PROJECT_ROOT, "cases"),
};

describe.skipIf(CAPTURED === undefined)(
  "the captured pages (skipped where they do not stand beside the project)",
  () => {
    it("give the committed contract fact by fact, but for what a person settled with a reason", () => {
      const { pages, idle } = importPages(capturedFiles(), folders, false);
      expect(pages).toHaveLength(5);
      expect(pages.filter(({ isNew }) => isNew)).toEqual([]);
      const differences = pages.flatMap(({ operation, differences: each }) =>
        each.map(({ fact, kind }) => `${kind} ${operation}#${fact}`),
      );
      expect(differences.sort()).toEqual([
        "settled membership-cancellation#response",
        "settled user-register#encrypted.request",
        "settled user-register#request",
        "settled user-register#response.userId.unique",
      ]);
      expect(idle).toEqual([]);
    });

    it("imported again they write nothing", () => {
      expect(importPages(capturedFiles(), folders, false).pages.flatMap(({ files }) => files)).toEqual([]);
    });
  },
);

describe("the committed contract", () => {
  it("knows the line of the page of each clause that an imported page has", () => {
    const { clauses } = loadContract();
    expect(clauses.get("membership-cancellation#codes.001_049")?.pageLine).toBe(207);
    expect(clauses.get("unregistered-card-inquiry#response.cardDataInfo.par.length")?.pageLine).toBe(191);
    expect(clauses.get("user-register#request.loginId")?.pageLine).toBeUndefined();
  });
});
