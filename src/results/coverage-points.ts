import { type CoveragePoint, pointOf } from "../contract/coverage-point.ts";
import { treatmentOf } from "../contract/find.ts";
import type { ClauseId, Contract, Operation, Parameter } from "../contract/model.ts";

/**
 * What there is to reach in the tables of the contract, as `clause` (the row was used) or `clause aspect`: of a request
 * field that it is left out, of a wrong type, and each bound from both sides; of a response field that it is seen, seen
 * absent where it is optional, and each of its listed values; of a request header that it is left out and beyond its
 * length. Rows of client code demand nothing, so there is nothing to reach.
 */
export function requestPoints(contract: Contract): (ClauseId | CoveragePoint)[] {
  const fields = documented(contract.operations.flatMap(({ request }) => request));
  return fields.flatMap((field) => [
    field.clause,
    pointOf(`${field.clause}.presence`, "missing"),
    pointOf(`${field.clause}.type`, "null"),
    ...(field.type === "string" ? lengthPoints(field, contract) : []),
    ...(field.type === "number" ? numberPoints(field) : []),
  ]);
}

export function responsePoints({ operations }: Contract): (ClauseId | CoveragePoint)[] {
  return documented(operations.flatMap(({ response }) => response)).flatMap((field) => [
    field.clause,
    ...(field.presence === "optional" ? [pointOf(`${field.clause}.presence`, "absent")] : []),
    ...(field.values ?? []).map((value) => pointOf(`${field.clause}.values`, value)),
  ]);
}

export function headerPoints(contract: Contract): (ClauseId | CoveragePoint)[] {
  const { operations } = contract;
  const request = operations
    .flatMap(sentHeaders)
    .flatMap(({ clause, name, length }) => [
      clause,
      pointOf(`${clause}.presence`, `${name}.missing`),
      ...(length === undefined || treatmentOf(contract, `${clause}.length`)?.as === "ignored"
        ? []
        : [
            pointOf(`${clause}.length`, `${name}.too-short`),
            pointOf(`${clause}.length`, `${name}.too-long`),
          ]),
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

function lengthPoints(field: Parameter, contract: Contract): CoveragePoint[] {
  const { clause, length, min, max } = field;
  if (length !== undefined) {
    const treatment = treatmentOf(contract, `${clause}.length`)?.as;
    if (treatment === "ignored") return [];
    const below = treatment === "at-most" ? "at-max" : Number(length) > 1 ? "under-min" : "empty";
    return [pointOf(`${clause}.length`, below), pointOf(`${clause}.length`, "over-max")];
  }
  return [
    ...(min === undefined
      ? []
      : [
          pointOf(`${clause}.min`, Number(min) > 1 ? "under-min" : "empty"),
          pointOf(`${clause}.min`, "at-min"),
        ]),
    ...(max === undefined ? [] : [pointOf(`${clause}.max`, "at-max"), pointOf(`${clause}.max`, "over-max")]),
  ];
}

function numberPoints({ clause, min, max }: Parameter): CoveragePoint[] {
  return [
    ...(min === undefined ? [] : [pointOf(`${clause}.min`, "under-min"), pointOf(`${clause}.min`, "at-min")]),
    ...(max === undefined ? [] : [pointOf(`${clause}.max`, "at-max"), pointOf(`${clause}.max`, "over-max")]),
  ];
}

function documented(parameters: readonly Parameter[]): Parameter[] {
  return parameters
    .filter(({ source }) => source !== "client-code")
    .flatMap((parameter) => [parameter, ...documented(parameter.fields)]);
}
