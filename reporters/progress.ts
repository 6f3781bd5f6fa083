import pc from "picocolors";
import type { TestCase, TestSuite } from "vitest/node";
import type { Reporter } from "vitest/reporters";
import type { Outcome } from "../src/results/case-result.ts";
import { shown } from "../src/results/inert-text.ts";
import { outcomeWord } from "../src/results/outcome-word.ts";

type Colors = ReturnType<typeof pc.createColors>;

export interface ProgressOutput {
  readonly write: (text: string) => void;
  /** The output can be written over: a bar is drawn. Otherwise every operation gets a line when it is through. */
  readonly isTty: boolean;
  readonly columns: number;
  /** Cases that the run is to exercise. */
  readonly total: number;
  readonly colors?: Colors;
  /** Milliseconds of now; the clock of this machine unless given. */
  readonly now?: () => number;
}

const BAR_WIDTH = 24;
/** A log that stands still for longer looks like a run that hangs. */
const LONGEST_SILENCE_MS = 10_000;
const CLEAR_LINE = "\r\u001b[2K";
const OUTCOMES: readonly Outcome[] = ["passed", "warned", "failed", "errored", "not-exercised"];

/** Tells while a run goes on how far it is. Colours follow NO_COLOR unless given. */
export class ProgressReporter implements Reporter {
  readonly #output: ProgressOutput;
  readonly #colors: Colors;
  readonly #now: () => number;
  readonly #outcomes: Outcome[] = [];
  #spokeAt: number;

  constructor(output: ProgressOutput) {
    this.#output = output;
    this.#now = output.now ?? Date.now;
    this.#spokeAt = this.#now();
    this.#colors = output.colors ?? pc;
  }

  onTestCaseResult(test: TestCase): void {
    const result = test.meta().conformance;
    if (!result) return;
    this.#outcomes.push(result.outcome);
    if (this.#output.isTty) this.#output.write(this.#bar(result.operation));
    else if (this.#now() - this.#spokeAt >= LONGEST_SILENCE_MS)
      this.#say(`${this.#done()} ${shown(result.id)}: ${outcomeWord(result.outcome)}`);
  }

  onTestSuiteResult(suite: TestSuite): void {
    if (this.#output.isTty) return;
    const outcomes = [...suite.children.tests()].flatMap((test) => test.meta().conformance?.outcome ?? []);
    if (outcomes.length === 0) return;
    const kind = suite.parent.type === "suite" ? `${suite.parent.name} ` : "";
    this.#say(`${this.#done()} ${kind}${shown(suite.name)}: ${countsText(outcomes, this.#colors)}`);
  }

  onTestRunEnd(): void {
    if (this.#output.isTty) this.#output.write(CLEAR_LINE);
  }

  #done(): string {
    return `${this.#outcomes.length}/${this.#output.total}`;
  }

  #say(line: string): void {
    this.#spokeAt = this.#now();
    this.#output.write(`${line}\n`);
  }

  #bar(operation: string): string {
    const { total, columns } = this.#output;
    const done = this.#outcomes.length;
    const filled = Math.round((BAR_WIDTH * done) / Math.max(total, done, 1));
    const bar = `${"█".repeat(filled)}${"░".repeat(BAR_WIDTH - filled)}`;
    const troubles = this.#outcomes.filter((outcome) => outcome === "failed" || outcome === "errored").length;
    const text = ` ${done}/${total} ${shown(operation)}`.slice(0, Math.max(0, columns - BAR_WIDTH - 20));
    const failed = troubles > 0 ? this.#colors.red(` ${troubles} failed or errored`) : "";
    return `${CLEAR_LINE}${this.#colors.cyan(bar)}${text}${failed}`;
  }
}

function countsText(outcomes: readonly Outcome[], colors: Colors): string {
  const color: Readonly<Record<Outcome, (text: string) => string>> = {
    passed: colors.green,
    warned: colors.yellow,
    failed: colors.red,
    errored: colors.magenta,
    "not-exercised": colors.cyan,
  };
  return OUTCOMES.flatMap((outcome) => {
    const count = outcomes.filter((other) => other === outcome).length;
    return count === 0 ? [] : [color[outcome](`${count} ${outcomeWord(outcome)}`)];
  }).join(", ");
}
