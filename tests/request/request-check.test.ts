import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { RequestDifference } from "../../src/cases/model.ts";
import { loadValidators } from "../../src/derive/validators.ts";
import { type JsonObject, parseJson } from "../../src/exact/json.ts";
import { requestFaults } from "../../src/request/request-check.ts";
import type { HeaderLine } from "../../src/wire/transport.ts";
import { CONTRACT, theCase } from "../checks/made-exchange.ts";

const VALIDATORS = loadValidators(CONTRACT, fileURLToPath(new URL("../../schemas", import.meta.url)));
const HEADERS: readonly HeaderLine[] = [
  ["Accept", "application/json"],
  ["Content-Type", "application/json"],
  ["X-KM-User-AspId", "100000000000001"],
  ["X-KM-Correlation-Id", "260301093000-0a1b2c3"],
  ["X-KM-Access-Key", "a".repeat(40)],
  ["X-KM-Tran-Token", `KMV1:20260301093000000:${"A".repeat(43)}=`],
  ["X-KM-Tran-Time", "20260301093000"],
  ["X-KM-Time-Zone", "KST"],
];

function faults(
  body: string,
  request: Partial<RequestDifference> = {},
  headers = HEADERS,
  environment: readonly string[] = [],
): string[] {
  const base = theCase("membership-cancellation/success");
  const row = { ...base, request: { set: new Map(), omit: [], breaks: [], ...request } };
  const validators = VALIDATORS.get(row.operation);
  if (!validators) throw new Error("there are no validators");
  return requestFaults(row, parseJson(body) as JsonObject, headers, validators, new Set(environment));
}

const MIN = "membership-cancellation#request.userId.min";

describe("our own request", () => {
  it("is sent when it is what the pages ask for", () => {
    expect(faults('{"userId":9999999999999999999}')).toEqual([]);
  });

  it.each([
    [
      "beyond its bound",
      '{"userId":10000000000000000000}',
      "expected /userId to be at most 9999999999999999999 (membership-cancellation#request.userId.max)",
    ],
    [
      "without a required field",
      "{}",
      "expected /userId to be present (membership-cancellation#request.userId.presence)",
    ],
    [
      "of a wrong type",
      '{"userId":"1"}',
      "expected /userId to be of type integer (membership-cancellation#request.userId.type)",
    ],
    [
      "with an unknown field",
      '{"userId":1,"extra":1}',
      "expected /extra to be a field that the contract knows (schemas/membership-cancellation/request-body)",
    ],
  ])("is a fault of ours %s", (_what, body, fault) => {
    expect(faults(body)).toEqual([fault]);
  });

  it("may break what the case says that it breaks, and has to", () => {
    expect(faults('{"userId":0}', { breaks: [MIN] })).toEqual([]);
    expect(faults('{"userId":1}', { breaks: [MIN] })).toEqual([
      `the case means to break ${MIN}, and its request does not`,
    ]);
    expect(faults('{"userId":"0"}', { breaks: [MIN] })).toHaveLength(2);
  });

  it("may have fields that the environment adds, whatever signs are in their names", () => {
    expect(faults('{"userId":1,"extra":1,"a/b":1}', {}, HEADERS, ["extra", "a/b"])).toEqual([]);
    expect(faults('{"userId":1,"extra":1}', {}, HEADERS, ["other"])).toHaveLength(1);
  });

  it("has the documented headers", () => {
    const without = HEADERS.filter(([name]) => name !== "X-KM-Tran-Time");
    expect(faults('{"userId":1}', {}, without)).toEqual([
      "expected /X-KM-Tran-Time to be present (headers#request.X-KM-Tran-Time.presence)",
    ]);
    const short = HEADERS.map(
      ([name, value]): HeaderLine => [name, name === "X-KM-User-AspId" ? "1" : value],
    );
    expect(faults('{"userId":1}', {}, short)).toEqual([
      expect.stringContaining("headers#request.X-KM-User-AspId.length"),
    ]);
  });
});
