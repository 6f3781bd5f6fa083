import type { Contract, Operation, Parameter } from "../../src/contract/model.ts";
import { isExactNumber, type Json, type JsonObject } from "../../src/exact/json.ts";
import { numberText } from "../../src/exact/number.ts";
import { type SandboxTreatments, sandboxTreatments } from "../treatments.ts";
import { wordingOf } from "../wording.ts";
import { refuseInstead } from "./hooks.ts";
import type { Mutant } from "./model.ts";

/** A right value that the server refuses. */
interface Refused {
  readonly name: string;
  readonly says: string;
  readonly code: "000_002" | "000_003" | "000_015";
  readonly concerns: (value: Json | undefined) => boolean;
}

/** Each request field with values refused that its row allows: at the bounds, of other scripts, optional ones left out. */
export function overStrictMutants(contract: Contract): Mutant[] {
  const treatments = sandboxTreatments(contract);
  return contract.operations.flatMap((operation) =>
    operation.request
      .filter(({ source }) => source !== "client-code")
      .flatMap((parameter) =>
        refused(parameter, treatments).map((each) => strictMutant(operation, parameter, each)),
      ),
  );
}

function strictMutant(operation: Operation, { name: field }: Parameter, each: Refused): Mutant {
  const { id } = operation;
  return {
    id: `over-strict/${id}/${field}/${each.name}`,
    category: "over-strict",
    description: `${id} refuses a request whose ${field} ${each.says}.`,
    operations: [id],
    evidence: "documented",
    catchers: ["status", "code", "not-refused"],
    alter: () =>
      refuseInstead(
        (context) =>
          context.operation.id === id &&
          context.request !== undefined &&
          each.concerns(givenIn(context.request, field)),
        () => refusalOf(operation, each.code, field),
      ),
  };
}

function refusalOf(operation: Operation, code: Refused["code"], field: string) {
  const wording = wordingOf(operation);
  const refusals = {
    "000_002": wording.invalid(field),
    "000_003": wording.missing(field),
    "000_015": wording.length(field, "1", "1"),
  };
  const { status, message } = refusals[code];
  return { status, code, message };
}

function givenIn(request: JsonObject, field: string): Json | undefined {
  return Object.hasOwn(request, field) ? request[field] : undefined;
}

function refused(parameter: Parameter, treatments: SandboxTreatments): Refused[] {
  const { type, presence, min, max } = parameter;
  const found: Refused[] = [];
  if (presence === "optional")
    found.push({
      name: "demanded",
      says: "is left out",
      code: "000_003",
      concerns: (value) => value === undefined,
    });
  if (type === "number") {
    const at = (name: string, bound: string | undefined): void => {
      if (bound === undefined) return;
      const concerns = (value: Json | undefined): boolean => numberText(value) === bound;
      found.push({ name, says: `is ${bound}`, code: "000_002", concerns });
    };
    at("minimum-refused", min);
    at("maximum-refused", max);
    const beyondDouble = (value: Json | undefined): boolean =>
      isExactNumber(value) && value.value.length > 16;
    found.push({
      name: "long-refused",
      says: "has more than 16 digits",
      code: "000_002",
      concerns: beyondDouble,
    });
  }
  return type === "string" ? [...found, ...refusedTexts(parameter, treatments)] : found;
}

function refusedTexts(parameter: Parameter, treatments: SandboxTreatments): Refused[] {
  const { clause, length, min, max, examples } = parameter;
  const exact = length !== undefined && treatments.get(`${clause}.length`) === undefined;
  // Examples tell of a form that no page has: a text of another form may be refused for it.
  if (exact || examples !== undefined) return [];
  const ofSize =
    (size: string) =>
    (value: Json | undefined): boolean =>
      typeof value === "string" && [...value].length === Number(size);
  const least = min ?? "1";
  const most = length ?? max;
  if (most === undefined) return [];
  const shortest: Refused = {
    name: "shortest-refused",
    says: `has ${least} characters`,
    code: "000_015",
    concerns: ofSize(least),
  };
  return [
    // "Length : N" that is read as at most N may be read as exactly N.
    ...(length === undefined ? [shortest] : []),
    { name: "longest-refused", says: `has ${most} characters`, code: "000_015", concerns: ofSize(most) },
  ];
}
