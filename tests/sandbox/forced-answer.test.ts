import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { alterationOf } from "../../src/cli/sandbox-alteration.ts";
import { suite } from "../run/run-cases.ts";
import { call, cancellation, GOOD_CHARGE, newMember, type OperationId } from "./client.ts";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const BODIES: Readonly<Record<OperationId, string>> = {
  "user-register": newMember(),
  "membership-cancellation": '{"userId":50000104652}',
  "charge-cancellation": cancellation(GOOD_CHARGE),
  "unregistered-card-inquiry": '{"cardNo":"9491339401251011","expiryDate":"3108","cardCVC":"211"}',
  "member-authentication-info": '{"userId":50000104681}',
};
const rows = suite.plan.cases.filter(({ kind }) => kind === "documented");

describe("--answer", () => {
  it.each(rows.map((row) => [row.id, row] as const))(
    "%s is answered to a right request",
    async (_id, row) => {
      const operation = row.operation as OperationId;
      sandbox.reset(alterationOf(suite, { answer: [`${operation}=${row.name}`] }));
      const { status, code, messages, values } = row.expected;
      const answer = await call(sandbox, operation, BODIES[operation]);
      expect(answer.status).toBe(status);
      expect(answer.code).toMatch(code === null ? /^00[0-2]_\d{3}$/ : code);
      if (messages) expect(messages).toContain(answer.message);
      for (const { pointer, value } of values) expect(answer.at(pointer)).toBe(String(value));
    },
  );

  it("nothing is carried out, and what is wrong in a header is refused as ever", async () => {
    const alter = alterationOf(suite, {
      answer: ["membership-cancellation=success", "charge-cancellation=name-mismatch"],
    });
    sandbox.reset(alter);
    const leave = (headers: Record<string, string> = {}) =>
      call(sandbox, "membership-cancellation", '{"userId":50000104652}', { headers });
    expect((await leave()).code).toBe("000_000");
    expect((await leave({ "X-KM-Access-Key": "0".repeat(40) })).status).toBe(401);
    expect((await call(sandbox, "charge-cancellation", cancellation(GOOD_CHARGE))).code).toBe("007_043");
    const asked = await call(sandbox, "member-authentication-info", '{"userId":50000104652}');
    expect(asked.code).toBe("000_000");
  });

  it("goes before a mutant, which deviates in the rest", async () => {
    const alter = alterationOf(suite, {
      mutant: "scenario/membership-cancellation/001_006/status-500",
      answer: ["charge-cancellation=no-bank-account"],
    });
    sandbox.reset(alter);
    expect((await call(sandbox, "charge-cancellation", cancellation(GOOD_CHARGE))).code).toBe("007_001");
    expect((await call(sandbox, "membership-cancellation", '{"userId":50000199999}')).status).toBe(500);
  });

  it.each([
    [{ answer: ["membership-cancelation=success"] }, "did you mean membership-cancellation?"],
    [{ answer: ["membership-cancellation"] }, "membership-cancellation has no documented case"],
    [{ answer: ["membership-cancellation=unrecieved-gift"] }, "did you mean unreceived-gift?"],
    [{ mutant: "scenario/none" }, "--mutant scenario/none: there is no such mutant"],
  ])("%j is a mistake", (options, told) => {
    expect(() => alterationOf(suite, options)).toThrow(told);
  });
});
