import { expect, it } from "vitest";
import { LiveTraffic } from "../../src/traffic/live.ts";
import type { PassedExchange } from "../../src/traffic/proxy.ts";
import type { Begun } from "../../src/traffic/session.ts";
import { madeUpResult } from "../results/made-up.ts";

const REQUEST = { method: "POST", url: "/api/v1/user/unregister" };
/** Nothing of it is looked at here. */
const PASSED = {} as PassedExchange;

it("is settled when every exchange that has begun is over and judged, and not before", async () => {
  const found: string[] = [];
  const session = { begin: () => ({}) as Begun, end: async () => madeUpResult({ id: "judged" }) };
  const live = new LiveTraffic(session, ({ id }) => void found.push(id));
  const listeners = [live.begin(REQUEST), live.begin(REQUEST)];
  listeners[0]?.(PASSED);
  let isSettled = false;
  const settled = live.settled().then(() => {
    isSettled = true;
  });
  await new Promise((later) => setTimeout(later, 20));
  expect([isSettled, found.length]).toEqual([false, 1]);
  listeners[1]?.(PASSED);
  await settled;
  expect(found).toEqual(["judged", "judged"]);
});

it("waits for nothing that is about no operation", async () => {
  const session = { begin: () => undefined, end: async () => madeUpResult() };
  const live = new LiveTraffic(session, () => undefined);
  expect(live.begin(REQUEST)).toBeUndefined();
  await live.settled();
});
