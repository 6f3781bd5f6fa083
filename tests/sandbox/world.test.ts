import { describe, expect, it } from "vitest";
import { openWorld, WORLD_FILE } from "../../sandbox/world.ts";
import { readDataFile } from "../../src/exact/data-file.ts";
import { isJsonObject, type Json, type JsonObject, stringifyJson, valueAt } from "../../src/exact/json.ts";

const world = readDataFile(WORLD_FILE).value;
const testData = object(valueAt(readDataFile("environments/embedded.yaml").value, "/testData"));

/** What a request has to say to be about an entry of the world. */
const NAMING = {
  members: ["userId", "loginId", "ci"],
  charges: ["userId", "nrNumber", "oneTimeToken", "dcvv"],
  cards: ["cardNo", "expiryDate", "cardCVC"],
} as const;

function object(value: Json | undefined): JsonObject {
  if (!isJsonObject(value)) throw new Error("an object is expected");
  return value;
}

/** A value, or the first of those that serve once. */
function first(value: Json | undefined): Json {
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

function entries(list: keyof typeof NAMING): JsonObject[] {
  const value = valueAt(world, `/${list}`);
  return Array.isArray(value) ? value.map(object) : [];
}

describe("world.yaml and environments/embedded.yaml", () => {
  it.each(["members", "charges", "cards"] as const)(
    "all %s that are for a case are the ones that its test data name",
    (list) => {
      const cases = entries(list).filter((entry) => entry.for !== "spare");
      expect(cases.length).toBeGreaterThan(1);
      for (const entry of cases) {
        const data = object(valueAt(testData, `/${String(entry.for)}`));
        const named = NAMING[list].filter((field) => Object.hasOwn(data, field));
        expect(named.length, String(entry.for)).toBeGreaterThan(0);
        for (const field of named)
          expect(stringifyJson(first(data[field]))).toBe(stringifyJson(entry[field] ?? null));
      }
    },
  );

  it("every case with test data has its entry in the world, but for those about nobody", () => {
    const named = new Set(
      Object.keys(NAMING).flatMap((list) => entries(list as "members").map((each) => each.for)),
    );
    const without = Object.entries(testData).flatMap(([operation, cases]) =>
      Object.keys(object(cases))
        .map((name) => `${operation}/${name}`)
        .filter((id) => !named.has(id)),
    );
    expect(without).toEqual([
      "user-register/*",
      "membership-cancellation/unknown-member",
      "unregistered-card-inquiry/card-not-found",
    ]);
  });

  it("nobody is the unknown member, and no card the card that is not found", () => {
    const { members, cards, mandatoryTerms } = openWorld("seed");
    expect(members.has(text("/membership-cancellation/unknown-member/userId"))).toBe(false);
    expect(cards.has(JSON.parse(text("/unregistered-card-inquiry/card-not-found/cardNo")))).toBe(false);
    expect(JSON.parse(text("/user-register/*/tcIdList"))).toEqual(mandatoryTerms);
  });

  it("no two cases share a member, a charge or a card", () => {
    for (const [list, key] of [
      ["members", "userId"],
      ["charges", "nrNumber"],
      ["cards", "cardNo"],
    ] as const) {
      const ids = entries(list).map((entry) => stringifyJson(entry[key] ?? null));
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});

function text(pointer: string): string {
  return stringifyJson(valueAt(testData, pointer) ?? null);
}

it("a world opened twice is two worlds of the same content", () => {
  const [first, second] = [openWorld("seed"), openWorld("seed")];
  expect(first).toEqual(second);
  first.members.clear();
  expect(second.members.size).toBeGreaterThan(20);
});
