import { treatmentOf } from "../contract/find.ts";
import type { Contract, Operation, Parameter } from "../contract/model.ts";

/**
 * What there is to reach in the tables of the contract, as `clause` (the row was used) or `clause aspect`: of a request
 * field that it is left out, of a wrong type, and each bound from both sides; of a response field that it is seen, seen
 * absent where it is optional, and each of its listed values; of a request header that it is left out and beyond its
 * length. Rows of client code demand nothing, so there is nothing to reach.
 */
export function requestPoints(contract: Contract): string[] {
  const fields = documented(contract.operations.flatMap(({ request }) => request));
  return fields.flatMap((field) => [
    field.clause,
    `${field.clause}.presence missing`,
    `${field.clause}.type null`,
    ...(field.type === "string" ? lengthPoints(field, contract) : []),
    ...(field.type === "number" ? numberPoints(field) : []),
  ]);
}

export function responsePoints({ operations }: Contract): string[] {
  return documented(operations.flatMap(({ response }) => response)).flatMap((field) => [
    field.clause,
    ...(field.presence === "optional" ? [`${field.clause}.presence absent`] : []),
    ...(field.values ?? []).map((value) => `${field.clause}.values ${value}`),
  ]);
}

export function headerPoints(contract: Contract): string[] {
  const { operations } = contract;
  const request = operations
    .flatMap(sentHeaders)
    .flatMap(({ clause, name, length }) => [
      clause,
      `${clause}.presence ${name}.missing`,
      ...(length === undefined || treatmentOf(contract, `${clause}.length`)?.as === "ignored"
        ? []
        : [`${clause}.length ${name}.too-short`, `${clause}.length ${name}.too-long`]),
    ]);
  const response = operations.flatMap(({ responseHeaders }) => responseHeaders.map(({ clause }) => clause));
  return [...new Set([...request, ...response])];
}

/** An optional header is sent only where something is encrypted. */
function sentHeaders({ requestHeaders, encrypted }: Operation): Parameter[] {
  return requestHeaders.filter(
    ({ presence }) => presence !== "optional" || encrypted.request || encrypted.response,
  );
}

function lengthPoints(field: Parameter, contract: Contract): string[] {
  const { clause, length, min, max } = field;
  if (length !== undefined) {
    const treatment = treatmentOf(contract, `${clause}.length`)?.as;
    if (treatment === "ignored") return [];
    const below = treatment === "at-most" ? "at-max" : Number(length) > 1 ? "under-min" : "empty";
    return [`${clause}.length ${below}`, `${clause}.length over-max`];
  }
  return [
    ...(min === undefined
      ? []
      : [`${clause}.min ${Number(min) > 1 ? "under-min" : "empty"}`, `${clause}.min at-min`]),
    ...(max === undefined ? [] : [`${clause}.max at-max`, `${clause}.max over-max`]),
  ];
}

function numberPoints({ clause, min, max }: Parameter): string[] {
  return [
    ...(min === undefined ? [] : [`${clause}.min under-min`, `${clause}.min at-min`]),
    ...(max === undefined ? [] : [`${clause}.max at-max`, `${clause}.max over-max`]),
  ];
}

function documented(parameters: readonly Parameter[]): Parameter[] {
  return parameters
    .filter(({ source }) => source !== "client-code")
    .flatMap((parameter) => [parameter, ...documented(parameter.fields)]);
}
