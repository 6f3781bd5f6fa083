import { describe, expect, it, vi } from "vitest";
import { type LiveHearer, LiveTraffic } from "../../src/traffic/live.ts";
import type { PassedExchange } from "../../src/traffic/proxy.ts";
import type { Begun } from "../../src/traffic/session.ts";
import { madeUpResult } from "../results/made-up.ts";

const REQUEST = { method: "POST", url: "/api/v1/user/unregister" };
/** Nothing of it is looked at here. */
const PASSED = {} as PassedExchange;
const DEAF: LiveHearer = { found: () => undefined, waits: () => undefined };

it("is settled when every exchange that has begun is over and judged, and not before", async () => {
  const found: string[] = [];
  const session = {
    begin: () => ({}) as Begun,
    end: async () => madeUpResult({ id: "judged" }),
    tryKeys: () => undefined,
    unfitKeys: [],
  };
  const live = new LiveTraffic(session, { ...DEAF, found: ({ id }) => void found.push(id) });
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
  const session = {
    begin: () => undefined,
    end: async () => madeUpResult(),
    tryKeys: () => undefined,
    unfitKeys: [],
  };
  const live = new LiveTraffic(session, DEAF);
  expect(live.begin(REQUEST)).toBeUndefined();
  await live.settled();
});

describe("while a key fits nothing", () => {
  /** Numbers of exchanges as they are judged; the key fits from one on. */
  async function judgedAfter(count: number, fitsFrom: number) {
    const state = { tried: 0, judged: [] as string[], waited: [] as string[] };
    const key = { name: "KONAPLATE_SECRET_KEY", does: "verifies", to: "tokens", tried: 1 };
    const session = {
      begin: () => ({}) as Begun,
      end: async (_begun: Begun, { id }: { readonly id: string }) => madeUpResult({ id }),
      tryKeys: () => {
        state.tried += 1;
      },
      get unfitKeys() {
        return state.tried < fitsFrom ? [key] : [];
      },
    };
    const live = new LiveTraffic(session, {
      found: ({ id }) => void state.judged.push(id),
      waits: (keys) => void state.waited.push(...keys.map(({ name }) => name)),
    });
    for (let at = 0; at < count; at++) live.begin(REQUEST)?.(PASSED);
    await vi.waitFor(() => expect(state.tried).toBe(count));
    const before = [...state.judged];
    await live.settled();
    return { ...state, before };
  }
  const upTo = (count: number): string[] => Array.from({ length: count }, (_, at) => `entry-${at + 1}`);

  it("exchanges wait for the first that it fits, and are judged in their order", async () => {
    const { judged, waited } = await judgedAfter(5, 3);
    expect(judged).toEqual(upTo(5));
    expect(waited).toEqual(["KONAPLATE_SECRET_KEY"]);
  });

  it("they wait no longer than for twenty, or to the end", async () => {
    const many = await judgedAfter(25, 100);
    expect(many.judged).toEqual(upTo(25));
    const few = await judgedAfter(4, 100);
    expect([few.before, few.judged]).toEqual([[], upTo(4)]);
  });

  it("nothing waits where they fit", async () => {
    expect((await judgedAfter(3, 1)).waited).toEqual([]);
  });
});
