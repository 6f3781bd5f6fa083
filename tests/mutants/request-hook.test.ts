import { afterAll, beforeAll, expect, it } from "vitest";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { exactNumber } from "../../src/exact/json.ts";
import { call } from "../sandbox/client.ts";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

it("the rules see the request as an alteration has it, and only that", async () => {
  sandbox.reset({ request: (request) => ({ ...request, userId: exactNumber("50000104653") }) });
  const taken = await call(sandbox, "membership-cancellation", '{"userId":50000104652}');
  expect(taken.code).toBe("001_049");
  sandbox.reset();
  const right = await call(sandbox, "membership-cancellation", '{"userId":50000104652}');
  expect(right.code).toBe("000_000");
});
