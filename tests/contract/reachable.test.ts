import { describe, expect, it } from "vitest";
import { whyNotReachable } from "../../src/contract/reachable.ts";
import { CONTRACT, PLAN } from "../checks/made-exchange.ts";

const why = (clause: string) => whyNotReachable(CONTRACT, clause);

describe("what no run can put to the test", () => {
  it.each([
    ["member-authentication-info#response.isAuthed.value", /reading is-authed-value/],
    ["unregistered-card-inquiry#response.cardDataInfo.mobileCardStatus.max", /reading card-status-length/],
    ["headers#request.X-KM-Tran-Token.length", /reading tran-token-length/],
    ["charge-cancellation#request.cardExpiry", /client code/],
    ["charge-cancellation#conditions.pending-retry", /payment gateway/],
    ["user-register#headers.request", /lost/],
  ])("%s, with the reason", (clause, reason) => {
    expect(why(clause)).toMatch(reason);
  });

  it.each([
    "member-authentication-info#response.isAuthed.type",
    "headers#request.X-KM-Tran-Token.format",
    "membership-cancellation#conditions.points",
    "charge-cancellation#request.sequenceId.length",
  ])("is not %s", (clause) => {
    expect(why(clause)).toBeUndefined();
  });
});

describe("each condition of a page", () => {
  const conditions = CONTRACT.operations.flatMap((operation) => operation.conditions);
  const rested = new Set(PLAN.cases.flatMap(({ clauses }) => clauses));

  it("has a case that rests on it, says why no client can see it, or holds with every answer", () => {
    const silent = conditions.filter(
      ({ clause, notObservable }) =>
        !rested.has(clause) && notObservable === undefined && !clause.endsWith("#conditions.synchronous"),
    );
    expect(silent).toEqual([]);
  });

  it("is not called unobservable where a case rests on it", () => {
    const both = conditions.filter(({ clause, notObservable }) => rested.has(clause) && notObservable);
    expect(both).toEqual([]);
  });
});
