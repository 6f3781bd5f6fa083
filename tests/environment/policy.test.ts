import { describe, expect, it } from "vitest";
import { mayRun } from "../../src/environment/policy.ts";

describe("the policy", () => {
  it.each([
    { embedded: true, allowDestructive: false, destructive: true, allowed: true },
    { embedded: false, allowDestructive: false, destructive: false, allowed: true },
    { embedded: false, allowDestructive: true, destructive: true, allowed: true },
    { embedded: false, allowDestructive: false, destructive: true, allowed: false },
  ])("decides on %o", ({ destructive, allowed, ...target }) => {
    expect(mayRun(target, { destructive }).allowed).toBe(allowed);
  });

  it("says which variable permits what it forbids", () => {
    const verdict = mayRun({ embedded: false, allowDestructive: false }, { destructive: true });
    expect(verdict).toEqual({
      allowed: false,
      reason: expect.stringMatching(/changes money or a membership.*KONAPLATE_ALLOW_DESTRUCTIVE=true/),
    });
  });
});
