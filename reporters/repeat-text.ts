import pc from "picocolors";
import { shown } from "../src/results/inert-text.ts";
import type { Report } from "../src/results/model.ts";
import { outcomeWord } from "../src/results/outcome-word.ts";
import type { Repeatable, RepeatedCause } from "../src/results/repeat.ts";
import { causeTitle } from "./cause-text.ts";

type Colors = ReturnType<typeof pc.createColors>;

/** What became of the causes of an earlier run, one line each; of a case that had none its outcome. */
export function repeatText(
  repeated: readonly RepeatedCause[],
  { cases }: Repeatable,
  after: Report,
  colors: Colors = pc,
): string {
  const lines = repeated.map((one) => causeLine(one, after, colors));
  if (lines.length > 0) return `${lines.join("\n")}\n`;
  const outcomes = after.cases
    .filter(({ id }) => cases.includes(id))
    .map(({ id, outcome }) => `${outcomeWord(outcome)}: ${shown(id)}; nothing was wrong with it before`);
  return `${outcomes.join("\n")}\n`;
}

function causeLine({ cause, state, cases, judged }: RepeatedCause, after: Report, colors: Colors): string {
  const isOne = cause.cases.length === 1;
  const all = isOne ? "its case" : `its ${cause.cases.length} cases`;
  const some = isOne ? all : `${cases.length} of ${all}`;
  const id = colors.dim(`(${cause.id})`);
  const title = causeTitle(cause);
  if (state === "there") return `${colors.red("still there:")} ${title}, in ${some} ${id}`;
  if (state === "gone") {
    const rest = cause.cases.length - judged;
    const unjudged = rest > 0 ? `; ${rest} of ${all} said nothing this time` : "";
    return `${colors.green("gone:")} ${title}${unjudged} ${id}`;
  }
  const reason = after.cases.find(({ id: other }) => other === cases[0])?.reason;
  return `${colors.yellow("not known:")} ${title}; ${isOne ? all : `none of ${all}`} was ${isOne ? "not " : ""}judged: ${shown(reason ?? "no reason was given")} ${id}`;
}
