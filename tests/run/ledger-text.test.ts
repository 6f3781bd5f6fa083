import { describe, expect, it } from "vitest";
import { thingName } from "../../src/run/ledger-text.ts";

describe("a thing of the ledger", () => {
  it.each([
    ["userId", "50000104652", "member 50000104652"],
    ["loginId", "***", "the member of that loginId"],
  ])("is named by what may be told of its %s", (field, value, name) => {
    expect(thingName({ kind: "member", field, value })).toBe(name);
  });
});
