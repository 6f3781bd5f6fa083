import { describe, expect, it } from "vitest";
import { dates } from "../../src/checks/dates.ts";
import { formula } from "../../src/checks/formula.ts";
import { scenarioValues } from "../../src/checks/scenario-values.ts";
import type { Parameter } from "../../src/contract/model.ts";
import { exactNumber } from "../../src/exact/json.ts";
import { exchangeOf, findings, notRun, places, SUCCESS } from "./made-exchange.ts";
import { ABSENT, authenticationBody, BASIC_CARD, cardBody, registrationText } from "./payloads.ts";

const CARD = "unregistered-card-inquiry/success";

describe("dates", () => {
  const card = (expiryDate: unknown) => places(dates, CARD, { body: cardBody({ expiryDate }) });
  const registration = (expiryDate: string) =>
    places(dates, "user-register/success", { body: registrationText("1", { ...BASIC_CARD, expiryDate }) });

  it.each(["20310831", "20280229", "20000229", "19991231"])("takes %s, yyyyMMdd", async (date) => {
    expect(await card(date)).toEqual([]);
  });

  it.each(["20310230", "20270229", "21000229", "20311301", "20310800", "00000000"])(
    "refuses %s, yyyyMMdd",
    async (date) => {
      expect(await card(date)).toEqual(["/cardDataInfo/expiryDate"]);
    },
  );

  it.each(["310831", "280229"])("takes %s, YYMMDD", async (date) => {
    expect(await registration(date)).toEqual([]);
  });

  it.each(["310431", "290229", "311301"])("refuses %s, YYMMDD", async (date) => {
    expect(await registration(date)).toEqual(["/basicCardInfo/expiryDate"]);
  });

  it.each([
    ["yyyy-MM-dd", "2028-02-29", []],
    ["yyyy-MM-dd", "2027-02-29", ["/cardDataInfo/expiryDate"]],
    ["yyyy-MM-ddTHH:mi:ss", "2028-02-29T23:59:59", []],
    ["yyyy-MM-ddTHH:mi:ss", "2028-02-29T24:00:00", ["/cardDataInfo/expiryDate"]],
  ])("by %s reads %s", async (format, expiryDate, expected) => {
    const exchange = await exchangeOf(CARD, { body: cardBody({ expiryDate }) });
    const dated = (rows: readonly Parameter[]): Parameter[] =>
      rows.map((row) => ({
        ...row,
        ...(row.name === "expiryDate" && { format }),
        fields: dated(row.fields),
      }));
    const operation = { ...exchange.operation, response: dated(exchange.operation.response) };
    expect(dates.check({ ...exchange, operation })).toMatchObject(expected.map((where) => ({ where })));
  });

  it.each([20310230, "2031-02-30", null, ABSENT])("leaves %j to the schema", async (date) => {
    expect(await card(date)).toEqual([]);
  });

  it("does not apply to an error, and could not run without JSON", async () => {
    expect(await notRun(dates, "charge-cancellation/no-bank-account")).toBe("not-applicable");
    expect(await notRun(dates, CARD, { body: "{", sealed: false })).toBe("could-not-run");
  });

  it("reaches inside the wrapper of an item, and lets a reading that ignores the form be", async () => {
    const exchange = await exchangeOf(CARD, {
      body: cardBody({ cardPointInfo: [{ cardPointInfo_item: { pointName: "20310230" } }] }),
    });
    const withForm = JSON.parse(JSON.stringify(exchange.operation.response));
    const point = withForm[0].fields.find(({ name }: { name: string }) => name === "cardPointInfo");
    Object.assign(point.fields[1], { format: "yyyyMMdd" });
    const made = { ...exchange, operation: { ...exchange.operation, response: withForm } };
    expect(dates.check(made)).toMatchObject([
      { where: "/cardDataInfo/cardPointInfo/0/cardPointInfo_item/pointName" },
    ]);
    const [reading] = exchange.contract.readings;
    const treatments = [{ clause: `${point.fields[1].clause}.format`, as: "ignored" as const }];
    const readings = reading ? [{ ...reading, treatments }] : [];
    expect(dates.check({ ...made, contract: { ...exchange.contract, readings } })).toEqual([]);
  });
});

describe("formula: rechargeableAmount = maximum - balance", () => {
  const card = (differences: Readonly<Record<string, unknown>>) =>
    places(formula, CARD, { body: cardBody(differences) });
  const wrong = ["/cardDataInfo/rechargeableAmount"];

  it.each([
    ["the maximum without a named holder", { rechargeableAmount: 200000 }, []],
    ["the maximum with one", { rechargeableAmount: 1700000 }, []],
    ["neither", { rechargeableAmount: 200001 }, wrong],
    ["0 where something is left", { rechargeableAmount: 0 }, wrong],
    ["the balance itself", { rechargeableAmount: 300000 }, wrong],
    ["0 where one maximum is below the balance", { balance: 500001, rechargeableAmount: 0 }, []],
    ["the negative difference", { balance: 500001, rechargeableAmount: -1 }, []],
    ["1 where both are below it", { balance: 2000001, rechargeableAmount: 1 }, wrong],
    ["a part that is missing", { balance: ABSENT, rechargeableAmount: 7 }, []],
    ["a part that is no number", { balance: "300000", rechargeableAmount: 7 }, []],
    ["itself missing", { rechargeableAmount: ABSENT }, []],
  ])("%s", async (_what, differences, where) => {
    expect(await card(differences)).toEqual(where);
  });

  it("says both sums", async () => {
    expect(await findings(formula, CARD, { body: cardBody({ rechargeableAmount: 1 }) })).toEqual([
      {
        clause: "unregistered-card-inquiry#response.cardDataInfo.rechargeableAmount.formulas",
        where: "/cardDataInfo/rechargeableAmount",
        documented:
          "maxNonRealNameRechargeAmount - balance = 200000, or maxRealNameRechargeAmount - balance = 1700000",
        actual: "1",
      },
    ]);
  });

  it("computes with the digits as they are written, of any size", async () => {
    const text = (balance: string, amount: string): string =>
      JSON.stringify(cardBody({ balance: "B", rechargeableAmount: "A" }))
        .replace('"B"', balance)
        .replace('"A"', amount);
    expect(await places(formula, CARD, { body: text("3e5", "2.0e5") })).toEqual([]);
    expect(await places(formula, CARD, { body: text("9007199254740993", "0") })).toEqual([]);
    expect(await places(formula, CARD, { body: text("299999.9", "200000.1") })).toEqual([]);
    expect(await places(formula, CARD, { body: text("299999.9", "200000.2") })).toEqual(wrong);
    // Too large to be written out: the schema names the bound, and nothing breaks.
    expect(await places(formula, CARD, { body: text("1e999999999", "0") })).toEqual([]);
  });
});

describe("scenario-value", () => {
  const id = "member-authentication-info/authenticated";

  it.each([
    ["member-authentication-info/authenticated", true, []],
    ["member-authentication-info/authenticated", false, ["/isAuthed"]],
    ["member-authentication-info/not-authenticated", false, []],
    ["member-authentication-info/not-authenticated", true, ["/isAuthed"]],
    ["member-authentication-info/authenticated", "true", ["/isAuthed"]],
    ["member-authentication-info/authenticated", ABSENT, ["/isAuthed"]],
  ])("%s answered with %j", async (caseId, value, where) => {
    expect(await places(scenarioValues, caseId, { body: authenticationBody(value) })).toEqual(where);
  });

  it("compares numbers by value, and long texts to their end", async () => {
    const long = "x".repeat(300);
    const demand = (value: Parameters<typeof exactNumber>[0] | ReturnType<typeof exactNumber>) => ({
      expected: { values: [{ pointer: "/value", value, clause: "c" }] },
    });
    const check = (demanded: Parameters<typeof demand>[0], body: string) =>
      places(scenarioValues, id, { ...demand(demanded), body });
    expect(await check(exactNumber("9999999999999999999"), '{"value":9999999999999999999}')).toEqual([]);
    expect(await check(exactNumber("9999999999999999999"), '{"value":9999999999999999998}')).toEqual([
      "/value",
    ]);
    expect(await check(exactNumber("1"), '{"value":1.0}')).toEqual([]);
    expect(await check(`${long}a`, JSON.stringify({ value: `${long}b` }))).toEqual(["/value"]);
  });

  it("does not apply where the scenario demands none, and could not run without JSON", async () => {
    expect(await notRun(scenarioValues, CARD, { body: { ...SUCCESS } })).toBe("not-applicable");
    expect(await notRun(scenarioValues, id, { body: "" })).toBe("could-not-run");
  });
});
