import { describe, expect, it } from "vitest";
import { parseData } from "../../src/exact/data-file.ts";
import { type Shape, shapeIn, shapeMistakes } from "../../src/exact/shaped-file.ts";

const table = shapeIn("src/cases/case-table.schema.json");
const text = (row: string) => `operation: user-register\ncases:\n  - ${row}\n`;
const told = (yaml: string, shape: Shape = table()) =>
  shapeMistakes(parseData("table.yaml", yaml), shape).map(({ message }) => message);

describe("a file that has a shape", () => {
  it("is right where its schema holds", () => {
    expect(told(text('{ id: success, title: Registers, code: "000_000", trigger: documented }'))).toEqual([]);
  });

  it("tells all that is wrong by line, with what a right value is", () => {
    expect(told(text("{ id: success, title: Registers, code: 12, triger: documented }"))).toEqual([
      "table.yaml:3: cases.0.trigger is missing; give documented where the page says how the scenario is brought about, inferred where the request is a guess at it",
      "table.yaml:3: cases.0.triger is not known here; did you mean trigger?",
      "table.yaml:3: cases.0.code is 12; give the documented response code, e.g. 001_049, or null where the page gives none",
    ]);
  });

  it("says nothing of the values where they may be secret", () => {
    const shape = { ...table(), isPrivate: true };
    const row = '{ id: "5361550812345678", title: a, code: null, trigger: documented }';
    expect(told(text(row), shape)).toEqual([]);
    expect(told(text(row.replace("5361550812345678", "5361 5508")), shape)).toEqual([
      "table.yaml:3: cases.0.id is not of the right form; give a name in lower case, digits and single dashes, e.g. unreceived-gift",
    ]);
  });
});
