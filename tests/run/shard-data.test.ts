import { describe, expect, it } from "vitest";
import type { Contract } from "../../src/contract/model.ts";
import type { Settings, TestData } from "../../src/environment/model.ts";
import type { Json } from "../../src/exact/json.ts";
import { chosenCases, divided } from "../../src/run/chosen-cases.ts";
import { contestedData } from "../../src/run/shard-data.ts";
import { ownShare } from "../../src/run/shard-share.ts";
import { settingsOf, suite } from "./run-cases.ts";

/** Of an inquiry that nobody changes anything with a value serves once. */
const contract: Contract = {
  ...suite.contract,
  operations: suite.contract.operations.map((operation) =>
    operation.id === "unregistered-card-inquiry"
      ? {
          ...operation,
          request: operation.request.map((row) =>
            row.name === "cardNo" ? { ...row, consumable: true } : row,
          ),
        }
      : operation,
  ),
};
const [field = "cardNo"] = suite.contract.operations
  .filter(({ id }) => id === "unregistered-card-inquiry")
  .flatMap(({ request }) => request.filter(({ thing }) => thing === "card").map(({ name }) => name));

const embedded = settingsOf({}, []);
/** The same data for a target that is not each machine's own. */
const remote: Settings = { ...embedded, embedded: false, environment: "partner", allow: "changes" };

function withData(operation: string, name: string, fields: Record<string, Json>): Settings {
  const own = remote.testData[operation];
  return {
    ...remote,
    testData: { ...remote.testData, [operation]: { ...own, [name]: { ...own?.[name], ...fields } } },
  };
}

function contested(settings: Settings, count = 5): string[] {
  return contestedData(chosenCases(suite, settings), divided(suite, settings, count), contract, settings);
}

function givenValue(
  { testData }: { readonly testData: TestData },
  operation: string,
  name: string,
  of: string,
): Json {
  return testData[operation]?.[name]?.[of] ?? null;
}

describe("a list of values that serve once", () => {
  const given = ["a", "b", "c", "d", "e", "f", "g"];
  const settings = withData("unregistered-card-inquiry", "success", { [field]: given });
  const share = (index: number, special: Partial<Settings> = {}): Json =>
    givenValue(
      { testData: ownShare(contract, { ...settings, shard: { index, count: 3 }, ...special }) },
      "unregistered-card-inquiry",
      "success",
      field,
    );

  it("is divided among the machines of an inquiry, each value once", () => {
    expect(field).toBe("cardNo");
    const shares = [1, 2, 3].map((index) => share(index));
    expect(shares).toEqual([
      ["a", "d", "g"],
      ["b", "e"],
      ["c", "f"],
    ]);
  });

  it("is whole for a run of one machine, and for a target that is a machine's own", () => {
    expect(ownShare(contract, settings)).toBe(settings.testData);
    expect(share(1, { embedded: true })).toEqual(given);
  });

  it("stays whole for what changes something, which one machine does alone", () => {
    const charge = withData("charge-cancellation", "not-cancellable", { oneTimeToken: given });
    const testData = ownShare(contract, { ...charge, shard: { index: 2, count: 3 } });
    expect(givenValue({ testData }, "charge-cancellation", "not-cancellable", "oneTimeToken")).toEqual(given);
  });
});

describe("what two machines cannot have at once", () => {
  it("is nothing of data that give each case its own", () => {
    const listed = withData("unregistered-card-inquiry", "success", { [field]: ["a", "b"] });
    expect(contested(listed)).toEqual([]);
  });

  it("is a single value that serves once and that two of them would send", () => {
    const [problem, ...others] = contested(remote).filter((line) => line.includes("success: cardNo"));
    expect(problem).toMatch(
      /unregistered-card-inquiry: success: cardNo is one value that serves once, and shards \d \(.*\) and \d \(.*\) would both send it; give a list/,
    );
    expect(others).toEqual([]);
    expect(contested({ ...remote, dataProvider: { command: "x", cwd: "." } })).toEqual([]);
    expect(contested(remote, 1)).toEqual([]);
    expect(contested({ ...remote, embedded: true })).toEqual([]);
  });

  it("is a member that a case on one of them cancels while one on another asks for it", () => {
    const userId = givenValue(remote, "membership-cancellation", "success", "userId");
    const settings = withData("member-authentication-info", "authenticated", { userId });
    const only = { ...settings, only: ["member-authentication-info/*", "membership-cancellation/*"] };
    expect(contested(only)).toEqual([
      expect.stringMatching(
        /userId of member-authentication-info\/.* \(shard \d\) names what membership-cancellation\/success \(shard \d\) changes/,
      ),
    ]);
    expect(contested({ ...only, allow: "read" })).toEqual([]);
  });
});
