import type { Parameter } from "./model.ts";

/** The least and the greatest value of a number, as digits, each with the fact that it rests on. */
export interface NumberRange {
  readonly min?: { readonly digits: string; readonly fact: "min" };
  readonly max?: { readonly digits: string; readonly fact: "max" | "value" };
}

/**
 * The range of a number. Where the bounds count digits ("Min : 1 , Max : 19"), it runs from the least number with so
 * many digits to the greatest; a fixed count ("Value : 20") is taken for the most digits that there may be.
 */
export function numberRange({ min, max, value, counts }: Parameter): NumberRange {
  if (counts !== "digits") {
    return {
      ...(min !== undefined && { min: { digits: min, fact: "min" as const } }),
      ...(max !== undefined && { max: { digits: max, fact: "max" as const } }),
    };
  }
  const least = min === undefined || Number(min) <= 1 ? "0" : `1${"0".repeat(Number(min) - 1)}`;
  const most = max ?? value;
  return {
    ...(min !== undefined && { min: { digits: least, fact: "min" as const } }),
    ...(most !== undefined && {
      max: {
        digits: "9".repeat(Number(most)),
        fact: max === undefined ? ("value" as const) : ("max" as const),
      },
    }),
  };
}
