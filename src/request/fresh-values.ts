import { randomBytes } from "node:crypto";

/**
 * Values that must be new with every request: sequence ids, login ids, CI. They are the part of a run that the seed
 * does not repeat, because a target remembers them.
 */
export interface FreshValues {
  /** Letters and digits, never given before in this run nor, by chance, in another. */
  next(length: number): string;
}

export function freshValues(run: string = randomBytes(6).toString("hex")): FreshValues {
  let count = 0;
  return {
    next: (length) => {
      count += 1;
      const tail = `${run}x${count.toString(36)}`;
      return tail.length >= length ? tail.slice(-length) : `k${"0".repeat(length - tail.length - 1)}${tail}`;
    },
  };
}
