import type { PageModel } from "../page-model.ts";
import { chanceOf } from "./chance.ts";
import { DAMAGES, type Damage, misread } from "./damage.ts";
import { type Habits, habitsOf } from "./habits.ts";
import { wildHtml } from "./html.ts";
import { wildMarkdown } from "./markdown.ts";
import { wildOperation } from "./operations.ts";
import { wildText } from "./text.ts";

export const LAYOUTS = ["text", "html", "markdown", "damaged text"] as const;
export type Layout = (typeof LAYOUTS)[number];

/** A page as somebody captured it, with what it says in truth. */
export interface Capture {
  readonly model: PageModel;
  readonly habits: Habits;
  readonly page: string;
  readonly damage?: Damage;
}

/** Damages that leave nothing of Korean letters. */
const BLANK: readonly Damage[] = ["euc-kr read as utf-8", "question marks", "thai, vowel signs lost"];

/** The capture of a seed: another operation, in another layout, with other habits. */
export function wildCapture(seed: number, layout: Layout): Capture {
  const chance = chanceOf(seed);
  const model = wildOperation(chance);
  const habits = habitsOf(chance);
  const whole = { ...habits, versionLine: "each twice", methodLine: "own", mode: "glued" } as const;
  if (layout === "html") return { model, habits: whole, page: wildHtml(model, whole, chance) };
  if (layout === "markdown") return { model, habits: whole, page: wildMarkdown(model, whole, chance) };
  if (layout === "text") return { model, habits, page: wildText(model, habits, chance) };
  const damage = DAMAGES[seed % DAMAGES.length] ?? "latin-1";
  const worn: Habits = {
    ...habits,
    wideDigits: false,
    ...(BLANK.includes(damage) && { spaces: "plain", colon: " : " }),
  };
  return { model, habits: worn, page: misread(wildText(model, worn, chance), damage), damage };
}

/** What of a page no reader can tell: Korean letters, and labels in them, that a damage has left nothing of. */
export function isBeyondReading({ damage, habits }: Capture, fact: string, value: string): boolean {
  if (damage === undefined) return false;
  const isLossy = BLANK.includes(damage) || /lost|breaks|874|620/.test(damage);
  if (isLossy && /[^\p{ASCII}]/u.test(value)) return true;
  const isKorean = /[가-힣]/.test(habits.labels.presence.Required);
  return BLANK.includes(damage) && isKorean && /(?: presence| length| value|^mode)$/.test(fact);
}
