import type { ParameterType } from "../contract/model.ts";
import { normal, type Worded } from "./worded.ts";

const TYPES: readonly (readonly [RegExp, ParameterType, ("string" | "number" | "boolean" | "object")?])[] = [
  [/^(?:string|str|text|char|varchar|date|datetime|문자열|문자)$/, "string"],
  [
    /^(?:number|integer|int|int32|int64|long|bigint|short|double|float|decimal|bigdecimal|numeric|숫자|정수|실수)$/,
    "number",
  ],
  [/^(?:boolean|bool|불리언|불린|논리)$/, "boolean"],
  [/^(?:object|json object|객체|오브젝트)$/, "object"],
  [
    /^(?:array of objects?|objects? array|array ?[(<[] ?objects? ?[)>\]]|list ?[(<[] ?objects? ?[)>\]]|objects?\[\]|객체 ?배열|객체의 배열|배열 ?\( ?객체 ?\))$/,
    "array",
    "object",
  ],
  [
    /^(?:array of strings?|strings? array|array ?[(<[] ?strings? ?[)>\]]|list ?[(<[] ?strings? ?[)>\]]|strings?\[\]|문자열 ?배열|문자열의 배열|배열 ?\( ?문자열 ?\))$/,
    "array",
    "string",
  ],
  [
    /^(?:array of (?:numbers?|integers?)|(?:number|integer) array|array ?[(<[] ?(?:number|integer|long) ?[)>\]]|list ?[(<[] ?(?:number|integer|long) ?[)>\]]|(?:number|integer|int|long)\[\]|숫자 ?배열)$/,
    "array",
    "number",
  ],
  [/^(?:array of booleans?|booleans?\[\]|array ?[(<[] ?boolean ?[)>\]])$/, "array", "boolean"],
  [/^(?:array|list|배열|리스트|목록)$/, "array"],
];

export interface TypeRead {
  readonly type: ParameterType;
  readonly items?: "string" | "number" | "boolean" | "object";
  /** The page's word, where it says more than the type: integer, date. */
  readonly word: string;
}

/** The type that a line names, with the page's word for it. */
export function typeOf(line: Worded): TypeRead | undefined {
  const word = normal(line.text).replace(/^[([]|[)\]]$/g, "");
  for (const [pattern, type, items] of TYPES) {
    const sized = /^(\w+)\s?\(\d+(?:,\d+)?\)$/.exec(word)?.[1];
    if (pattern.test(word) || (sized && pattern.test(sized))) return { type, word, ...(items && { items }) };
  }
  return undefined;
}
