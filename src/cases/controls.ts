import type { Contract } from "../contract/model.ts";
import { fromPointer } from "../exact/json.ts";
import type { Case, CaseControl, Tampering } from "./model.ts";

/**
 * The plan's cases, each that would pass by a refusal with what shows that a right request is answered otherwise. What
 * a case demands decides, so that a new kind of case gets its control without a word.
 */
export function withControls(cases: readonly Case[], contract: Contract): Case[] {
  const documented = cases.filter(({ kind }) => kind === "documented");
  const byId = new Map(documented.map((row) => [row.id, row]));
  const bases = new Map(
    contract.operations.map(({ id }) => [
      id,
      rightRequestOf(documented.filter((row) => row.operation === id)),
    ]),
  );
  return cases.map((row) => {
    const control = controlOf(row, byId, bases, contract.envelope.successCode);
    return control ? { ...row, control } : row;
  });
}

function controlOf(
  row: Case,
  documented: ReadonlyMap<string, Case>,
  bases: ReadonlyMap<string, Case | undefined>,
  successCode: string,
): CaseControl | undefined {
  if (row.steps) return controlOfJourney(row, successCode);
  const { demand } = row.expected;
  if (demand?.kind === "no-success" || demand?.kind === "refusal") {
    const own = documented.get(`${row.operation}/${row.dataOf ?? row.name}`);
    const base = own ?? bases.get(row.operation);
    return base
      ? { of: base.id, row: base, names: brokenNames(row) }
      : { of: row.operation, names: brokenNames(row) };
  }
  // A value within its bounds is not refused by whoever refuses everybody either.
  if (demand?.kind === "acceptance") return { of: row.operation, names: [] };
  return demand === undefined && isRefusal(row, successCode)
    ? { of: row.operation, names: brokenNames(row) }
    : undefined;
}

/** Of a journey the last step that a refusal satisfies decides: what comes before it is what its things went through. */
function controlOfJourney({ steps = [] }: Case, successCode: string): CaseControl | undefined {
  const refused = steps
    .filter(({ cleanup }) => !cleanup)
    .findLast(({ row }) => row.expected.demand?.kind === "no-success" || isRefusal(row, successCode));
  return refused && { of: refused.row.operation, names: [] };
}

function isRefusal({ expected }: Case, successCode: string): boolean {
  if (expected.demand) return false;
  return expected.status !== null && expected.status !== 200 && expected.code !== successCode;
}

/**
 * The request of an operation that is right in its form and that the documents show the answer of: the success where it
 * changes nothing, otherwise the refusal of a thing that its owner keeps for it.
 */
function rightRequestOf(rows: readonly Case[]): Case | undefined {
  const harmless = rows.filter(({ destructive }) => !destructive);
  return (
    harmless.find(({ expected }) => expected.status === 200) ??
    harmless.find(({ refusal, data, expected }) => refusal && data.length > 0 && expected.code !== null)
  );
}

/** What a refusal names that is one for the very thing that the case broke. */
function brokenNames({ request, tampering }: Case): string[] {
  const pointers = [
    ...request.set.keys(),
    ...request.omit,
    ...(request.other ?? []).map(({ pointer }) => pointer),
  ];
  const { breaks, within } = request;
  const broken = [...breaks, ...(within === undefined ? [] : [within])];
  const fields = pointers.flatMap((pointer) => fromPointer(pointer).filter((part) => !/^[0-9]+$/.test(part)));
  // Beside the broken field a derived request may set others, so that it names nobody.
  const named = broken.length === 0 ? fields : fields.filter((field) => isIn(broken, field));
  return [...new Set([...named, ...tamperedNames(tampering)])];
}

/** Whether a field is part of the path of one of the clauses: `….request.userId.max` is about `userId`. */
function isIn(clauses: readonly string[], field: string): boolean {
  return clauses.some((clause) => clause.split(/[#.]/).includes(field));
}

function tamperedNames(tampering: Tampering | undefined): string[] {
  if (!tampering) return [];
  return [
    ...Object.keys(tampering.headers ?? {}),
    ...(tampering.token ? ["X-KM-Tran-Token"] : []),
    ...(tampering.body ? ["encData"] : []),
  ];
}
