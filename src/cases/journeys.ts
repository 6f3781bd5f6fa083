import { strongestEffect } from "../contract/effect.ts";
import type { Expectation } from "../contract/expectation.ts";
import type { Contract } from "../contract/model.ts";
import { FileMistake } from "../exact/data-file.ts";
import { type Json, toPointer } from "../exact/json.ts";
import { journeyProblems, parseSource } from "./journey-lint.ts";
import type { JourneyRow, JourneyTable, StepRow } from "./journey-table.ts";
import type { Case, JourneyStep, Tampering } from "./model.ts";

export interface BuiltJourneys {
  readonly cases: readonly Case[];
  readonly mistakes: readonly FileMistake[];
}

/** What makes a request somebody else's. */
const FORGED: Readonly<Record<NonNullable<StepRow["forged"]>, Tampering>> = {
  signature: { token: "other-key" },
  "access-key": { headers: { "X-KM-Access-Key": { change: "replace", value: "f".repeat(40) } } },
};

/** Makes the journeys of a table, each step of the documented case that it is like. */
export function journeyCases(
  table: JourneyTable,
  documented: readonly Case[],
  contract: Contract,
): BuiltJourneys {
  const cases: Case[] = [];
  const mistakes: FileMistake[] = [];
  for (const [index, row] of table.rows.entries()) {
    const source = { file: table.file, line: table.lineOfRow(index) };
    const problems = journeyProblems(row, documented, contract);
    mistakes.push(
      ...problems.map((problem) => new FileMistake(source.file, source.line, `${row.id}: ${problem}`)),
    );
    if (problems.length === 0) cases.push(toCase(row, documented, contract, source));
  }
  return { cases, mistakes };
}

function toCase(
  row: JourneyRow,
  documented: readonly Case[],
  contract: Contract,
  source: Case["source"],
): Case {
  const likes = row.steps
    .map((step) => documented.find(({ id }) => id === step.like))
    .filter((like) => like !== undefined);
  const steps = row.steps.flatMap((step, index): JourneyStep[] => {
    const like = likes[index];
    return like ? [toStep(step, like, row, contract, source)] : [];
  });
  const withData = row.steps.findIndex(({ data }) => data === true);
  const last = steps.findLast(({ cleanup }) => !cleanup) ?? steps[0];
  if (!last) throw new Error(`journey ${row.id} has no step`);
  return {
    ...last.row,
    id: `${row.operation}/${row.id}`,
    operation: row.operation,
    name: row.id,
    title: row.title,
    level: row.level ?? "inferred",
    ...(row.family && { family: row.family }),
    destructive: likes.some(({ destructive }) => destructive),
    effect: strongestEffect(likes.map(({ effect }) => effect)),
    refusal: likes.every(({ effect, refusal }) => effect === "nothing" || refusal),
    data: row.data ?? likes[withData]?.data ?? [],
    // What a journey changes more than once is given for it by name.
    ...(row.data && { ownData: true }),
    ...(withData !== -1 && !row.data && { dataOf: likes[withData]?.name ?? row.id }),
    clauses: row.clauses,
    steps,
    source,
  };
}

function toStep(
  step: StepRow,
  like: Case,
  row: JourneyRow,
  contract: Contract,
  source: Case["source"],
): JourneyStep {
  const carry = new Map(
    Object.entries(step.carry ?? {}).flatMap(([field, from]) => {
      const carried = parseSource(from);
      return carried ? [[toPointer([field]), carried] as const] : [];
    }),
  );
  const set = Object.entries(step.set ?? {}).map(([field, value]): [string, Json] => [
    toPointer([field]),
    value,
  ]);
  const fresh = Object.entries(step.fresh ?? {}).map(
    ([field, length]) => [toPointer([field]), Number(length.value)] as const,
  );
  const together = Number(step.together?.value ?? "1");
  // To serve a forged request is to serve anybody, whatever else the journey is about.
  const family = step.forged ? "security" : row.family;
  return {
    name: step.name,
    carry,
    together,
    cleanup: step.cleanup ?? false,
    row: {
      ...like,
      id: `${row.operation}/${row.id}`,
      ...namesOf(step, like, row),
      title: step.name,
      kind: "journey",
      level: stepLevel(step, row),
      ...(family && { family }),
      data: step.data === true ? like.data : (row.data ?? []).filter((field) => like.data.includes(field)),
      request: {
        ...like.request,
        set: new Map([...like.request.set, ...set]),
        ...(fresh.length > 0 && { fresh: new Map(fresh) }),
        ...(step.anew && { values: step.name }),
      },
      // What stands before the API may refuse a forged request in its own words, as it may any with wrong headers.
      ...(step.forged && { tampering: FORGED[step.forged], kind: "header" }),
      expected: stepExpectation(step, like, together, contract),
      source,
    },
  };
}

/**
 * Under which names test data are laid into the request of a step. What a step carries goes over the journey's own data,
 * which are those of a case like it then.
 */
function namesOf(step: StepRow, like: Case, row: JourneyRow): Pick<Case, "name" | "dataOf"> {
  if (step.data === true) return { name: row.data ? like.name : row.id, dataOf: like.name };
  return row.data && step.carry ? { name: `${row.id}.${step.name}`, dataOf: row.id } : { name: row.id };
}

/** That a refusal comes is as certain as the step says; with which code it comes no page shows. */
function stepLevel(step: StepRow, row: JourneyRow): Case["level"] {
  if (step.cleanup) return "observed";
  return step.expect === "refused" ? "inferred" : (step.level ?? row.level ?? "inferred");
}

function stepExpectation(step: StepRow, like: Case, together: number, contract: Contract): Expectation {
  const { successCode } = contract.envelope;
  const open = { ...like.expected, status: null, code: null, messages: null, values: [] };
  if (step.expect === "observed" || together > 1) return { ...open, demand: { kind: "observation" } };
  if (step.expect === "untouched") return { ...open, demand: { kind: "untouched", codes: step.codes ?? [] } };
  if (step.expect !== "refused")
    return step.values === false ? { ...like.expected, values: [] } : like.expected;
  const [code] = step.codes ?? [];
  const clause = code === undefined ? like.expected.clauses.code : `${like.operation}#codes.${code}`;
  return {
    ...open,
    ...(contract.clauses.has(clause) && { clauses: { ...like.expected.clauses, code: clause } }),
    ...(step.codes && { family: step.codes }),
    demand: { kind: "no-success", codes: [successCode], level: step.level ?? "inferred" },
  };
}
