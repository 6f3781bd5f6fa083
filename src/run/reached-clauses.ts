import type { Case } from "../cases/model.ts";
import { isSuccessAnswer } from "../checks/answer-kind.ts";
import { headerValues } from "../checks/headers-of.ts";
import type { JudgedExchange } from "../checks/model.ts";
import { inputsOf } from "../contract/inputs.ts";
import type { Contract, Parameter } from "../contract/model.ts";
import { whyNotReachable } from "../contract/reachable.ts";
import { isJsonObject, type Json, type JsonObject } from "../exact/json.ts";
import type { SealedRequest } from "../request/seal.ts";

const FACTS = [
  "type",
  "presence",
  "length",
  "min",
  "max",
  "value",
  "format",
  "values",
  "formulas",
  "unique",
  "item",
];

/**
 * The clauses that an exchange put to the test: those of its row, the fields and headers that were sent, and what the
 * answer shows. What a parameter demands in detail counts as reached by a request only where the request was accepted.
 */
export function reachedClauses(
  row: Pick<Case, "clauses">,
  body: JsonObject,
  sealed: Pick<SealedRequest, "headers">,
  exchange: JudgedExchange,
): string[] {
  const { contract, operation, opened, response } = exchange;
  const success = isSuccessAnswer(exchange);
  const facts = (parameter: Parameter): string[] => factClauses(parameter, contract);
  const sentHeaders = operation.requestHeaders.filter(
    ({ name }) => headerValues(sealed.headers, name).length > 0,
  );
  const cameHeaders = operation.responseHeaders.filter(
    ({ name }) => headerValues(response.headers, name).length > 0,
  );
  const came = success ? presentParameters(operation.response, opened.json) : [];
  const sent = [...presentParameters(inputsOf(operation), body), ...sentHeaders];
  return unique([
    ...row.clauses,
    ...sent.flatMap((parameter) => (success ? facts(parameter) : [parameter.clause])),
    ...[...came, ...cameHeaders].flatMap(facts),
    ...absentHeaders(operation.responseHeaders, cameHeaders),
    ...(success
      ? [...operationFacts(operation.id, contract), ...absentOptional(operation.response, opened.json)]
      : []),
    ...envelopeClauses(exchange, success),
  ]).filter((clause) => contract.clauses.has(clause) && isPutToTheTest(clause, row, contract));
}

/** A fact that no reading applies is not put to the test by a field that came; a case that asks about it does rest on it. */
function isPutToTheTest(clause: string, row: Pick<Case, "clauses">, contract: Contract): boolean {
  return row.clauses.includes(clause) || whyNotReachable(contract, clause) === undefined;
}

function operationFacts(operation: string, contract: Contract): string[] {
  // An answer with a result in it is what the word Sync promises.
  return ["method", "path", "encrypted.request", "encrypted.response", "conditions.synchronous"]
    .map((fact) => `${operation}#${fact}`)
    .filter((clause) => contract.clauses.has(clause));
}

function factClauses({ clause }: Parameter, contract: Contract): string[] {
  return [clause, ...FACTS.map((fact) => `${clause}.${fact}`).filter((fact) => contract.clauses.has(fact))];
}

/** Parameters that a body has, nested ones too; of an array those that any of its items has. */
function presentParameters(parameters: readonly Parameter[], value: Json | undefined): Parameter[] {
  const holders = [value].flat().filter(isJsonObject);
  return parameters.flatMap((parameter) => {
    const present = holders.filter((holder) => Object.hasOwn(holder, parameter.name));
    if (present.length === 0) return [];
    const members = present.flatMap((holder) => unwrapped(parameter, holder[parameter.name] ?? null));
    return [parameter, ...presentParameters(parameter.fields, members)];
  });
}

/** Where an optional field was absent its presence has been seen from the other side. */
function absentOptional(parameters: readonly Parameter[], value: Json | undefined): string[] {
  const holders = [value].flat().filter(isJsonObject);
  return holders.flatMap((holder) =>
    parameters.flatMap((parameter) => {
      if (!Object.hasOwn(holder, parameter.name))
        return parameter.presence === "optional" ? [`${parameter.clause}.presence`] : [];
      return absentOptional(parameter.fields, unwrapped(parameter, holder[parameter.name] ?? null));
    }),
  );
}

function absentHeaders(documented: readonly Parameter[], came: readonly Parameter[]): string[] {
  return documented
    .filter((header) => header.presence === "optional" && !came.includes(header))
    .map(({ clause }) => `${clause}.presence`);
}

/** An envelope that did not come was not put to the test. */
function envelopeClauses({ envelope }: JudgedExchange, success: boolean): string[] {
  return [
    ...(envelope.code === undefined ? [] : ["envelope#codePointer"]),
    ...(envelope.message === undefined ? [] : ["envelope#messagePointer"]),
    ...(success && envelope.code !== undefined ? ["envelope#successCode"] : []),
  ];
}

function unwrapped({ item }: Parameter, value: Json): Json[] {
  return [value].flat().map((member) => {
    const inner = item !== undefined && isJsonObject(member) ? member[item] : undefined;
    return inner === undefined ? member : inner;
  });
}

function unique(clauses: readonly string[]): string[] {
  return [...new Set(clauses)];
}
