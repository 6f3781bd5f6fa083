import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { lackingText } from "../../reporters/data-text.ts";
import { clientSettings, makeIdentity } from "../../sandbox/identity.ts";
import type { Settings, TestData } from "../../src/environment/model.ts";
import { exactNumber, type Json } from "../../src/exact/json.ts";
import { Masking } from "../../src/masking/masking.ts";
import { checkData } from "../../src/run/check-data.ts";
import { selectedCases } from "../../src/run/chosen-cases.ts";
import { SpentValues } from "../../src/run/spent-values.ts";
import { settingsOf, suite } from "../run/run-cases.ts";

const URL_OF_PARTNER = "http://127.0.0.1:9/open-api";
const GIFT = "membership-cancellation/unreceived-gift";
const NOBODY = "charge-cancellation/not-cancellable";

let settings: Settings;
let cwd: string;
beforeAll(async () => {
  settings = settingsOf({ ...clientSettings(await makeIdentity("partner"), URL_OF_PARTNER) }, []);
});
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "data-"));
  return () => rmSync(cwd, { recursive: true });
});

/** The states of the selected cases, by id. */
async function states(special: Partial<Settings>, only: readonly string[]) {
  const chosen = { ...settings, ...special, only };
  const cases = selectedCases(suite, chosen);
  const { states: found, asked } = await checkData(suite, chosen, cases, Masking.of([], chosen.testData));
  return { asked, of: (id: string) => found.find((one) => one.id === id), all: found };
}

function given(operation: string, name: string, fields: Record<string, Json>): TestData {
  const own = settings.testData[operation];
  return { ...settings.testData, [operation]: { ...own, [name]: fields } };
}

function provider(program: string) {
  writeFileSync(join(cwd, "provider.mjs"), program);
  return { command: `"${process.execPath}" provider.mjs`, cwd };
}

describe("the check of data", () => {
  it("finds everything where the test data have it, journeys included", async () => {
    const { all, asked } = await states({}, ["membership-cancellation/*", "charge-cancellation/journey.*"]);
    expect(all.filter(({ state, why }) => state !== "ready" && !why.includes("somebody's"))).toEqual([]);
    expect(all.filter(({ state }) => state === "ready").length).toBeGreaterThan(80);
    expect(asked).toBe(0);
  });

  it("tells what is missing, by field, of the case and of those that take its data", async () => {
    const { of } = await states({ testData: {} }, ["membership-cancellation/*"]);
    expect(of(GIFT)).toMatchObject({ state: "lacking", fields: ["userId"], of: "unreceived-gift" });
    expect(of("membership-cancellation/again.unreceived-gift")).toMatchObject({
      state: "lacking",
      of: "unreceived-gift",
    });
    expect(of("membership-cancellation/user-id-zero")).toMatchObject({ state: "ready" });
    expect(of(GIFT)?.why).toContain("give userId under membership-cancellation: unreceived-gift:");
  });

  it("asks nobody for what policy keeps from being sent", async () => {
    const { of, asked } = await states(
      { allow: "read", testData: {}, dataProvider: provider("process.exit(9);") },
      [GIFT],
    );
    expect(of(GIFT)).toMatchObject({ state: "not-sent", fields: [] });
    expect(asked).toBe(0);
  });

  it("puts the same question to the provider once, whatever many cases need the answer", async () => {
    const log = join(cwd, "asked.txt");
    appendFileSync(log, "");
    const dataProvider = provider(
      `import { appendFileSync, readFileSync } from "node:fs";
       appendFileSync(${JSON.stringify(log)}, readFileSync(0, "utf8"));
       console.log('{"userId": 9999999999999999999}');`,
    );
    const only = [
      GIFT,
      "membership-cancellation/again.unreceived-gift",
      "membership-cancellation/plcc-point",
    ];
    const { all, asked } = await states({ testData: {}, dataProvider }, only);
    expect(all.map(({ state }) => state)).toEqual(["ready", "ready", "ready"]);
    expect(asked).toBe(2);
    expect(readFileSync(log, "utf8").trim().split("\n")).toHaveLength(2);
  });

  it("tells what the provider said, masked", async () => {
    const dataProvider = provider("console.error('no token for card 5123456789012346'); process.exit(3);");
    const { of } = await states({ testData: {}, dataProvider }, [GIFT]);
    expect(of(GIFT)).toMatchObject({ state: "lacking", fields: ["userId"] });
    expect(of(GIFT)?.why).toContain("ended with exit code 3");
    expect(of(GIFT)?.why).not.toContain("5123456789012346");
  });

  it("tells of a value that is none by the contract, and leaves what a case breaks on purpose alone", async () => {
    const wrong = given("membership-cancellation", "unreceived-gift", { userId: "abc" });
    const { of } = await states({ testData: wrong }, [GIFT, "membership-cancellation/body.userId.*"]);
    expect(of(GIFT)).toMatchObject({ state: "lacking", fields: ["userId"] });
    expect(of(GIFT)?.why).toContain("not as the contract says: expected /userId to be of type integer");
    expect(of("membership-cancellation/body.userId.type-string")?.state).toBe("ready");
  });

  it("says it in plain words of a secret field too", async () => {
    const own = settings.testData["charge-cancellation"]?.["not-cancellable"];
    const short = given("charge-cancellation", "not-cancellable", { ...own, oneTimeToken: "949133" });
    const { of } = await states({ testData: short }, [NOBODY]);
    expect(of(NOBODY)?.why).toMatch(
      /^not as the contract says: expected \/oneTimeToken to have at least \d+ characters \(/,
    );
  });

  it("has no value that serves once for two cases, where two lists give the same", async () => {
    const own = settings.testData["charge-cancellation"]?.["not-cancellable"];
    const same = { oneTimeToken: ["9491339000000001"], dcvv: ["001"] };
    const testData = {
      ...settings.testData,
      "charge-cancellation": {
        "not-cancellable": { ...own, ...same },
        "no-bank-account": { ...settings.testData["charge-cancellation"]?.["no-bank-account"], ...same },
      },
    };
    const { all } = await states({ testData }, [NOBODY, "charge-cancellation/no-bank-account"]);
    expect(all.map(({ state }) => state).sort()).toEqual(["lacking", "ready"]);
    // Three digits are the same by chance.
    const other = { ...same, oneTimeToken: ["9491339000000002"] };
    const apart = {
      ...testData,
      "charge-cancellation": {
        ...testData["charge-cancellation"],
        "no-bank-account": { ...testData["charge-cancellation"]["no-bank-account"], ...other },
      },
    };
    const found = await states({ testData: apart }, [NOBODY, "charge-cancellation/no-bank-account"]);
    expect(found.all.map(({ state }) => state)).toEqual(["ready", "ready"]);
  });

  it("draws lists as a run does, and notes nothing as used up", async () => {
    const spentFile = join(cwd, "test-data.spent.jsonl");
    const tokens = given("charge-cancellation", "not-cancellable", {
      ...settings.testData["charge-cancellation"]?.["not-cancellable"],
      oneTimeToken: ["9491339000000001"],
      dcvv: ["001"],
    });
    const two = { testData: tokens, spentFile };
    const { of } = await states(two, [NOBODY, "charge-cancellation/again.not-cancellable"]);
    const found = [of(NOBODY), of("charge-cancellation/again.not-cancellable")];
    expect(found.map((one) => one?.state).sort()).toEqual(["lacking", "ready"]);
    expect(found.find((one) => one?.state === "lacking")?.why).toContain(
      "are used up; give more, or a provider",
    );
    expect((await states(two, [NOBODY])).of(NOBODY)?.state).toBe("ready");
    expect(() => readFileSync(spentFile)).toThrow("ENOENT");
  });

  it("tells what an earlier run used up", async () => {
    const spentFile = join(cwd, "test-data.spent.jsonl");
    const leaver = "membership-cancellation/success";
    const userId = exactNumber("50000104652");
    const testData = given("membership-cancellation", "success", { userId });
    expect((await states({ testData, spentFile }, [leaver])).of(leaver)?.state).toBe("ready");
    new SpentValues(spentFile, URL_OF_PARTNER).note("userId", "50000104652", leaver);
    const { of } = await states({ testData, spentFile }, [leaver]);
    expect(of(leaver)).toMatchObject({ state: "lacking", fields: ["userId"] });
    expect(of(leaver)?.why).toContain("used up by membership-cancellation/success");
  });
});

describe("what is missing, as text", () => {
  it("stands once for the cases that lack the same", () => {
    const row = (id: string) => ({ id, operation: "a", of: "one", fields: ["userId"], why: "no test data" });
    expect(lackingText(["a/one", "a/two", "a/three", "a/four"].map(row))).toBe(
      "- a/one: userId\n    no test data\n    4 cases: a/one, a/two, a/three and 1 more",
    );
  });
});
