import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Alteration, RequestContext } from "../../sandbox/alteration.ts";
import { sandboxRules } from "../../sandbox/rules.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { sandboxTreatments } from "../../sandbox/treatments.ts";
import { loadContract } from "../../src/contract/load.ts";
import { exactNumber, stringifyJson } from "../../src/exact/json.ts";
import { tokenTime } from "../../src/wire/time.ts";
import { makeTranToken } from "../../src/wire/tran-token.ts";
import { call, newMember } from "./client.ts";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const leave = (userId: string) => call(sandbox, "membership-cancellation", `{"userId":${userId}}`);
const skip = (...rules: string[]): Alteration => ({ skipRule: (rule) => rules.includes(rule) });

describe("plain", () => {
  it("changes status, code, message and payload before they are encrypted", async () => {
    sandbox.reset({
      plain: (answer) => ({
        ...answer,
        status: 201,
        code: "000_001",
        payload: { ...answer.payload, userId: exactNumber("9007199254740995") },
      }),
    });
    const answer = await call(sandbox, "user-register", newMember());
    expect([answer.status, answer.code, answer.at("/userId")]).toEqual([201, "000_001", "9007199254740995"]);
    expect(answer.encrypted).toBe(true);
  });

  it("changes whether the body is encrypted", async () => {
    sandbox.reset({ plain: async (answer) => ({ ...answer, encrypted: !answer.encrypted }) });
    expect((await call(sandbox, "user-register", newMember())).encrypted).toBe(false);
    expect((await leave("50000104652")).encrypted).toBe(true);
  });

  it("is told the operation, the request in the clear, and which one it is", async () => {
    const seen: string[] = [];
    const note = ({ operation, index, request, headers }: RequestContext): void => {
      const body = request === undefined ? "refused" : stringifyJson(request);
      seen.push(`${operation.id} ${index} ${body} ${headers["x-km-time-zone"]}`);
    };
    sandbox.reset({
      plain: (answer, context) => {
        note(context);
        return answer;
      },
    });
    await call(sandbox, "member-authentication-info", '{"userId":9999999999999999997}');
    await leave("50000199999");
    await call(sandbox, "member-authentication-info", "not JSON");
    expect(seen).toEqual([
      'member-authentication-info 1 {"userId":9999999999999999997} KST',
      'membership-cancellation 1 {"userId":50000199999} KST',
      "member-authentication-info 2 refused KST",
    ]);
  });
});

describe("sealed", () => {
  it("changes what travels: status, headers in their case, bytes", async () => {
    sandbox.reset({
      sealed: ({ headers }) => ({
        status: 502,
        headers: [...headers.filter(([name]) => !name.startsWith("Content-")), ["X-Odd", "yes"]],
        body: Buffer.from('{"response":{}}'),
      }),
    });
    const answer = await leave("50000104652");
    expect(answer.status).toBe(502);
    expect(answer.headers.get("content-type")).toBeNull();
    expect(answer.headers.get("x-odd")).toBe("yes");
    expect(answer.code).toBeUndefined();
  });
});

describe("skipRule", () => {
  it("leaves out one rule, and the others still hold", async () => {
    const body = '{"userId":50000199999}';
    const time = tokenTime(new Date(), "KST");
    const leaveWith = (token: string) =>
      call(sandbox, "membership-cancellation", body, { headers: { "X-KM-Tran-Token": token } });
    const forged = makeTranToken("another key", body, time, "body");
    sandbox.reset();
    expect((await leaveWith(forged)).status).toBe(401);
    sandbox.reset(skip("header.X-KM-Tran-Token.signature"));
    expect((await leaveWith(forged)).code).toBe("001_006");
    expect((await leaveWith(forged.replace("KMV1", "KMV2"))).status).toBe(401);
  });

  it("leaves out a field rule, a state rule, or an effect", async () => {
    sandbox.reset(skip("body.userId.range"));
    expect((await leave("10000000000000000000")).code).toBe("001_006");
    sandbox.reset(skip("state.plcc-point"));
    expect((await leave("9999999999999999998")).code).toBe("000_000");
    sandbox.reset(skip("state.forget-member"));
    expect((await leave("50000104652")).code).toBe("000_000");
    expect((await leave("50000104652")).code).toBe("000_000");
  });

  it("every rule's id is unique, and every one can be left out of a request that breaks them all", async () => {
    const contract = loadContract();
    for (const operation of contract.operations) {
      const rules = sandboxRules(operation, sandboxTreatments(contract));
      expect(new Set(rules).size).toBe(rules.length);
      expect(rules.length).toBeGreaterThan(25);
    }
    sandbox.reset({ skipRule: () => true });
    const nothing = { "X-KM-Tran-Token": "", "X-KM-Tran-Time": "yesterday", "X-KM-Time-Zone": "XYZ" };
    for (const id of ["charge-cancellation", "membership-cancellation", "user-register"] as const) {
      const answer = await call(sandbox, id, "", { wireBody: "{}", headers: nothing });
      expect([id, answer.code]).toEqual([id, "000_000"]);
    }
  });
});

it("reset without an alteration takes the last one away", async () => {
  sandbox.reset({ plain: (answer) => ({ ...answer, status: 500 }) });
  sandbox.reset();
  expect((await leave("50000104652")).status).toBe(200);
});

it("a hook that throws is answered with 500 and says so", async () => {
  sandbox.reset({
    plain: () => {
      throw new Error("the hook broke");
    },
  });
  const answer = await leave("50000104652");
  expect([answer.status, answer.code, answer.message]).toEqual([500, "000_999", "the hook broke."]);
});
