import { exactNumber, isExactNumber, type Json } from "../exact/json.ts";
import { subtractNumbers } from "../exact/number.ts";

/**
 * Another value of the same form and length. Of digits the last two change by one and stay a month where they are one,
 * so that an expiry stays an expiry; 00 and 01 go up. Null where the value is neither text nor number.
 */
export function otherValue(value: Json | undefined): Json {
  if (isExactNumber(value)) return exactNumber(subtractNumbers(value.value, "-1"));
  if (typeof value !== "string") return null;
  const end = /[0-9]{1,2}$/.exec(value)?.[0];
  if (end === undefined) return `${value.slice(0, -1)}${value.endsWith("x") ? "y" : "x"}`;
  const number = Number(end);
  return value.slice(0, -end.length) + String(number < 2 ? number + 1 : number - 1).padStart(end.length, "0");
}
