import { describe, expect, it } from "vitest";
import { exactNumber, type Json, parseJson, valueAt } from "../../src/exact/json.ts";
import { compileSchema } from "../../src/exact/schema.ts";

/** The findings in short, `keyword at pointer`; each must address a keyword that the schema has. */
function findings(schemaText: string, valueText: string): string[] {
  const schema = parseJson(schemaText);
  return compileSchema(schema)(parseJson(valueText)).map(({ keyword, pointer, schemaPointer, message }) => {
    expect(valueAt(schema, schemaPointer)).toBeDefined();
    expect(message).not.toContain("undefined");
    return `${keyword} at ${pointer}`.trim();
  });
}

const KEYWORDS: readonly [schema: string, good: string, bad: string, finding: string][] = [
  ['{"type":"integer"}', "1.0", "1.5", "type at"],
  ['{"type":"integer"}', "1e3", '"1"', "type at"],
  ['{"type":"number"}', "1.5", "{}", "type at"],
  ['{"type":"string"}', '""', "1", "type at"],
  ['{"type":"boolean"}', "false", "0", "type at"],
  ['{"type":"array"}', "[]", "{}", "type at"],
  ['{"type":"object"}', '{"value":"1","isLosslessNumber":true}', "1", "type at"],
  ['{"type":["integer","null"]}', "null", '""', "type at"],
  ['{"minimum":1}', "1.0", "0.9999999999999999999999", "minimum at"],
  ['{"maximum":9999999999999999999}', "9999999999999999999", "10000000000000000000", "maximum at"],
  ['{"maximum":1}', '"not a number"', "1.00000000000000000001", "maximum at"],
  ['{"exclusiveMinimum":0}', "1e-30", "0.0", "exclusiveMinimum at"],
  ['{"exclusiveMaximum":1}', "0.99999999999999999999", "1", "exclusiveMaximum at"],
  ['{"minLength":3}', '"김코나"', '"김코"', "minLength at"],
  ['{"maxLength":2}', '"😀😀"', '"😀😀😀"', "maxLength at"],
  ['{"maxLength":1}', '"\u00e9"', '"e\u0301"', "maxLength at"],
  ['{"pattern":"^[0-9]{6}$"}', '"123456"', '"12345６"', "pattern at"],
  ['{"enum":["ACTIVE","SUSPENDED"]}', '"ACTIVE"', '"active"', "enum at"],
  ['{"enum":[true,"x",null]}', "true", "1", "enum at"],
  ['{"const":"x"}', '"x"', "0", "const at"],
  ['{"type":"object","required":["a/b"]}', '{"a/b":null}', "{}", "required at /a~1b"],
  [
    '{"properties":{"a":{}},"additionalProperties":false}',
    '{"a":1}',
    '{"~":1}',
    "additionalProperties at /~0",
  ],
  ['{"properties":{"a":{"type":"string"}}}', '{"a":""}', '{"a":1}', "type at /a"],
  ['{"items":{"type":"string"}}', '["a"]', '["a",1]', "type at /1"],
  ['{"minItems":1}', "[1]", "[]", "minItems at"],
  ['{"format":"date"}', '"2028-02-29"', '"2027-02-29"', "format at"],
  ['{"format":"email"}', '"a@example.test"', '"a"', "format at"],
];

describe("each keyword takes the good and finds the bad", () => {
  it.each(KEYWORDS)("%s: %s, not %s", (schema, good, bad, finding) => {
    expect(findings(schema, good)).toEqual([]);
    expect(findings(schema, bad)).toEqual([finding]);
  });

  it("anyOf: one branch is enough, and none is told with what each lacks", () => {
    const schema = '{"anyOf":[{"type":"string"},{"type":"integer","minimum":3}]}';
    expect(findings(schema, "3")).toEqual([]);
    expect(findings(schema, "2")).toEqual(["type at", "minimum at", "anyOf at"]);
  });

  it("a property that may not be: the schema false", () => {
    expect(findings('{"properties":{"a/b":false}}', "{}")).toEqual([]);
    expect(findings('{"properties":{"a/b":false}}', '{"a/b":1}')).toEqual(["false schema at /a~1b"]);
  });
});

describe("a number is never taken for an object", () => {
  it.each([
    '{"required":["value"]}',
    '{"maxProperties":0}',
    '{"properties":{"value":{"type":"integer"}}}',
    '{"additionalProperties":false}',
    '{"propertyNames":{"maxLength":1}}',
    '{"anyOf":[{"required":["a"]},{"required":["b"]}]}',
    '{"not":{"required":["value"],"type":"object"}}',
    '{"if":{"required":["value"],"type":"object"},"then":false}',
  ])("by %s", (schema) => {
    expect(findings(schema, "5")).toEqual([]);
    expect(findings(`{"items":${schema}}`, "[5,1e400]")).toEqual([]);
  });
});

describe("members with names of Object's own", () => {
  const names = '["__proto__","constructor","toString"]';
  const allPresent = '{"__proto__":1,"constructor":2,"toString":3}';

  it("are present only where they stand in the text", () => {
    const schema = `{"type":"object","required":${names}}`;
    expect(findings(schema, allPresent)).toEqual([]);
    expect(findings(schema, "{}")).toEqual([
      "required at /__proto__",
      "required at /constructor",
      "required at /toString",
    ]);
  });

  it("are extra where the schema does not name them", () => {
    const schema = '{"type":"object","properties":{"a":{}},"additionalProperties":false}';
    expect(findings(schema, '{"a":1}')).toEqual([]);
    expect(findings(schema, allPresent)).toHaveLength(3);
  });

  it("are checked where it does, absent or present", () => {
    const schema =
      '{"type":"object","properties":{"constructor":{"type":"string"},"toString":{"type":"string"}}}';
    expect(findings(schema, "{}")).toEqual([]);
    expect(findings(schema, allPresent)).toEqual(["type at /constructor", "type at /toString"]);
  });
});

describe("the schema pointer addresses the keyword in the schema given", () => {
  it.each([
    ['{"properties":{"a/b~c%d":{"type":"string"}}}', '{"a/b~c%d":1}', "/properties/a~1b~0c%d/type"],
    ['{"properties":{"%41 é":{"minimum":2}}}', '{"%41 é":1}', "/properties/%41 é/minimum"],
    ['{"properties":{"type":{"type":"string"}}}', '{"type":1}', "/properties/type/type"],
    ['{"items":{"maximum":1}}', "[2]", "/items/maximum"],
    ['{"prefixItems":[{},{"maximum":1}],"items":false,"minItems":2}', "[2,2]", "/prefixItems/1/maximum"],
    [
      '{"$defs":{"n/m":{"maximum":1}},"properties":{"q":{"$ref":"#/$defs/n~1m"}}}',
      '{"q":2}',
      "/$defs/n~1m/maximum",
    ],
    [
      '{"$defs":{"n":{"properties":{"k":{"$ref":"#/$defs/n"},"v":{"maximum":1}}}},"$ref":"#/$defs/n"}',
      '{"k":{"k":{"v":2}}}',
      "/$defs/n/properties/v/maximum",
    ],
    ['{"type":"object","properties":{"x-a":{"required":["b"]}}}', '{"x-a":{}}', "/properties/x-a/required"],
  ])("%s", (schema, value, pointer) => {
    const [finding] = compileSchema(parseJson(schema))(parseJson(value));
    expect(finding?.schemaPointer).toBe(pointer);
  });

  it("through anyOf, branch by branch", () => {
    const schema = parseJson('{"anyOf":[{"type":"string"},{"maximum":1}]}');
    const pointers = compileSchema(schema)(exactNumber("2")).map(({ schemaPointer }) => schemaPointer);
    expect(pointers).toEqual(["/anyOf/0/type", "/anyOf/1/maximum", "/anyOf"]);
  });

  it("and the message says what it demands, exactly", () => {
    const [finding] = compileSchema(parseJson('{"maximum":9999999999999999999}'))(exactNumber("1e30"));
    expect(finding?.message).toBe("is at most 9999999999999999999");
  });
});

describe("a schema that does not compile", () => {
  it.each([
    [
      "an unknown type",
      '{"type":"integr"}',
      "/type: null, boolean, integer, number, string, array, object are the types of JSON",
    ],
    ["no type at all", '{"items":{"type":[]}}', "/items/type: null, boolean"],
    ["a limit that is no number", '{"minimum":"5"}', "/minimum: a number must stand here"],
    ["a length that is no number", '{"maxLength":"5"}', "maxLength"],
    ["properties that are no schemas", '{"properties":["a"]}', "properties"],
    ["a demand that is no list", '{"required":"a"}', "required"],
    ["an unknown keyword", '{"properties":{"a":{"maxLenght":1}}}', 'unknown keyword: "maxLenght"'],
    ["an unknown format", '{"format":"yyMM"}', 'unknown format "yyMM"'],
    ["a reference to nowhere", '{"$ref":"#/$defs/x"}', "can't resolve reference #/$defs/x"],
    ["a pattern that is none", '{"pattern":"("}', "Invalid regular expression"],
    ["a keyword without exact twin", '{"items":{"multipleOf":2}}', "/items/multipleOf: multipleOf 2"],
    ["unique items", '{"uniqueItems":true}', "/uniqueItems"],
    ["a format of numbers", '{"format":"int64"}', "/format: format int64 cannot be checked exactly"],
    ["an enumeration of numbers", '{"enum":["a",{"b":[1]}]}', "use minimum and maximum"],
    ["a length beyond reach", '{"maxLength":9007199254740993}', "/maxLength: 9007199254740993"],
  ])("throws for %s", (_what, schema, message) => {
    expect(() => compileSchema(parseJson(schema))).toThrow(TypeError);
    expect(() => compileSchema(parseJson(schema))).toThrow("The schema does not compile: ");
    expect(() => compileSchema(parseJson(schema))).toThrow(message);
  });

  it("throws not for annotations", () => {
    const schema: Json = parseJson(
      '{"x-clause":"a#b","title":"t","default":1,"examples":[1],"type":"integer"}',
    );
    expect(compileSchema(schema)(exactNumber("1"))).toEqual([]);
  });
});
