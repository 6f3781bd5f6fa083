import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exitCodeOf } from "../../src/cli/exit-code-of.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import type { Report } from "../../src/results/model.ts";
import { NEVER_CONNECTED } from "../../src/results/unconnected.ts";
import { ENDED_IN_TIME_MS, type Fault, timeLimitOf } from "../faults/fault.ts";
import { type FaultServer, startFaultServer } from "../faults/fault-server.ts";
import { FAULTS } from "../faults/faults.ts";
import { runCases, strangerAt } from "./run-cases.ts";

const READING = "member-authentication-info/authenticated";
const DESTRUCTIVE = "membership-cancellation/success";
/** Answers that say what the documents let a server say, however they travelled. */
const RIGHT = [
  "slow-in-time",
  "closed-while-idle",
  "reset-on-reuse",
  "keep-alive",
  "overlong-late",
  "gzip-right",
  "continue",
  "early-hints",
  "odd-link",
];
/** Answers whose status says that the way to the server gave them. */
const OF_THE_WAY = ["html-502", "unavailable-once"];
const SENT_TWICE = ["too-many-requests", "unavailable-once"];

function limit(fault: Fault): Record<string, string> {
  return { KONAPLATE_TIMEOUT_MS: String(timeLimitOf(fault)) };
}

/** So much more for what meets a fault and a right answer under one limit, on a computer that does other work as well. */
const BESIDE = 4;

function limitBeside(fault: Fault): Record<string, string> {
  return { KONAPLATE_TIMEOUT_MS: String(timeLimitOf(fault) * BESIDE) };
}

let forReading: FaultServer;
let forDestructive: FaultServer;
beforeAll(async () => {
  [forReading, forDestructive] = await Promise.all([startFaultServer(), startFaultServer()]);
});
afterAll(() => Promise.all([forReading.close(), forDestructive.close()]));

function caseOf({ cases }: Report, id: string): CaseResult {
  const found = cases.find((result) => result.id === id);
  if (!found) throw new Error(`the report has no case ${id}`);
  return found;
}

function isWholeConnection({ play }: Fault): boolean {
  return typeof play === "string";
}

describe.concurrent("a case that only reads", () => {
  it.each(FAULTS)("$name: ends in its class, in time, and leaves the other alone", async (fault) => {
    const { name, expected } = fault;
    const settings = await strangerAt(
      forReading.url(name, "info"),
      [READING, DESTRUCTIVE],
      limitBeside(fault),
    );
    const report = await runCases(settings);
    expect(report.cases).toHaveLength(2);
    const result = caseOf(report, READING);
    const isRepeated = expected.kind === "fault" && expected.faultClass === "reset";
    if (expected.kind === "fault") {
      expect(result).toMatchObject({ outcome: "errored", fault: expected.faultClass, violations: [] });
      expect(result.reason).toMatch(new RegExp(`^${expected.faultClass}: `));
      expect(result.observed.status).toBeNull();
    } else {
      const isForeign = name === "html-502";
      expect(result.outcome).toBe(isForeign ? "errored" : "failed");
      expect(result.fault).toBe(isForeign ? "foreign-answer" : undefined);
    }
    expect(result.attempts).toBe(isRepeated || SENT_TWICE.includes(name) ? 2 : 1);
    expect(result.durationMs).toBeLessThan(ENDED_IN_TIME_MS);
    const other = caseOf(report, DESTRUCTIVE);
    expect(other.outcome).toBe(isWholeConnection(fault) ? "errored" : "passed");
  });
});

describe.concurrent("a destructive case", () => {
  it.each(FAULTS)(
    "$name: is sent once at most, and what nobody knows is said to be unknown",
    async (fault) => {
      const { name, expected } = fault;
      const report = await runCases(await strangerAt(forDestructive.url(name), [DESTRUCTIVE], limit(fault)));
      const result = caseOf(report, DESTRUCTIVE);
      expect(result.attempts).toBe(1);
      expect(forDestructive.visits(name)).toBeLessThanOrEqual(1);
      if (expected.kind === "answer") {
        const isUnjudged = name === "too-many-requests" || OF_THE_WAY.includes(name);
        expect(result.outcome).toBe(isUnjudged ? "errored" : RIGHT.includes(name) ? "passed" : "failed");
        return;
      }
      expect(result).toMatchObject({ outcome: "errored", fault: expected.faultClass });
      const isUnsent = NEVER_CONNECTED.includes(expected.faultClass);
      expect(result.reason?.startsWith("outcome unknown, and not sent again")).toBe(!isUnsent);
      expect(exitCodeOf(report)).toBe(isUnsent ? 3 : 4);
    },
  );
});
