import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Alteration } from "../../sandbox/alteration.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { readKeptRuns } from "../../src/cli/kept-runs.ts";
import { driftOver, hasChangedForGood, worthRepeating } from "../../src/results/drift/find-drift.ts";
import type { Drift } from "../../src/results/drift/model.ts";
import type { Report } from "../../src/results/model.ts";
import { runCases, settingsOf } from "../run/run-cases.ts";

const of = (name: string) => `membership-cancellation/${name}`;
const [LEAVES, FLICKERS, CHANGES, STEADY] = [
  "success",
  "unreceived-gift",
  "unknown-member",
  "plcc-point",
].map(of) as [string, string, string, string];
/** On these nights the server answers a gift wrongly, and rightly when it is asked again. */
const BAD_NIGHTS = [3, 6, 7];
/** From this night on it knows nobody by another code. */
const RELEASE = 5;

interface Night {
  readonly drift: Drift;
  readonly kinds: Readonly<Record<string, string>>;
}

describe("ten nights in a row", () => {
  const folder = mkdtempSync(join(tmpdir(), "nights-"));
  const nights: Night[] = [];
  let sandbox: RunningSandbox;
  let night = 0;
  let isRepetition = false;

  const alter: Alteration = {
    plain: (answer) => {
      if (answer.code === "001_049" && BAD_NIGHTS.includes(night) && !isRepetition)
        return { ...answer, status: 422 };
      if (answer.code === "001_006" && night >= RELEASE) return { ...answer, code: "001_008" };
      return answer;
    },
  };

  const tonight = (only: readonly string[]): Promise<Report> =>
    runCases(settingsOf({ ...sandbox.settings }, only, { KONAPLATE_SEED: `night-${night}` }));

  async function repeat(cases: readonly string[]): Promise<Report> {
    isRepetition = true;
    try {
      return await tonight(cases);
    } finally {
      isRepetition = false;
    }
  }

  beforeAll(async () => {
    sandbox = await startSandbox({ alter });
    for (night = 1; night <= 10; night += 1) {
      const home = join(folder, `night-${night}`);
      mkdirSync(home);
      writeFileSync(
        join(home, "conformance.json"),
        JSON.stringify(await tonight([LEAVES, FLICKERS, CHANGES, STEADY])),
      );
      const { runs } = readKeptRuns(folder, { limit: 30 });
      const differing = worthRepeating(runs);
      const drift = driftOver(runs, differing.length > 0 ? await repeat(differing) : "nothing differs");
      nights.push({ drift, kinds: Object.fromEntries(drift.findings.map((one) => [one.case, one.kind])) });
    }
  });
  afterAll(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true });
  });

  it("the first one has nothing to be held against", () => {
    expect(nights[0]?.kinds).toEqual({});
  });

  it("the member that the first night withdrew is spent, on every night from then on", () => {
    expect(nights.map(({ kinds }) => kinds[LEAVES])).toEqual([
      undefined,
      ...Array.from({ length: 9 }, () => "data"),
    ]);
    const told = nights[9]?.drift.findings.find((finding) => finding.case === LEAVES);
    expect(told?.why).toMatch(/^membership-cancellation\/success changed userId \d+ in the run of/);
  });

  it("the flickering case is told as such from its first bad night on, with its rate", () => {
    const kinds = nights.map(({ kinds: own }) => own[FLICKERS]);
    expect(kinds.slice(0, 2)).toEqual([undefined, undefined]);
    expect(kinds.slice(2)).toEqual(Array.from({ length: 8 }, () => "flickers"));
    const told = nights[9]?.drift.findings.find((finding) => finding.case === FLICKERS);
    expect(told?.rate).toEqual({ unusual: 3, runs: 10 });
  });

  it("what a release changed is changed for good from that night on, and nothing else ends with 1", () => {
    expect(nights.map(({ kinds }) => kinds[CHANGES])).toEqual(
      nights.map((_, index) => (index + 1 >= RELEASE ? "changed" : undefined)),
    );
    expect(nights.map(({ drift }) => hasChangedForGood(drift))).toEqual(
      nights.map((_, index) => index + 1 >= RELEASE),
    );
  });

  it("what never changed is never told", () => {
    expect(nights.every(({ kinds }) => kinds[STEADY] === undefined)).toBe(true);
  });

  it("without a repetition a change is seen once on its first night, and for good on the second", () => {
    const { runs } = readKeptRuns(folder, { limit: 30 });
    const kindOn = (last: number) => {
      const kept = runs.slice(0, last) as typeof runs extends readonly [infer Run, ...unknown[]]
        ? [Run, ...Run[]]
        : never;
      return driftOver(kept, "--no-repeat was given").findings.find((finding) => finding.case === CHANGES)
        ?.kind;
    };
    expect([RELEASE - 1, RELEASE, RELEASE + 1].map(kindOn)).toEqual([undefined, "seen-once", "changed"]);
  });
});
