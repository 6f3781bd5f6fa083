import { pointOf } from "../../contract/coverage-point.ts";
import { inputsOf } from "../../contract/inputs.ts";
import type { Case, Probe, Tampering } from "../model.ts";
import { type Basis, demanding, harmlessSuccess, named, placeOf, type TreatmentOf } from "./derived-case.ts";
import { type HeaderFault, headerFaults } from "./header-faults.ts";

const CORRELATION_ID = "X-KM-Correlation-Id";

/**
 * The header cases of an operation: a request that is right but for one header, its token or its encryption. It must
 * not be carried out. So that this can be seen, the rest is the request of a documented case that needs no permission
 * and is answered only after headers were looked at: a success, or a refusal for what the request asks.
 */
export function headerCases(basis: Basis, treatmentOf: TreatmentOf): Case[] {
  const base = baseOf(basis);
  if (!base) return [];
  const cases = headerFaults(basis.operation, treatmentOf).map((fault) => headerCase(fault, base, basis));
  return [...cases, upperCaseId(base, basis), ...probes(base, basis)];
}

/** A case that fails on its parameters alone may be answered before or after the headers: it shows nothing here. */
function baseOf(basis: Basis): Case | undefined {
  const business = basis.rows.find(
    ({ destructive, data, expected }) => !destructive && data.length > 0 && expected.code !== null,
  );
  return harmlessSuccess(basis) ?? business;
}

function headerCase(fault: HeaderFault, base: Case, basis: Basis): Case {
  const [clause = base.expected.clauses.status] = fault.clauses;
  const codes = carriedOut(base, basis);
  const refused = fault.level !== "observed";
  return {
    ...derivedFrom(base, basis, `header.${fault.name}`, fault.tampering),
    title: `${fault.words} ${refused ? "is not carried out" : "is observed"}`,
    level: fault.level,
    ...(fault.family && { family: fault.family }),
    clauses: fault.clauses,
    expected: demanding(clause, {
      demand: refused ? { kind: "no-success", codes } : { kind: "observation" },
    }),
    points: fault.clauses.map((broken) => pointOf(broken, fault.name)),
  };
}

/**
 * A correlation id in upper case is of the form too ("7digit, Hex String"), so it is answered as any other and comes
 * back as it was sent. The request is right, which makes it no case of wrong headers.
 */
function upperCaseId(base: Case, basis: Basis): Case {
  const header = basis.operation.requestHeaders.find(({ name }) => name === CORRELATION_ID);
  const clause = `${header?.clause ?? base.expected.clauses.status}.format`;
  const upperCase = { headers: { [CORRELATION_ID]: { change: "upper-case" } } } as const;
  return {
    ...derivedFrom(base, basis, `header.${CORRELATION_ID}.upper-case`, upperCase),
    kind: "generated",
    title: "A correlation id in upper case is answered like any other",
    level: "inferred",
    clauses: [clause],
    expected: base.expected,
    points: [pointOf(clause, "upper-case")],
  };
}

/** Codes that the base case is answered with when its request is carried out. */
function carriedOut(base: Case, { successCode }: Basis): string[] {
  return [...new Set([successCode, ...(base.expected.code === null ? [] : [base.expected.code])])];
}

function derivedFrom(base: Case, { operation }: Basis, name: string, tampering: Tampering) {
  return {
    ...named(operation, name),
    kind: "header",
    destructive: false,
    effect: operation.effect,
    // What is wrong with its headers comes on top: the base's own refusal stands.
    refusal: base.refusal,
    data: base.data,
    dataOf: base.dataOf ?? base.name,
    ...(base.ownData && { ownData: true }),
    request: base.request,
    tampering,
    source: placeOf(operation),
  } as const;
}

/** The readings of the header tables, put to the server: which of the two printed lengths does it follow? */
function probes(base: Case, basis: Basis): Case[] {
  const { operation } = basis;
  const acceptedCodes = carriedOut(base, basis);
  const probe = (
    name: string,
    title: string,
    clause: string,
    tampering: Tampering,
    question: Omit<Probe, "acceptedCodes">,
  ): Case => ({
    ...derivedFrom(base, basis, `header.${name}`, tampering),
    title,
    level: "observed",
    clauses: [clause],
    expected: demanding(clause, { demand: { kind: "observation" } }),
    points: [pointOf(clause, name)],
    probe: { ...question, acceptedCodes },
  });
  // Where a page prints no such header, or no length of it, it leaves no such question.
  const asked = (header: string, ask: (clause: string) => Case): Case[] =>
    operation.requestHeaders
      .filter(({ name, length }) => name === header && length !== undefined)
      .map(({ clause }) => ask(`${clause}.length`));
  return [
    ...asked("X-KM-Tran-Token", (clause) =>
      probe(
        "X-KM-Tran-Token.66-characters",
        "A token of 66 characters is observed",
        clause,
        { token: "unpadded" },
        {
          reading: "tran-token-length",
          accepted: "a token of 66 characters is accepted as well",
          refused: "a token of 66 characters is refused",
        },
      ),
    ),
    ...asked("X-KM-Tran-Time", (clause) =>
      probe(
        "X-KM-Tran-Time.16-characters",
        "A time of 16 digits is observed",
        clause,
        { headers: { "X-KM-Tran-Time": { change: "extend", by: 2 } } },
        {
          reading: "tran-time-length",
          accepted: "16 digits are accepted as well",
          refused: "16 digits are refused",
        },
      ),
    ),
    ...lengthProbes(base, basis, acceptedCodes),
  ];
}

/** "Length : N" of a field that a reading takes as at most N: a shorter value tells. */
function lengthProbes(base: Case, basis: Basis, acceptedCodes: readonly string[]): Case[] {
  return inputsOf(basis.operation)
    .filter(({ unique, length }) => unique === true && length !== undefined)
    .map((field): Case => {
      const half = Math.floor(Number(field.length) / 2);
      const clause = `${field.clause}.length`;
      return {
        ...derivedFrom(base, basis, `body.${field.name}.half-length`, {}),
        kind: "generated",
        title: `${field.name} of ${half} characters is observed`,
        level: "observed",
        clauses: [clause],
        request: { ...base.request, fresh: new Map([[`/${field.name}`, half]]), within: field.clause },
        expected: demanding(clause, { demand: { kind: "observation" } }),
        points: [pointOf(clause, "half-length")],
        probe: {
          reading: "length-exact-or-at-most",
          acceptedCodes,
          accepted: `${field.name} of ${half} characters is accepted where the page says ${field.length}`,
          refused: `${field.name} of ${half} characters is refused where the page says ${field.length}`,
        },
      };
    });
}
