/** What only a person writes; an import proposes it for a row that is new, and leaves it alone ever after. */
const OF_A_PERSON = new Set([
  "summary",
  "meaning",
  "thing",
  "consumable",
  "effect",
  "proposedEffect",
  "examples",
  "source",
  "restates",
]);

/** Whether a fact, by its path, is a person's to write and no page's. */
export function isOfAPerson(fact: string): boolean {
  return OF_A_PERSON.has(fact.split(".").at(-1) ?? "");
}

/** Whether a fact is the page's words in a person's keeping: a proposal that follows the page until somebody rewords it. */
export function isMeaning(fact: string): boolean {
  return fact.endsWith(".meaning");
}
