import pc from "picocolors";
import type { CaseResult, Outcome } from "../src/results/case-result.ts";
import { shown } from "../src/results/inert-text.ts";
import { outcomeWord } from "../src/results/outcome-word.ts";

type Colors = ReturnType<typeof pc.createColors>;

export interface ProgressOutput {
  readonly write: (text: string) => void;
  /** The output can be written over: a bar is drawn. Otherwise every operation gets a line when it is through. */
  readonly isTty: boolean;
  readonly columns: number;
  readonly colors?: Colors;
  /** Milliseconds of now; the clock of this machine unless given. */
  readonly now?: () => number;
}

const BAR_WIDTH = 24;
/** A log that stands still for longer looks like a run that hangs. */
const LONGEST_SILENCE_MS = 10_000;
const CLEAR_LINE = "\r\u001b[2K";
const OUTCOMES: readonly Outcome[] = ["passed", "warned", "failed", "errored", "not-exercised"];

/** More groups than this have no line each: what is said of a run does not grow with its size. */
const MOST_LINES = 24;

/** What is told of a case while a run goes on. */
export type EndedCase = Pick<CaseResult, "id" | "kind" | "operation" | "outcome">;

/** Cases of one kind and operation, of which a line tells when the last has ended. */
interface Group {
  left: number;
  readonly outcomes: Outcome[];
}

/** Tells while a run goes on how far it is. Colours follow NO_COLOR unless given. */
export class ProgressReporter {
  readonly #output: ProgressOutput;
  readonly #colors: Colors;
  readonly #now: () => number;
  readonly #groups = new Map<string, Group>();
  #total = 0;
  #ended = 0;
  #troubles = 0;
  #spokeAt: number;

  constructor(output: ProgressOutput) {
    this.#output = output;
    this.#now = output.now ?? Date.now;
    this.#spokeAt = this.#now();
    this.#colors = output.colors ?? pc;
  }

  /** Cases that the run is to exercise. */
  begin(cases: readonly Pick<CaseResult, "kind" | "operation">[]): void {
    this.#total = cases.length;
    for (const each of cases) {
      const group = this.#groups.get(groupName(each)) ?? { left: 0, outcomes: [] };
      group.left += 1;
      this.#groups.set(groupName(each), group);
    }
  }

  ended(result: EndedCase): void {
    const { operation, outcome } = result;
    this.#ended += 1;
    if (outcome === "failed" || outcome === "errored") this.#troubles += 1;
    if (this.#output.isTty) this.#output.write(this.#bar(operation));
    else this.#tell(result);
  }

  end(): void {
    if (this.#output.isTty) this.#output.write(CLEAR_LINE);
  }

  #tell(result: EndedCase): void {
    const { id, outcome } = result;
    const name = groupName(result);
    const group = this.#groups.get(name);
    group?.outcomes.push(outcome);
    if (group) group.left -= 1;
    if (group?.left === 0 && this.#groups.size <= MOST_LINES)
      this.#say(`${this.#done()} ${shown(name)}: ${countsText(group.outcomes, this.#colors)}`);
    else if (this.#now() - this.#spokeAt >= LONGEST_SILENCE_MS)
      this.#say(`${this.#done()} ${shown(id)}: ${outcomeWord(outcome)}`);
  }

  #done(): string {
    return `${this.#ended}/${this.#total}`;
  }

  #say(line: string): void {
    this.#spokeAt = this.#now();
    this.#output.write(`${line}\n`);
  }

  #bar(operation: string): string {
    const { columns } = this.#output;
    const [total, done] = [this.#total, this.#ended];
    const filled = Math.round((BAR_WIDTH * done) / Math.max(total, done, 1));
    const bar = `${"█".repeat(filled)}${"░".repeat(BAR_WIDTH - filled)}`;
    const troubles = this.#troubles;
    const text = ` ${done}/${total} ${shown(operation)}`.slice(0, Math.max(0, columns - BAR_WIDTH - 20));
    const failed = troubles > 0 ? this.#colors.red(` ${troubles} failed or errored`) : "";
    return `${CLEAR_LINE}${this.#colors.cyan(bar)}${text}${failed}`;
  }
}

function groupName({ kind, operation }: Pick<CaseResult, "kind" | "operation">): string {
  return `${kind} ${operation}`;
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
