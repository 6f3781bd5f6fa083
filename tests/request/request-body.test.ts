import { readFileSync } from "node:fs";
import { en, Faker } from "@faker-js/faker";
import { describe, expect, it } from "vitest";
import type { Case, RequestDifference } from "../../src/cases/model.ts";
import { missingData, refusedGuess } from "../../src/cases/readiness.ts";
import { exactNumber, type Json, type JsonObject, parseJson, stringifyJson } from "../../src/exact/json.ts";
import { compileSchema } from "../../src/exact/schema.ts";
import { freshValues } from "../../src/request/fresh-values.ts";
import { withoutValue, withValue } from "../../src/request/json-edit.ts";
import { type BodyIngredients, composeBody } from "../../src/request/request-body.ts";
import { validBody } from "../../src/request/valid-body.ts";
import { theCase } from "../checks/made-exchange.ts";
import { suite } from "../support/suite.ts";

function committed(operation: string): JsonObject {
  const path = new URL(`../../schemas/${operation}/request-body.schema.json`, import.meta.url);
  return parseJson(readFileSync(path, "utf8")) as JsonObject;
}

const SCHEMA = parseJson(`{
  "properties": { "a": { "enum": ["schema"] }, "b": { "enum": ["schema"] }, "c": { "enum": ["schema"] },
    "d": { "enum": ["schema"] }, "e": { "enum": ["schema"] } },
  "required": ["a", "b", "c", "d", "e"]
}`) as JsonObject;

function row(request: Partial<RequestDifference> = {}): Case {
  const base = theCase("membership-cancellation/success");
  return {
    ...base,
    operation: "op",
    name: "name",
    request: { set: new Map(), omit: [], breaks: [], ...request },
  };
}

function compose(made: Case, differences: Partial<BodyIngredients> = {}): string {
  const ingredients = {
    requestSchema: SCHEMA,
    guesses: [],
    testData: {},
    seed: "1",
    fresh: freshValues("r"),
  };
  return stringifyJson(composeBody(made, { ...ingredients, ...differences }));
}

describe("composeBody", () => {
  it("makes the same values for every request of a case, and others where a request has its own", () => {
    const requestSchema = parseJson(
      '{ "properties": { "name": { "type": "string", "minLength": 20 } }, "required": ["name"] }',
    ) as JsonObject;
    const first = compose(row(), { requestSchema });
    expect(compose(row(), { requestSchema })).toBe(first);
    expect(compose(row({ values: "another" }), { requestSchema })).not.toBe(first);
  });

  it("lays schema, table, environment, row and the environment's own case over each other", () => {
    const set = new Map<string, Json>([
      ["/d", "row"],
      ["/e", "row"],
    ]);
    const text = compose(row({ set }), {
      guesses: ["b", "c", "d", "e"].map((field) => ({ field, value: "table", refusedWith: "001_009" })),
      testData: {
        op: { "*": { c: "all", d: "all", e: "all" }, name: { e: "case" }, another: { a: "another" } },
        other: { "*": { a: "other" } },
      },
    });
    expect(text).toBe('{"a":"schema","b":"table","c":"all","d":"row","e":"case"}');
  });

  it("tells missing, null and an exact raw number apart", () => {
    const set = new Map<string, Json>([
      ["/b", null],
      ["/c", exactNumber("10000000000000000000")],
      ["/d", exactNumber("1.50e3")],
    ]);
    expect(compose(row({ set, omit: ["/a"] }))).toBe(
      '{"b":null,"c":10000000000000000000,"d":1.50e3,"e":"schema"}',
    );
  });

  it("sets and omits inside what is shared, and leaves that as it is", () => {
    const shared = parseJson(
      '{"a":{"keep":1,"drop":2,"deep":{"x":1}},"b":[{"n":1},{"n":2},{"n":3}]}',
    ) as JsonObject;
    const before = stringifyJson(shared);
    const set = new Map<string, Json>([
      ["/a/deep/x", "new"],
      ["/b/1/n", "new"],
      ["/c/made/here", true],
    ]);
    const made = row({ set, omit: ["/a/drop", "/b/0", "/nowhere/x", "/d"] });
    expect(compose(made, { testData: { op: { "*": shared } } })).toBe(
      '{"a":{"keep":1,"deep":{"x":"new"}},"b":[{"n":"new"},{"n":3}],"c":{"made":{"here":true}},"e":"schema"}',
    );
    expect(stringifyJson(shared)).toBe(before);
  });

  it("gives the same body for the same seed, and another for another, but for what must be new", () => {
    const charge = theCase("charge-cancellation/user-id-invalid");
    const fresh = freshValues();
    const body = (seed: string, made = charge) =>
      composeBody(made, {
        requestSchema: committed("charge-cancellation"),
        guesses: [],
        testData: {},
        seed,
        fresh,
      });
    const [first, again, other] = [body("s"), body("s"), body("t")];
    expect({ ...again, sequenceId: first.sequenceId }).toEqual(first);
    expect(again.sequenceId).not.toEqual(first.sequenceId);
    expect(other.oneTimeToken).not.toEqual(first.oneTimeToken);
    const another = body("s", { ...charge, id: "charge-cancellation/another" });
    expect(another.oneTimeToken).not.toEqual(first.oneTimeToken);
  });

  it("takes the body of the documented row as its table has it", () => {
    const text = stringifyJson(
      composeBody(theCase("charge-cancellation/user-id-invalid"), {
        requestSchema: committed("charge-cancellation"),
        guesses: [],
        testData: {},
        seed: "1",
        fresh: freshValues(),
      }),
    );
    expect(text).toContain('"userId":10000000000000000000');
  });
});

describe("values at a pointer", () => {
  const body = () => parseJson('{"list":[1,2],"o":{"k":1}}') as JsonObject;

  it.each([
    ["/list/0", '{"list":["v",2],"o":{"k":1}}'],
    ["/list/-", '{"list":[1,2,"v"],"o":{"k":1}}'],
    ["/list/9", '{"list":[1,2,"v"],"o":{"k":1}}'],
    ["/o/__proto__", '{"list":[1,2],"o":{"k":1,"__proto__":"v"}}'],
    ["/o/k/x", '{"list":[1,2],"o":{"k":{"x":"v"}}}'],
    ["/a~1b", '{"list":[1,2],"o":{"k":1},"a/b":"v"}'],
  ])("are put at %s", (pointer, text) => {
    expect(stringifyJson(withValue(body(), pointer, "v"))).toBe(text);
  });

  it.each([
    ["/list/0", '{"list":[2],"o":{"k":1}}'],
    ["/list/9", '{"list":[1,2],"o":{"k":1}}'],
    ["/o/k", '{"list":[1,2],"o":{}}'],
    ["/o/toString", '{"list":[1,2],"o":{"k":1}}'],
    ["/x/y", '{"list":[1,2],"o":{"k":1}}'],
  ])("are taken from %s", (pointer, text) => {
    expect(stringifyJson(withoutValue(body(), pointer))).toBe(text);
  });
});

describe("missingData", () => {
  const made = { ...row(), data: ["a", "b"] };

  it("names what neither the case nor all cases are given", () => {
    expect(missingData(made, {})).toEqual(["a", "b"]);
    expect(missingData(made, { op: { "*": { a: 1 as unknown as Json } } })).toEqual(["b"]);
    expect(missingData(made, { op: { "*": { a: null }, name: { b: "x" } } })).toEqual([]);
    expect(missingData(made, { op: { another: { a: "x", b: "x" } } })).toEqual(["a", "b"]);
  });
});

describe("validBody", () => {
  it.each(suite.contract.operations.map(({ id }) => id))(
    "is accepted by the committed schema of %s",
    (id) => {
      const schema = committed(id);
      const validate = compileSchema(schema);
      const fresh = freshValues();
      const texts = new Set<string>();
      for (let seed = 0; seed < 200; seed++) {
        const faker = new Faker({ locale: en, seed });
        const body = validBody(schema, { faker, fresh });
        expect(validate(body)).toEqual([]);
        texts.add(stringifyJson(body));
      }
      expect(texts.size).toBeGreaterThan(190);
    },
  );

  it("writes digits where the schema demands them, whatever the length", () => {
    const schema = parseJson(`{ "required": ["pin"], "properties": {
      "pin": { "type": "string", "minLength": 4, "maxLength": 8, "pattern": "^[0-9]+$" } } }`) as JsonObject;
    const body = validBody(schema, { faker: new Faker({ locale: en, seed: 1 }), fresh: freshValues() });
    expect(compileSchema(schema)(body)).toEqual([]);
  });
});

describe("fresh values", () => {
  it("are never given twice, have the length asked for, and differ from run to run", () => {
    const [run, other] = [freshValues(), freshValues()];
    const values = Array.from({ length: 2000 }, (_, index) => run.next(index % 2 === 0 ? 30 : 20));
    expect(new Set(values).size).toBe(2000);
    expect(values.every((value, index) => value.length === (index % 2 === 0 ? 30 : 20))).toBe(true);
    expect(values).not.toContain(other.next(30));
  });
});

describe("a refused guess", () => {
  const guesses = [{ field: "terms", value: "1", refusedWith: "001_009" }];
  const made = row({});

  it("is told where the target answers the guess's code and nobody gave the field", () => {
    expect(refusedGuess(made, "001_009", guesses, {})?.field).toBe("terms");
  });

  it.each([
    ["another code", "001_001", made, {}],
    ["no code", null, made, {}],
    ["the field given for all cases", "001_009", made, { op: { "*": { terms: "7" } } }],
    ["the field given for this case", "001_009", made, { op: { name: { terms: "7" } } }],
    [
      "a case that expects the code",
      "001_009",
      { ...made, expected: { ...made.expected, code: "001_009" } },
      {},
    ],
  ])("is none with %s", (_name, code, testCase, testData) => {
    expect(refusedGuess(testCase, code, guesses, testData)).toBeUndefined();
  });
});
