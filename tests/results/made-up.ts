import { RULE_DESCRIPTIONS } from "../../src/checks/descriptions.ts";
import type { Contract, Operation, Parameter } from "../../src/contract/model.ts";
import type { CaseResult, Violation } from "../../src/results/case-result.ts";
import type { RecordedExchange } from "../../src/results/exchange.ts";
import type { DeviationState, Report, RunHeader } from "../../src/results/model.ts";
import { assembleReport, type ReportExtras, SCHEMA_VERSION } from "../../src/results/report.ts";

/** Results, a contract and reports that no run made, for tests. Each takes what a test wants to be different. */

export function madeUpResult(differences: Partial<CaseResult> = {}): CaseResult {
  return {
    id: "membership-cancellation/success",
    operation: "membership-cancellation",
    title: "a member who is free to leave leaves",
    level: "documented",
    kind: "documented",
    destructive: true,
    effect: "membership",
    source: { file: "contract/membership-cancellation.yaml", line: 30 },
    outcome: "passed",
    expected: { status: 200, code: "000_000", message: "Success." },
    observed: { status: 200, code: "000_000", message: "Success." },
    violations: [],
    rules: [{ rule: "status", state: "held" }],
    clauses: ["membership-cancellation#codes.000_000"],
    startedAt: "2026-03-01T09:00:00.000Z",
    durationMs: 12,
    attempts: 1,
    exchanges: [madeUpExchange()],
    readings: [],
    ...differences,
  };
}

export function madeUpExchange(differences: Partial<RecordedExchange> = {}): RecordedExchange {
  return {
    label: "membership-cancellation",
    startedAt: "2026-03-01T09:00:00.000Z",
    durationMs: 11,
    request: {
      method: "POST",
      url: "http://127.0.0.1:4010/api/v1/user/unregister",
      headers: [["X-KM-Correlation-Id", "260301180000-0a1b2c3"]],
      body: '{"userId":9999999999999999999}',
    },
    response: {
      status: 200,
      headers: [["Content-Type", "application/json"]],
      body: '{"response":{"code":"000_000","description":"Success."}}',
    },
    curl: "curl -X POST http://127.0.0.1:4010/api/v1/user/unregister --data '{\"userId\":9999999999999999999}'",
    steps: [{ name: "send", startedAt: 1_772_355_600_000, endedAt: 1_772_355_600_011, ok: true }],
    ...differences,
  };
}

export function madeUpViolation(differences: Partial<Violation> = {}): Violation {
  return {
    rule: "code",
    level: "documented",
    clause: "membership-cancellation#codes.001_049",
    where: "/response/code",
    documented: "400 001_049 Unrecieved gift exits.",
    actual: "001_006",
    message: "the code is another one",
    ...differences,
  };
}

/** One result of each outcome, over two operations. */
export function oneOfEach(): CaseResult[] {
  return [
    madeUpResult(),
    madeUpResult({
      id: "membership-cancellation/unknown-member",
      outcome: "warned",
      violations: [madeUpViolation({ rule: "message", level: "inferred", message: "other words" })],
    }),
    madeUpResult({
      id: "membership-cancellation/unreceived-gift",
      outcome: "failed",
      expected: { status: 400, code: "001_049", message: "Unrecieved gift exits." },
      observed: { status: 400, code: "001_006", message: "Wallet user not found." },
      violations: [madeUpViolation(), madeUpViolation({ rule: "message", where: "/response/description" })],
      clauses: ["membership-cancellation#codes.001_049", "membership-cancellation#testData.2"],
    }),
    madeUpResult({
      id: "card-inquiry/card-not-found",
      operation: "card-inquiry",
      outcome: "errored",
      reason: "timeout: no answer within 10000 ms",
      expected: { status: 400, code: null, message: "Card not found" },
      observed: { status: null, code: null, message: null },
      clauses: ["card-inquiry#response.card.par"],
    }),
    madeUpResult({
      id: "card-inquiry/success",
      operation: "card-inquiry",
      outcome: "not-exercised",
      reason: "no test data: fill in card-inquiry/success/cardNo",
      observed: { status: null, code: null, message: null },
      clauses: ["card-inquiry#request.cardNo"],
      exchanges: [],
      attempts: 0,
    }),
  ];
}

export function madeUpHeader(): RunHeader {
  return {
    schemaVersion: SCHEMA_VERSION,
    rules: RULE_DESCRIPTIONS,
    suite: { version: "0.1.0", contractDigest: "ab12", seed: "20260301" },
    target: { environment: "embedded", baseUrl: "http://127.0.0.1:4010" },
    startedAt: "2026-03-01T09:00:00.000Z",
  };
}

export function madeUpDeviation(state: DeviationState["state"], of = "a/one"): DeviationState {
  return { id: "D-1", case: of, rule: "code", owner: "wallet team", expires: "2026-06-30", state };
}

export function madeUpReport(
  cases: readonly CaseResult[] = oneOfEach(),
  extras: Partial<ReportExtras> = {},
): Report {
  const told = { declaredGaps: [], deviations: [], narrowed: false, strict: "security" as const, ...extras };
  return assembleReport(madeUpHeader(), 1234, cases, madeUpContract(), told);
}

/** Two operations: one with two codes and two titles, one with a nested response. */
export function madeUpContract(): Contract {
  const operations = [
    madeUpOperation({
      id: "membership-cancellation",
      request: [madeUpParameter("membership-cancellation#request.userId")],
      codes: ["000_000", "001_049"].map((code) => ({
        code,
        clause: `membership-cancellation#codes.${code}`,
        status: code === "000_000" ? 200 : 400,
        message: "made up",
        description: "made up",
      })),
      testData: [1, 2].map((place) => ({
        clause: `membership-cancellation#testData.${place}`,
        status: 400,
        title: "made up",
      })),
    }),
    madeUpOperation({
      id: "card-inquiry",
      request: [madeUpParameter("card-inquiry#request.cardNo")],
      response: [
        madeUpParameter("card-inquiry#response.card", [
          madeUpParameter("card-inquiry#response.card.par"),
          madeUpParameter("card-inquiry#response.card.balance"),
        ]),
      ],
    }),
  ];
  const clauses = [
    "membership-cancellation#request.userId",
    "membership-cancellation#codes.000_000",
    "membership-cancellation#codes.001_049",
    "membership-cancellation#testData.1",
    "membership-cancellation#testData.2",
    "card-inquiry#request.cardNo",
    "card-inquiry#response.card",
    "card-inquiry#response.card.par",
    "card-inquiry#response.card.balance",
  ];
  const at = { says: "made up", file: "contract/made-up.yaml", line: 1, source: "page" } as const;
  return {
    operations,
    envelope: {
      codePointer: "/response/code",
      messagePointer: "/response/description",
      successCode: "000_000",
    },
    readings: ["token-length", "suspended-code"].map((id) => ({
      id,
      question: `What about ${id}?`,
      evidence: [],
      taken: "made up",
      alternatives: [],
      changes: "made up",
      clauses: [],
      treatments: [],
      allows: [],
      messages: [],
    })),
    clauses: new Map(clauses.map((clause) => [clause, at])),
    digest: "ab12",
  };
}

function madeUpOperation(differences: Partial<Operation> & { id: string }): Operation {
  return {
    file: `contract/${differences.id}.yaml`,
    title: "made up",
    summary: "made up",
    version: "1.0",
    versions: ["1.0"],
    method: "POST",
    path: "/api/v1/made-up",
    pathParameters: [],
    query: [],
    notCaptured: [],
    codesIncomplete: false,
    encrypted: { request: false, response: false },
    effect: "nothing",
    requestHeaders: [],
    responseHeaders: [],
    request: [],
    response: [],
    codes: [],
    testData: [],
    conditions: [],
    ...differences,
  };
}

function madeUpParameter(clause: string, fields: readonly Parameter[] = []): Parameter {
  const name = clause.split(".").at(-1) ?? clause;
  const type = fields.length > 0 ? "object" : "string";
  return { name, clause, type, presence: "required", meaning: "made up", source: "page", fields };
}
