import type { Faker } from "@faker-js/faker";
import type { Treatment } from "../../contract/model.ts";
import type { Json } from "../../exact/json.ts";

/** What the contract lets be expected of a value: it is refused, it is not refused, or nothing is said of it. */
export type Reception = "refused" | "accepted" | "observed";

/** One value for a field, or its absence, and what the contract says of it. */
export interface FieldValue {
  /** Short name, part of the case id: `missing`, `over-max`, `type-number`. */
  readonly aspect: string;
  /** Undefined: the field is left out. */
  readonly value: Json | undefined;
  readonly expected: Reception;
  /** The facts of the field that the value meets or breaks, e.g. `length`. */
  readonly facts: readonly string[];
  /** In words, for a title: "of 7 characters". */
  readonly words: string;
}

/** Values that read as the contract's words, made of a faker and of how readings treat the field's facts. */
export interface ValueMaker {
  readonly faker: Faker;
  treatment(fact: string): Treatment | undefined;
}

/** A number that names nobody and nothing: far above any id that was ever given. */
export const NOBODY = "9999999999999999991";
