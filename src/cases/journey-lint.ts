import { findOperation } from "../contract/find.ts";
import { inputsOf } from "../contract/inputs.ts";
import type { Contract } from "../contract/model.ts";
import type { JourneyRow, StepRow } from "./journey-table.ts";
import type { Carried, Case } from "./model.ts";

const SOURCE = /^([a-z0-9-]+)\.(request|response)(\/.*?)(?:\[:([1-9][0-9]*)\])?$/;

/** Where a step carries a value from, as a table writes it; undefined where it is not so written. */
export function parseSource(text: string): Carried | undefined {
  const [, step, side, pointer, first] = SOURCE.exec(text) ?? [];
  if (step === undefined || pointer === undefined) return undefined;
  const from = { step, side: side === "request" ? "request" : "response", pointer } as const;
  return first === undefined ? from : { ...from, first: Number(first) };
}

/** What is wrong with a journey, held against the contract and the documented cases: one line per mistake. */
export function journeyProblems(row: JourneyRow, documented: readonly Case[], contract: Contract): string[] {
  const problems: string[] = [];
  if (!findOperation(contract, row.operation)) problems.push(`unknown operation ${row.operation}`);
  if (row.title.length >= 70) problems.push(`the title has ${row.title.length} characters; keep it under 70`);
  if (/\bshould\b/i.test(row.title)) problems.push("say what is so, without 'should', in the title");
  for (const clause of row.clauses)
    if (!contract.clauses.has(clause)) problems.push(`unknown clause ${clause}`);
  if (row.steps.every(({ cleanup }) => cleanup)) problems.push("every step cleans up; what is to be seen?");
  const before = new Set<string>();
  for (const step of row.steps) {
    if (before.has(step.name)) problems.push(`the step ${step.name} stands twice`);
    problems.push(...stepProblems(step, before, documented, contract));
    before.add(step.name);
  }
  return [...problems, ...dataProblems(row, documented)];
}

function stepProblems(
  step: StepRow,
  before: ReadonlySet<string>,
  documented: readonly Case[],
  contract: Contract,
): string[] {
  const like = documented.find(({ id }) => id === step.like);
  if (!like) return [`step ${step.name} is like ${step.like}, which is no documented case`];
  const known = new Set(contract.operations.flatMap(({ codes }) => codes.map(({ code }) => code)));
  const operation = findOperation(contract, like.operation);
  const fields = operation ? inputsOf(operation).map(({ name }) => name) : [];
  const named = [step.carry, step.set, step.fresh].flatMap((map) => Object.keys(map ?? {}));
  return [
    ...(step.expect === "untouched" && step.codes === undefined
      ? [`step ${step.name} expects nothing to have been done; give the codes that come when it was`]
      : []),
    ...(step.codes ?? [])
      .filter((code) => !known.has(code))
      .map((code) => `step ${step.name} has the code ${code}, which no page has`),
    ...[...new Set(named)]
      .filter((name) => !fields.includes(name))
      .map((name) => `step ${step.name} has the field ${name}; ${like.operation} has ${fields.join(", ")}`),
    ...Object.entries(step.carry ?? {})
      .filter(([, from]) => !before.has(parseSource(from)?.step ?? ""))
      .map(
        ([field, from]) =>
          `step ${step.name} carries ${field} from ${from}; write an earlier step, .request or .response, and a JSON Pointer`,
      ),
  ];
}

/** Whether the environment has the data is asked once for a journey, so its steps take those of one case. */
function dataProblems({ operation, steps }: JourneyRow, documented: readonly Case[]): string[] {
  const used = steps.filter(({ data }) => data === true);
  const [first] = used;
  if (!first) return [];
  const other = used.find(({ like }) => like !== first.like);
  if (other)
    return [`the steps ${first.name} and ${other.name} take the data of two cases; take those of one`];
  const like = documented.find(({ id }) => id === first.like);
  if (!like || like.operation === operation) return [];
  return [`step ${first.name} takes the data of ${like.id}, so the journey's operation is ${like.operation}`];
}
