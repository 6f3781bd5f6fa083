import { describe, expect, it } from "vitest";
import { Refusal } from "../../sandbox/refusal.ts";
import { sampleBehaviour, sampleScenarios } from "../../sandbox/sample-scenarios.ts";
import type { Operation } from "../../src/contract/model.ts";
import type { JsonObject } from "../../src/exact/json.ts";
import { suite } from "../support/suite.ts";

const operation = suite.contract.operations.find(({ id }) => id === "membership-cancellation") as Operation;

/** Codes, and the titles of refusals that test data have. */
const ANSWERS = operation.codes.length + operation.testData.filter(({ status }) => status !== 200).length;

/** What the behaviour of an operation without one of its own answers. */
function answer(of: Operation, request: JsonObject): string {
  try {
    sampleBehaviour(of).serve({ request, world: { samples: 0 } } as Parameters<
      ReturnType<typeof sampleBehaviour>["serve"]
    >[0]);
    return "success";
  } catch (error) {
    if (error instanceof Refusal) return `${error.status} ${error.code}`;
    throw error;
  }
}

describe("an operation that the sandbox knows by its page alone", () => {
  it("answers the sample of each documented refusal with it, and any other right request with success", () => {
    const scenarios = sampleScenarios(operation);
    expect(scenarios.length).toBe(ANSWERS);
    for (const { entry, request } of scenarios) {
      const expected = entry.status === 200 ? "success" : `${entry.status} ${entry.code}`;
      expect(answer(operation, request), entry.code).toBe(expected);
    }
    const [first] = scenarios;
    expect(answer(operation, { ...first?.request, note: "other" })).toBe("success");
  });

  it("answers test data of which the page has the title alone with that title", () => {
    const title = operation.testData.at(-1);
    const sample = sampleScenarios(operation).find(({ entry }) => entry.clause === title?.clause);
    expect(sample?.entry).toMatchObject({ status: 400, message: title?.title });
    expect(answer(operation, sample?.request ?? {})).toBe("400 999_999");
  });

  it("has a sample of its success alone where no field could tell the others apart", () => {
    const told = {
      ...operation,
      request: operation.request.map((field) => ({ ...field, presence: "optional" as const })),
    };
    expect(sampleScenarios(told).map(({ entry }) => entry.status)).toEqual([200]);
  });

  it("tells the refusals apart by a field within a list where no other has room", () => {
    const [userId] = operation.request;
    if (!userId) throw new Error("the operation has no field");
    const list = { ...userId, name: "members", type: "array" as const, fields: [userId] };
    const nested = { ...operation, request: [list] };
    const scenarios = sampleScenarios(nested);
    expect(scenarios.length).toBe(ANSWERS);
    for (const { entry, request } of scenarios.filter(({ entry: { status } }) => status !== 200))
      expect(answer(nested, request)).toBe(`${entry.status} ${entry.code}`);
  });
});
