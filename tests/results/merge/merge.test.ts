import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { finishRun } from "../../../src/results/finish.ts";
import {
  appendToJournal,
  noteBegin,
  noteControl,
  noteHalt,
  noteInterruption,
  noteLedger,
  readJournal,
  startJournal,
} from "../../../src/results/journal.ts";
import type { JournalOpening } from "../../../src/results/journal-opening.ts";
import type { LedgerEntry } from "../../../src/results/ledger.ts";
import { mergeJournals } from "../../../src/results/merge/merge-journals.ts";
import { partsOfOneRun } from "../../../src/results/merge/parts.ts";
import type { Report, RunDeclarations } from "../../../src/results/model.ts";
import { madeUpContract, madeUpHeader, madeUpResult } from "../made-up.ts";

const folder = mkdtempSync(join(tmpdir(), "konaplate-merge-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const DECLARED: RunDeclarations = { gaps: [], deviations: [], narrowed: false, strict: "none" };
const stub = (id: string) =>
  madeUpResult({ id, outcome: "not-exercised", reason: "planned", attempts: 0, exchanges: [] });
const IDS = { 1: ["a/one", "a/two"], 2: ["a/three"] } as const;
const planned = [...IDS[1], ...IDS[2]].map(stub);

type Differences = Partial<JournalOpening["header"]> & { readonly declarations?: Partial<RunDeclarations> };

function opening(index: 1 | 2, { declarations, ...differences }: Differences = {}): JournalOpening {
  return {
    header: { ...madeUpHeader(), shard: { index, count: 2, plan: "1f2e" }, ...differences },
    declarations: { ...DECLARED, ...declarations },
    planned: IDS[index].map(stub),
  };
}

let made = 0;
/** Starts the journal of a shard in which those of its cases that are named passed. */
function shardJournal(
  index: 1 | 2,
  ids: readonly string[] = IDS[index],
  differences: Differences = {},
): string {
  made += 1;
  const path = join(folder, `${made}`, "journal.jsonl");
  startJournal(path, opening(index, differences));
  for (const id of ids) appendToJournal(path, madeUpResult({ id }));
  return path;
}

function partsOf(paths: readonly string[]) {
  return partsOfOneRun(paths.map((path) => ({ path, ...readJournal(path) })));
}

function merged(paths: readonly string[]): Report {
  const path = join(folder, "merged", "journal.jsonl");
  const missing = ([1, 2] as const)
    .filter((index) => !partsOf(paths).some(({ shard }) => shard.index === index))
    .map((index) => ({ index, planned: IDS[index].map(stub) }));
  mergeJournals(path, { parts: partsOf(paths), missing, planned });
  return finishRun(readJournal(path), madeUpContract());
}

const entry: LedgerEntry = {
  at: "2026-03-01T09:00:01.000Z",
  case: "a/one",
  operation: "a",
  correlationId: "260301180000-0a1b2c3",
  effect: "membership",
  did: "changed",
  meant: true,
  things: [],
  state: "left",
  remedy: "Nothing puts it right.",
};

describe("journals of one run in shards", () => {
  it("make one report with each case once, in the order of the plan, and one verdict", () => {
    const report = merged([shardJournal(2), shardJournal(1)]);
    expect(report.cases.map(({ id, outcome, shard }) => [id, outcome, shard])).toEqual([
      ["a/one", "passed", 1],
      ["a/two", "passed", 1],
      ["a/three", "passed", 2],
    ]);
    expect(report.verdict).toBe("conformant");
    expect(report.shard).toBeUndefined();
    expect(report.shards?.states.map(({ state }) => state)).toEqual(["ended", "ended"]);
    expect(report.reasons).toEqual(["Note: This report is of a run in 2 shards, merged."]);
  });

  it("begin with the earliest of them and end with the latest", () => {
    const early = shardJournal(2, IDS[2], { startedAt: "2026-03-01T08:59:50.000Z" });
    const report = merged([shardJournal(1), early]);
    expect(report.startedAt).toBe("2026-03-01T08:59:50.000Z");
    expect(report.durationMs).toBe(10_012);
  });

  it("keep controls and ledger of each, with the shard whose they are", () => {
    const paths = [shardJournal(1), shardJournal(2)];
    for (const path of paths) {
      noteControl(path, { ...madeUpResult({ id: "a/one" }), purpose: "opening", state: "held" });
      noteLedger(path, { number: 0, sent: { ...entry, did: "unknown" } });
      noteLedger(path, { number: 0, settled: entry });
    }
    const { controls, ledger } = merged(paths);
    expect(controls.map(({ shard }) => shard)).toEqual([1, 2]);
    expect(ledger.map(({ shard, did }) => [shard, did])).toEqual([
      [1, "changed"],
      [2, "changed"],
    ]);
  });

  it("let the tripwire of one fail them all", () => {
    const tripped = shardJournal(2);
    noteLedger(tripped, {
      tripwire: {
        at: entry.at,
        case: "a/three",
        operation: "a",
        certain: true,
        message: "It was carried out.",
      },
    });
    const report = merged([shardJournal(1), tripped]);
    expect(report.verdict).toBe("non-conformant");
    expect(report.tripwire?.shard).toBe(2);
  });

  it("count a right request of one shard as no control of another", () => {
    const control = { of: "a/one", names: [] };
    const refused = madeUpResult({
      id: "a/three",
      kind: "generated",
      control,
      expected: { status: null, code: null, message: null },
      observed: { status: 400, code: "000_001", message: "No." },
    });
    const other = shardJournal(2, []);
    appendToJournal(other, refused);
    const { cases } = merged([shardJournal(1), other]);
    expect(cases.at(-1)).toMatchObject({ outcome: "not-exercised", control: { held: "none" } });
  });

  it("leave the journals as they were", () => {
    const paths = [shardJournal(1), shardJournal(2)];
    const before = paths.map((path) => readFileSync(path, "utf8"));
    merged(paths);
    expect(paths.map((path) => readFileSync(path, "utf8"))).toEqual(before);
  });
});

describe("a run that lacks a shard", () => {
  it("is incomplete where one is missing, and says how many cases nobody knows of", () => {
    const report = merged([shardJournal(1)]);
    expect(report.verdict).toBe("incomplete");
    expect(report.reasons[0]).toBe("Shard 2 of 2 is missing: this report knows nothing of its 1 case.");
    expect(report.cases.at(-1)).toMatchObject({ outcome: "not-exercised", fault: "cut-short", shard: 2 });
    expect(report.causes[0]?.next).toContain("Run shard 2 again");
  });

  it("is incomplete where one was interrupted or killed, also under way", () => {
    const interrupted = shardJournal(1, ["a/one"]);
    noteInterruption(interrupted, "SIGINT");
    expect(merged([interrupted, shardJournal(2)]).reasons[0]).toBe(
      "Shard 1 of 2 was cut short by SIGINT: it did not come to the end of 1 of its 2 cases.",
    );
    const killed = shardJournal(1, ["a/one"]);
    noteBegin(killed, "a/two");
    const report = merged([killed, shardJournal(2)]);
    expect(report.verdict).toBe("incomplete");
    expect(report.reasons[0]).toMatch(/^Shard 1 of 2 was cut short: /);
    expect(report.cases[1]?.reason).toContain("while this case was under way");
  });

  it("is incomplete where one was halted, and says why", () => {
    const halted = shardJournal(2, []);
    noteHalt(halted, { cause: "settings", reason: "The target refuses the access key." });
    const report = merged([shardJournal(1), halted]);
    expect(report.verdict).toBe("incomplete");
    expect(report.halted).toBeUndefined();
    expect(report.reasons[0]).toBe("Shard 2 of 2 sent none of its cases: The target refuses the access key.");
  });

  it("is halted where all of them were, for the same cause", () => {
    const halts = ([1, 2] as const).map((index) => {
      const path = shardJournal(index, []);
      noteHalt(path, { cause: "unreachable", reason: "No answer came." });
      return path;
    });
    expect(merged(halts).halted).toMatchObject({ cause: "unreachable" });
  });

  it("fails all the same where another shard failed", () => {
    const failed = shardJournal(1, ["a/one"]);
    appendToJournal(failed, madeUpResult({ id: "a/two", outcome: "failed" }));
    expect(merged([failed]).verdict).toBe("non-conformant");
  });
});

describe("journals that are not of one run", () => {
  const header = madeUpHeader();
  it.each<[string, Differences, RegExp]>([
    ["contract", { suite: { ...header.suite, contractDigest: "other" } }, /its contract is other, there/],
    ["plan", { shard: { index: 2, count: 2, plan: "other" } }, /its plan is other, there it is 1f2e/],
    [
      "number of shards",
      { shard: { index: 2, count: 3, plan: "1f2e" } },
      /its number of shards is 3, there it is 2/,
    ],
    ["suite", { suite: { ...header.suite, version: "9.9.9" } }, /its suite is 9\.9\.9/],
    ["seed", { suite: { ...header.suite, seed: "other" } }, /its seed is other/],
    [
      "target",
      { target: { ...header.target, environment: "partner", baseUrl: "https://b" } },
      /its environment is/,
    ],
    ["strictness", { declarations: { strict: "all" } }, /its strictness is all, there it is none/],
  ])("are refused by their %s", (_what, differences, message) => {
    const paths = [shardJournal(1), shardJournal(2, [], differences)];
    expect(() => partsOf(paths)).toThrow(message);
  });

  it("are refused where a shard is given twice, or one is no shard", () => {
    const one = shardJournal(1);
    expect(() => partsOf([one, one])).toThrow(/is given twice, 1 of 2; give each shard once/);
    expect(() => partsOf([one, shardJournal(1)])).toThrow(/are the same shard, 1 of 2/);
    const whole = join(folder, "whole", "journal.jsonl");
    const { shard: _shard, ...of } = opening(1).header;
    startJournal(whole, { ...opening(1), header: of });
    expect(() => partsOf([one, whole])).toThrow(/is of a whole run/);
    merged([one, shardJournal(2)]);
    expect(() => partsOf([join(folder, "merged", "journal.jsonl")])).toThrow(/is merged already/);
  });
});
