import { allowedBy } from "../contract/allowances.ts";
import { isExactNumber, isJsonObject, type Json, valueAt } from "../exact/json.ts";
import { compareNumbers } from "../exact/number.ts";
import { couldNotRun, notApplicable, type Rule } from "./model.ts";
import { shownValue, shownWithType } from "./rendering.ts";

/** Values that the scenario itself demands, such as isAuthed true of a member who completed authentication. */
export const scenarioValues: Rule = {
  id: "scenario-value",
  kind: "demand",
  title: "The answer has the values that the scenario demands.",
  next: "Check that the member or card of the test data is in the state that the scenario names, then where the server takes this field from.",
  check: ({ expected, opened, contract }) => {
    if (expected.values.length === 0) return notApplicable("the scenario demands no value");
    if (opened.json === undefined) return couldNotRun("the body could not be read as JSON");
    return expected.values.flatMap(({ pointer, value, clause }) => {
      const came = valueAt(opened.json, pointer);
      // A value in other clothes, such as 1 for true, is the schema's to name.
      const meant = allowedBy(contract, { clause: clause.replace(/[a-z]+$/, "type"), value: came })?.means;
      if (isSame(came, value) || isSame(meant, value)) return [];
      const documented = `${shownValue(value)} (${contract.clauses.get(clause)?.says ?? clause})`;
      return [{ clause, where: pointer, documented, actual: shownWithType(came) }];
    });
  },
};

/** Equality of JSON values: numbers by their value to the last digit, members in any order. */
function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (isExactNumber(a) && isExactNumber(b)) return compareNumbers(a.value, b.value) === 0;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  if (isJsonObject(a) && isJsonObject(b)) {
    const names = Object.keys(a);
    return (
      names.length === Object.keys(b).length &&
      names.every((name) => Object.hasOwn(b, name) && isSame(a[name], b[name]))
    );
  }
  return a === b;
}
