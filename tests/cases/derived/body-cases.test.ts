import { describe, expect, it } from "vitest";
import { bodyCases } from "../../../src/cases/derived/body-cases.ts";
import { derivedCases } from "../../../src/cases/derived/derived-cases.ts";
import type { Case } from "../../../src/cases/model.ts";
import type { Treatment } from "../../../src/contract/model.ts";
import { stringifyJson } from "../../../src/exact/json.ts";
import { suite } from "../../support/suite.ts";
import { EXPECTED_ROWS } from "./expected-rows.ts";
import { voucherBasis, voucherContract } from "./voucher.ts";

/** What is sent in the field in question, as its JSON text, and what is demanded of the answer. */
function shown({ name, expected, request }: Case): string {
  const [last] = [...request.set.values()].slice(-1);
  const value = request.omit.length > 0 || last === undefined ? "absent" : stringifyJson(last);
  return `${name.replace(/^body\./, "")} | ${expected.demand?.kind} | ${value}`;
}

function rowsOf(text: string): string[] {
  return text
    .trim()
    .split("\n")
    .map((line) => line.trim());
}

describe("the body cases of a made-up operation", () => {
  const cases = bodyCases(voucherBasis(voucherContract()), () => undefined);

  it("are these, with these values", () => {
    expect(cases.map(shown)).toEqual(rowsOf(EXPECTED_ROWS));
  });

  it("are documented where the page states something, inferred of forms, and observed where nothing is demanded", () => {
    const levels = new Map(cases.map(({ name, level }) => [name.replace(/^body\./, ""), level]));
    for (const { level, expected } of cases)
      expect(level === "observed").toBe(expected.demand?.kind === "observation");
    for (const name of ["code.missing", "code.null", "code.type-number", "pin.over-max", "code.at-max"])
      expect(levels.get(name), name).toBe("documented");
    for (const name of ["state.unlisted-value", "amount.digits-in-quotes", "gift.missing", "code.empty"])
      expect(levels.get(name), name).toBe("documented");
    const inferred = [...levels].filter(([, level]) => level === "inferred").map(([name]) => name);
    expect(inferred).toEqual([
      "usableFrom.not-the-form",
      "usableFrom.impossible-date",
      "secret.not-the-form",
    ]);
  });

  it("are refused with 400, a code of the validation family and the field's own name", () => {
    const nested = cases.find(({ name }) => name === "body.recipient.name.missing");
    expect(nested?.expected).toMatchObject({
      status: 400,
      code: null,
      family: ["000_002", "000_003", "000_015"],
      demand: { kind: "refusal", field: "name" },
      clauses: { code: "voucher-purchase#request.recipient.name.presence" },
    });
  });

  it("make the object or the array around a nested field", () => {
    const around = (name: string) => cases.find((row) => row.name === name)?.request.ensure;
    expect(around("body.recipient.name.null")).toEqual(["/recipient"]);
    expect(around("body.lines.0.sku.under-min")).toEqual(["/lines"]);
    expect(around("body.pin.missing")).toEqual([]);
  });

  it("need no permission, data or word of the owner where nothing documented is destructive", () => {
    expect(
      cases.filter(
        ({ destructive, couldBeSomebodys, data }) => destructive || couldBeSomebodys || data.length > 0,
      ),
    ).toEqual([]);
  });
});

describe("a reading", () => {
  const rowsWith = (field: string, fact: string, as: Treatment): string[] => {
    const treated = `voucher-purchase#request.${field}.${fact}`;
    const cases = bodyCases(voucherBasis(voucherContract()), (clause) =>
      clause === treated ? as : undefined,
    );
    return cases.map(shown).filter((row) => row.startsWith(`${field}.`));
  };

  it("that numbers have no fraction makes one refused", () => {
    expect(rowsWith("amount", "type", "whole")).toContain(
      "amount.fraction | refusal | 9999999999999999991.5",
    );
  });

  it("that a length is an upper bound leaves shorter texts alone", () => {
    const rows = rowsWith("pin", "length", "at-most").filter((row) => !/missing|null|type/.test(row));
    expect(rows.map((row) => row.replace(/"\d+"$/, "digits"))).toEqual([
      'pin.empty | observation | ""',
      "pin.at-max | acceptance | digits",
      "pin.over-max | refusal | digits",
    ]);
  });

  it("that leaves a fact out leaves out what rests on it", () => {
    expect(rowsWith("pin", "length", "ignored").filter((row) => !/missing|null|type/.test(row))).toEqual([
      'pin.empty | observation | ""',
    ]);
    expect(rowsWith("pin", "presence", "ignored")).toContain("pin.missing | observation | absent");
  });
});

describe("the body cases of the five operations", () => {
  const { contract, plan } = suite;
  const derived = plan.cases.filter(({ kind }) => kind === "generated" || kind === "header");
  const theCase = (id: string): Case => {
    const row = derived.find((candidate) => candidate.id === id);
    if (!row) throw new Error(`there is no case ${id}`);
    return row;
  };
  const sent = (id: string): Record<string, string> =>
    Object.fromEntries([...theCase(id).request.set].map(([name, value]) => [name, stringifyJson(value)]));

  it("have each id and title once, and rest on clauses that there are", () => {
    const ids = derived.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const titles = derived.map(({ operation, title }) => `${operation}: ${title}`);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
    const clauses = derived.flatMap((row) => [...row.clauses, ...Object.values(row.expected.clauses)]);
    expect(clauses.filter((clause) => !contract.clauses.has(clause))).toEqual([]);
  });

  it("are the same however often they are made", () => {
    const documented = plan.cases.filter(({ kind }) => kind === "documented");
    const again = derivedCases(contract, documented).filter(({ kind }) => kind === "generated");
    expect(again.map(shown)).toEqual(derived.filter(({ kind }) => kind === "generated").map(shown));
  });

  it("name nobody beside the field in question where a success would move money or end a membership", () => {
    expect(sent("charge-cancellation/body.userId.missing")).toEqual({
      "/nrNumber": expect.not.stringContaining("KMN"),
      "/oneTimeToken": expect.stringMatching(/^"\d{16}"$/),
      "/dcvv": expect.stringMatching(/^"\d{3}"$/),
    });
    expect(sent("charge-cancellation/body.nrNumber.empty")).toMatchObject({
      "/userId": "9999999999999999991",
      "/nrNumber": '""',
    });
    expect(sent("membership-cancellation/body.extra-field")["/userId"]).toBe("9999999999999999991");
  });

  it("read as another number, or as nothing, never name a low user id", () => {
    const rows = derived.filter(
      ({ id, couldBeSomebodys }) => /-cancellation\/body\.userId\./.test(id) && !couldBeSomebodys,
    );
    const values = rows.map(({ id }) => [id, Number(JSON.parse(sent(id)["/userId"] ?? "null"))] as const);
    expect(rows.length).toBeGreaterThan(20);
    for (const [, value] of values) expect(value > 0 && value < 1e18).toBe(false);
  });

  it("within the bounds of what says whose it is need test data of their own, and no others", () => {
    const couldBeSomebodys = derived.filter((row) => row.couldBeSomebodys).map(({ id }) => id);
    expect(couldBeSomebodys).toEqual([
      "charge-cancellation/body.userId.at-min",
      "charge-cancellation/body.userId.at-max",
      "charge-cancellation/body.userId.exponent",
      ...["at-min", "at-max", "at-max-korean", "at-max-emoji", "at-max-combining", "whitespace-around"].map(
        (aspect) => `charge-cancellation/body.nrNumber.${aspect}`,
      ),
      "membership-cancellation/body.userId.at-min",
      "membership-cancellation/body.userId.at-max",
      "membership-cancellation/body.userId.exponent",
    ]);
  });

  it("make no well-formed guess beside a real card number", () => {
    const names = derived
      .filter(({ operation }) => operation === "unregistered-card-inquiry")
      .map(({ name }) => name);
    expect(names.filter((name) => /^body\..*at-m/.test(name))).toEqual([]);
    expect(names).toContain("body.cardCVC.under-min");
  });
});
