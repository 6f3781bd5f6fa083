import { describe, expect, it } from "vitest";
import type { Contract, Parameter } from "../../src/contract/model.ts";
import { headerPoints, requestPoints, responsePoints } from "../../src/results/coverage-points.ts";
import { madeUpContract } from "./made-up.ts";

function parameter(name: string, facts: Partial<Parameter>): Parameter {
  const base = { name, clause: `op#request.${name}`, type: "string", presence: "required" } as const;
  return { ...base, meaning: "made up", source: "page", fields: [], ...facts };
}

/** The made-up contract with one operation that has these tables. */
function contractOf(tables: Partial<Contract["operations"][number]>, atMost?: string): Contract {
  const contract = madeUpContract();
  const [operation] = contract.operations;
  const [reading] = contract.readings;
  if (!operation || !reading) throw new Error("the made-up contract has an operation and a reading");
  const treatments = atMost === undefined ? [] : [{ clause: atMost, as: "at-most" as const }];
  const emptied = { request: [], response: [], requestHeaders: [], responseHeaders: [] };
  return {
    ...contract,
    operations: [{ ...operation, ...emptied, ...tables }],
    readings: [{ ...reading, treatments }],
  };
}

describe("what there is to reach of a request table", () => {
  const always = ["op#request.f", "op#request.f.presence missing", "op#request.f.type null"];
  const points = (facts: Partial<Parameter>, atMost?: string): string[] =>
    requestPoints(contractOf({ request: [parameter("f", facts)] }, atMost));

  it.each([
    [
      "a text from 2 to 5",
      { min: "2", max: "5" },
      ["min under-min", "min at-min", "max at-max", "max over-max"],
    ],
    ["a text from 1 to 5", { min: "1", max: "5" }, ["min empty", "min at-min", "max at-max", "max over-max"]],
    ["a text of 8", { length: "8" }, ["length under-min", "length over-max"]],
    ["a text of 1", { length: "1" }, ["length empty", "length over-max"]],
    [
      "a number",
      { type: "number", min: "1", max: "9999999999999999999" },
      ["min under-min", "min at-min", "max at-max", "max over-max"],
    ],
    ["a boolean", { type: "boolean" }, []],
  ] as const)("of %s: each bound from both sides", (_name, facts, aspects) => {
    expect(points(facts)).toEqual([...always, ...aspects.map((aspect) => `op#request.f.${aspect}`)]);
  });

  it("of a length that a reading takes as an upper bound: at it and over it", () => {
    expect(points({ length: "30" }, "op#request.f.length")).toEqual([
      ...always,
      "op#request.f.length at-max",
      "op#request.f.length over-max",
    ]);
  });

  it("of client code: nothing, nor of what is inside", () => {
    expect(points({ source: "client-code", fields: [parameter("inner", {})] })).toEqual([]);
  });

  it("of a nested field: the same as of any other", () => {
    expect(points({ type: "object", fields: [parameter("inner", { type: "boolean" })] })).toContain(
      "op#request.inner.presence missing",
    );
  });
});

describe("what there is to reach of a response table", () => {
  it("is each field, each optional one absent, and each listed value", () => {
    const response = [
      parameter("card", {
        type: "object",
        fields: [parameter("status", { presence: "optional", values: ["A", "B"] })],
      }),
    ];
    expect(responsePoints(contractOf({ response }))).toEqual([
      "op#request.card",
      "op#request.status",
      "op#request.status.presence absent",
      "op#request.status.values A",
      "op#request.status.values B",
    ]);
  });
});

describe("what there is to reach of the header tables", () => {
  const header = (name: string, facts: Partial<Parameter> = {}): Parameter =>
    parameter(name, { clause: `headers#request.${name}`, ...facts });

  it("is each header sent, left out, and beyond its length, and each response header once", () => {
    const requestHeaders = [header("X-A", { length: "3" }), header("X-B", { presence: "optional" })];
    const responseHeaders = [parameter("X-A", { clause: "headers#response.X-A" })];
    const encrypted = { request: false, response: false };
    expect(headerPoints(contractOf({ requestHeaders, responseHeaders, encrypted }))).toEqual([
      "headers#request.X-A",
      "headers#request.X-A.presence X-A.missing",
      "headers#request.X-A.length X-A.too-short",
      "headers#request.X-A.length X-A.too-long",
      "headers#response.X-A",
    ]);
  });

  it("leaves out a length that a reading does not apply", () => {
    const requestHeaders = [header("X-A", { length: "66" })];
    const contract = contractOf({ requestHeaders });
    const treatments = [{ clause: "headers#request.X-A.length", as: "ignored" as const }];
    const readings = contract.readings.map((reading) => ({ ...reading, treatments }));
    expect(headerPoints({ ...contract, readings })).toEqual([
      "headers#request.X-A",
      "headers#request.X-A.presence X-A.missing",
    ]);
  });

  it("counts an optional header where something is encrypted", () => {
    const requestHeaders = [header("X-B", { presence: "optional" })];
    const encrypted = { request: false, response: true };
    expect(headerPoints(contractOf({ requestHeaders, encrypted }))).toContain("headers#request.X-B");
  });
});
