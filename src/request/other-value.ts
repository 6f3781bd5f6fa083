import { exactNumber, isExactNumber, type Json } from "../exact/json.ts";
import { subtractNumbers } from "../exact/number.ts";

/**
 * Another value of the same form and length. At its end the last two of digits change by one and stay a month where they are
 * one, so that an expiry stays an expiry; 00 and 01 go up. At its start the first character changes, so that whoever looks
 * at the rest alone takes it for the right one. Null where the value is neither text nor number.
 */
export function otherValue(value: Json | undefined, at: "end" | "start"): Json {
  if (isExactNumber(value)) return exactNumber(subtractNumbers(value.value, "-1"));
  if (typeof value !== "string") return null;
  return at === "start" ? `${otherFirst(value)}${[...value].slice(1).join("")}` : otherAtEnd(value);
}

function otherFirst(value: string): string {
  const [first = "x"] = value;
  if (!/[0-9]/.test(first)) return first === "x" ? "y" : "x";
  if (first === "9") return "8";
  return String(Number(first) + 1);
}

function otherAtEnd(value: string): string {
  const end = /[0-9]{1,2}$/.exec(value)?.[0];
  if (end === undefined) return `${value.slice(0, -1)}${value.endsWith("x") ? "y" : "x"}`;
  const number = Number(end);
  return value.slice(0, -end.length) + String(number < 2 ? number + 1 : number - 1).padStart(end.length, "0");
}
