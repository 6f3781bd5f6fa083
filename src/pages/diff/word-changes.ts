import { type Change, change, factText, type Weight } from "../../contract/changes/change.ts";
import { isMeaning } from "../write/personal.ts";
import { markOf, readMarks, type Subject, subjectsOf, termsOf } from "../write/word-marks.ts";

/**
 * What a newer page says otherwise of a field in words that bear a fact: its unit, its formula, when it is required, its
 * values, that it is unique or encrypted. `last` is what the record keeps of the page by fact, `now` what it says.
 */
export function wordChanges(last: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): Change[] {
  const facts = [...new Set([...last.keys(), ...now.keys()])].filter((fact) => isMeaning(fact));
  return facts.flatMap((fact): Change[] => {
    const type = fact.replace(/\.meaning$/, ".type");
    return last.has(type) && now.has(type) ? rowChange(fact, last.get(fact), now.get(fact)) : [];
  });
}

function rowChange(fact: string, was: string | undefined, is: string | undefined): Change[] {
  const [before, after] = [readMarks(was), termsOf(is ?? "")];
  const now = after.map((term) => markOf(term));
  const gone = before.filter(({ mark }) => !now.includes(mark)).flatMap(({ subjects }) => subjects);
  const fresh = after.filter((term) => !before.some(({ mark }) => mark === markOf(term)));
  if (gone.length + fresh.length === 0) return [];
  const subjects = [...new Set([...fresh.flatMap(subjectsOf), ...gone])];
  const named = subjects.filter((subject) => subject !== "words");
  const weights = subjects.map((subject) => weightOf(subject, fresh.length > 0));
  const weight = (["breaking", "additive"] as const).find((each) => weights.includes(each)) ?? "wording";
  const row = fact.replace(/\.meaning$/, "");
  const says =
    fresh.length === 0 ? "is gone from the page" : `is on the page now: ${factText(fresh.join("; "))}`;
  const earlier = gone.length > 0 && fresh.length > 0 ? ", and something else no more" : "";
  return [change(weight, fact, `${row}: what it says of its ${named.join(", ") || "use"} ${says}${earlier}`)];
}

/** How much it weighs that a page says otherwise what something is: `isNew` where it says so newly. */
function weightOf(subject: Subject, isNew: boolean): Weight {
  if (["unit", "formula", "encryption"].includes(subject)) return "breaking";
  if (subject === "condition") return isNew ? "breaking" : "additive";
  // Values, forms and uniqueness are facts of their own, where they could be read.
  return "wording";
}
