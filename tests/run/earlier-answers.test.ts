import { expect, it } from "vitest";
import { parseJson } from "../../src/exact/json.ts";
import { EarlierAnswers } from "../../src/run/earlier-answers.ts";

const answer = { code: "000_000", body: null };
const BODY = parseJson('{"a":1,"b":"2"}');

it("knows the answer to the same body, in whatever order its members stand, of the same operation", () => {
  const earlier = new EarlierAnswers();
  earlier.note("inquiry", BODY, earlier.moment, answer);
  expect(earlier.answerTo("inquiry", parseJson('{"b":"2","a":1}'), earlier.moment)).toBe(answer);
  expect(earlier.answerTo("inquiry", parseJson('{"a":1,"b":2}'), earlier.moment)).toBeUndefined();
  expect(earlier.answerTo("other", BODY, earlier.moment)).toBeUndefined();
});

it("forgets with every change, and what was asked before a change is not noted after it", () => {
  const earlier = new EarlierAnswers();
  const before = earlier.moment;
  earlier.note("inquiry", BODY, before, answer);
  earlier.change();
  expect(earlier.answerTo("inquiry", BODY, earlier.moment)).toBeUndefined();
  earlier.note("inquiry", BODY, before, answer);
  expect(earlier.answerTo("inquiry", BODY, earlier.moment)).toBeUndefined();
});

it("tells a vector and a key that another message had; the same message again had them itself", () => {
  const earlier = new EarlierAnswers();
  const seal = { vector: "v", key: "k", message: "m" };
  expect(earlier.repeats(seal)).toEqual({ vector: false, key: false });
  earlier.noteSeal(seal);
  expect(earlier.repeats(seal)).toEqual({ vector: false, key: false });
  expect(earlier.repeats({ ...seal, message: "n", key: "l" })).toEqual({ vector: true, key: false });
  earlier.forget();
  expect(earlier.repeats({ ...seal, message: "n" })).toEqual({ vector: false, key: false });
});
