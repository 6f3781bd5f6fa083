import type { Observed } from "../../src/results/case-result.ts";
import { shown } from "../../src/results/inert-text.ts";
import type { MatrixCell, MatrixRow, Standing, TargetMatrix } from "../../src/results/matrix/model.ts";

const MESSAGE_SHOWN = 60;
const WHY_SHOWN = 120;

export const CELL_SIGNS: Readonly<Record<MatrixCell["outcome"], string>> = {
  passed: "✓",
  warned: "!",
  failed: "✕",
  errored: "⚡",
  "not-exercised": "–",
  absent: "–",
};

export const CELL_WORDS: Readonly<Record<MatrixCell["outcome"], string>> = {
  passed: "as documented",
  warned: "warns",
  failed: "not as documented",
  errored: "no evidence",
  "not-exercised": "not exercised",
  absent: "no such case",
};

const OF_DERIVED: readonly Standing[] = ["lacking", "reversed", "otherwise", "all-deviate"];

/** Whether a row is told one by one: of derived cases those in which something was seen to differ, or to deviate. */
export function isTold({ kind, standing }: Pick<MatrixRow, "kind" | "standing">): boolean {
  return kind === "documented" || OF_DERIVED.includes(standing);
}

/** What a row comes to, in words that name the targets. */
export function standingText(standing: Standing, { targets }: Pick<TargetMatrix, "targets">): string {
  const first = shown(targets[0]?.name ?? "", 40);
  const second = targets[1];
  const other = targets.length === 2 && second ? shown(second.name, 40) : "another";
  const words: Readonly<Record<Standing, string>> = {
    lacking: `${first} does, ${other} does not`,
    reversed: `${other} does, ${first} does not`,
    otherwise: "they differ",
    "unequal-evidence": "not tried everywhere",
    "all-deviate": targets.length === 1 ? "deviates" : "all deviate",
    alike: "as documented",
    untold: "not tried",
  };
  return words[standing];
}

/** `400 001_049 "Unrecieved gift exits."`; what is not documented or did not come is left out. */
export function answerWords({ status, code, message }: Observed): string {
  const quoted = message === null ? undefined : `"${shown(message, MESSAGE_SHOWN)}"`;
  return [status, code === null ? null : shown(code, 40), quoted]
    .filter((part) => part !== null)
    .join(" ")
    .trim();
}

/** What the page says of a case; an answer that it leaves open says so. */
export function pageText({ page }: Pick<MatrixRow, "page">): string {
  if (page === undefined || page === null) return "not in this contract";
  return answerWords(page) || "open";
}

/** What came, and what is wrong with it. The message stands there only where it is another one than the page's. */
export function cellText({ outcome, answer, why }: MatrixCell, { page }: Pick<MatrixRow, "page">): string {
  const message = answer.message === page?.message ? null : answer.message;
  const came = answerWords({ ...answer, message });
  const reason = why === "" ? "" : `(${shown(why, WHY_SHOWN)})`;
  return [CELL_SIGNS[outcome], came || CELL_WORDS[outcome], reason].filter((part) => part !== "").join(" ");
}
