import { partProblems } from "../../reporters/report-schema.ts";
import { FileMistake } from "../exact/data-file.ts";
import { readPart } from "../exact/file-lines.ts";
import type { ExchangeFacts } from "../results/exchange-facts.ts";
import { type Details, keptElsewhere, without } from "../results/kept-elsewhere.ts";
import type { Report } from "../results/model.ts";

const FIRST_LINE = 1000;

/** A case, or a request of the run's own, with what says where the rest of it stands. */
interface Written {
  readonly id: string;
  readonly exchanges: Details["exchanges"];
  readonly details?: Place;
  readonly sent?: readonly ExchangeFacts[];
}

interface Place {
  readonly from: number;
  readonly bytes: number;
}

/**
 * The report of a conformance.json with what stands in the file beside it, conformance.cases.jsonl, read when it is asked
 * for: a line that is not that of its case throws FileMistake then. Where the file is gone or of another run, nothing
 * travelled as far as anybody can say. With `tell`, which hears of that once, a file that was cut throws at once.
 */
export function withDetails(path: string, report: Report, tell?: (notice: string) => void): Report {
  // Older reports have no rules.
  const { rules = [], ...rest } = report as Omit<Report, "rules"> & Partial<Report>;
  const beside = `${path.replace(/\.json$/, "")}.cases.jsonl`;
  const lost = whyLost(beside, report);
  const parts: readonly Written[] = [...report.cases, ...report.controls];
  const last = parts.findLast(({ details }) => details);
  if (tell && last?.details) {
    if (lost === undefined) readLine(beside, last.details, last);
    else tell(`what travelled in passed cases is not shown: ${beside} ${lost}`);
  }
  const opened = <Made extends Written>(made: Made, names: readonly (keyof Details)[]): Made => {
    const { details, sent = [] } = made;
    if (!details) return made;
    const read = () => (lost === undefined ? readLine(beside, details, made) : undefined);
    return keptElsewhere<Made>(without(made, ["details", "sent"]), { names, facts: sent, read });
  };
  return {
    ...rest,
    rules,
    cases: report.cases.map((result) => opened(result, ["exchanges", "rules", "clauses"])),
    controls: report.controls.map((record) => opened(record, ["exchanges"])),
  };
}

/** Why nothing can be read from a file of details; undefined where its first line is that of the run. */
function whyLost(path: string, { startedAt, suite }: Report): string | undefined {
  let text: string;
  try {
    text = readPart(path, { from: 0, bytes: FIRST_LINE });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOENT" ? "is missing" : `cannot be read (${code})`;
  }
  if (text === "") return "is empty";
  try {
    const [first = ""] = text.split("\n", 1);
    const head = JSON.parse(first) as { readonly startedAt?: string; readonly seed?: string };
    const isOfRun = head.startedAt === startedAt && head.seed === suite.seed;
    return isOfRun ? undefined : "is of another run";
  } catch {
    return "does not begin as that of a run";
  }
}

/** Throws FileMistake where something else stands there: a file that was cut, or whose bytes moved, after the run. */
function readLine(path: string, place: Place, made: Written): Partial<Details> {
  const { id } = made;
  const line = jsonAt(path, place);
  const part = "outcome" in made ? "case" : "control";
  const isOfPart = (line as { readonly [part: string]: unknown } | null | undefined)?.[part] === id;
  if (isOfPart && partProblems("line", line, "").length === 0) return line as Partial<Details>;
  throw new FileMistake(
    path,
    undefined,
    `is not the one of this report: the line of ${id} was expected at byte ${place.from}, ${place.bytes} bytes long; the file was cut or changed after the run: take both files of one folder as the run left them, or make them again from its journal with konaplate report`,
  );
}

/** Undefined where there is no JSON. */
function jsonAt(path: string, place: Place): unknown {
  try {
    return JSON.parse(readPart(path, place));
  } catch {
    return undefined;
  }
}
