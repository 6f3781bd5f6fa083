import type { Json, JsonObject } from "../src/exact/json.ts";
import { numberText } from "../src/exact/number.ts";
import type { Refusal } from "./refusal.ts";
import type { World } from "./world.ts";

/** A request whose form is right, on its way to what the operation does. */
export interface Serving {
  readonly request: JsonObject;
  readonly world: World;
  /** False where an alteration leaves a rule of this behaviour out, by its name in `rules`. */
  enforces(rule: string): boolean;
  /** The refusal that a page documents for a code. */
  documented(code: string): Refusal;
  /** 000_002 for a field, in the wording of the operation's page. */
  invalid(field: string): Refusal;
}

/**
 * What an operation does. `serve` has no await in it, so that two requests never see the same state: of two
 * identical ones that change something, one comes second.
 */
export interface Behaviour {
  readonly rules: readonly string[];
  /** The payload of a success. Throws Refusal. */
  serve(serving: Serving): JsonObject;
}

/** A member's id as its digits. */
export function userIdOf(request: JsonObject): string {
  return numberText(request.userId) ?? "";
}

export function textIn(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
