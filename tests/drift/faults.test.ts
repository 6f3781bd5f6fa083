import { describe, expect, it } from "vitest";
import type { CaseFault } from "../../src/results/case-result.ts";
import { driftOver, hasChangedForGood } from "../../src/results/drift/find-drift.ts";
import { keepRun } from "../../src/results/drift/keep-run.ts";
import { makeMatrix } from "../../src/results/matrix/make-matrix.ts";
import { madeUpReport, madeUpResult } from "../results/made-up.ts";

/** Whatever breaks, by whose it is. */
const FAULTS = {
  refused: "way",
  dns: "ours",
  tls: "ours",
  reset: "way",
  timeout: "way",
  truncated: "way",
  overlong: "way",
  "too-large": "way",
  "headers-too-large": "way",
  "bad-compression": "way",
  "not-http": "way",
  network: "way",
  "rate-limited": "ours",
  "foreign-answer": "way",
  "locked-out": "ours",
  "cut-short": "way",
  "request-schema": "ours",
  "could-not-run": "ours",
  "suite-fault": "ours",
} as const satisfies Partial<Record<CaseFault, "way" | "ours">>;

describe("what broke", () => {
  it.each(Object.entries(FAULTS))("as %s accuses nobody of a change: %s", (fault, kind) => {
    const { response: _none, ...exchange } = madeUpResult().exchanges[0] ?? expect.unreachable();
    const broken = madeUpResult({
      outcome: "errored",
      fault: fault as CaseFault,
      reason: `${fault}: no answer`,
      observed: { status: null, code: null, message: null },
      exchanges: [exchange],
    });
    const reports = [madeUpReport([madeUpResult()]), madeUpReport([broken]), madeUpReport([broken])];
    const [first, ...rest] = reports.map((report, index) => keepRun(report, String(index)));
    const drift = driftOver([first ?? expect.unreachable(), ...rest], "nobody did");
    expect(drift.findings.map((finding) => finding.kind)).toEqual([kind]);
    expect(hasChangedForGood(drift)).toBe(false);
    const [row] = makeMatrix(reports.slice(0, 2)).rows;
    expect(row).toMatchObject({
      standing: "unequal-evidence",
      cells: [{ outcome: "passed" }, { outcome: "errored" }],
    });
  });
});
