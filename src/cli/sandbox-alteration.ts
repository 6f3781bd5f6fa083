import type { Alteration, PlainAnswer } from "../../sandbox/alteration.ts";
import { forcedAnswer, forcing } from "../../sandbox/forced-answer.ts";
import { benignVariants, mutantCatalogue } from "../../sandbox/mutants/catalogue.ts";
import type { Case } from "../cases/model.ts";
import type { Contract } from "../contract/model.ts";
import type { JsonObject } from "../exact/json.ts";
import { suggestion } from "../exact/nearest.ts";
import type { Suite } from "../run/suite.ts";

/** An option of the sandbox command that names nothing there is. */
class UnknownName extends Error {
  constructor(option: string, value: string, why: string) {
    super(`${option} ${value}: ${why}`);
    this.name = "UnknownName";
  }
}

/** How the sandbox of the command line differs from one that answers as the pages say. */
export interface AlterationOptions {
  /** Id in the catalogue. */
  readonly mutant?: string;
  /** `operation=case`, one for each operation. */
  readonly answer?: readonly string[];
}

/** The alteration that the options ask for; forced answers go before the mutant. Throws UnknownName. */
export function alterationOf(
  { contract, plan }: Pick<Suite, "contract" | "plan">,
  options: AlterationOptions,
): Alteration {
  const mutant = options.mutant === undefined ? {} : mutantNamed(contract, options.mutant);
  if (!options.answer?.length) return mutant;
  const documented = plan.cases.filter(({ kind }) => kind === "documented");
  const answers = new Map(options.answer.map((each) => answerNamed(contract, documented, each)));
  const forced = forcing(answers);
  return {
    ...mutant,
    instead: (context) => forced.instead?.(context) ?? mutant.instead?.(context),
  };
}

function mutantNamed(contract: Contract, id: string): Alteration {
  const all = [...mutantCatalogue(contract), ...benignVariants(contract)];
  const found = all.find((each) => each.id === id);
  if (found) return found.alter();
  const near = suggestion(
    id,
    all.map((each) => each.id),
  );
  throw new UnknownName("--mutant", id, `there is no such mutant; ${near} (npx konaplate mutants --list)`);
}

function answerNamed(
  contract: Contract,
  documented: readonly Case[],
  text: string,
): [operation: string, answer: PlainAnswer] {
  const [operationId = "", name = ""] = text.split("=");
  const operation = contract.operations.find(({ id }) => id === operationId);
  if (!operation) {
    const known = contract.operations.map(({ id }) => id);
    const near = suggestion(operationId, known);
    throw new UnknownName(
      "--answer",
      text,
      `there is no operation ${operationId || "before the ="}; ${near}; one looks like membership-cancellation=unreceived-gift`,
    );
  }
  const rows = documented.filter((row) => row.operation === operationId);
  const row = rows.find((each) => each.name === name);
  if (!row) {
    const near = suggestion(
      name,
      rows.map((each) => each.name),
    );
    throw new UnknownName("--answer", text, `${operationId} has no documented case ${name}; ${near}`);
  }
  const { status, code, messages, values } = row.expected;
  return [
    operationId,
    forcedAnswer(contract, {
      operation,
      name,
      status: status ?? 400,
      code: code ?? undefined,
      message: messages?.[0],
      values: membersOf(values),
    }),
  ];
}

/** Values of the first floor of a body, which is where the documented cases have theirs. */
function membersOf(values: Case["expected"]["values"]): JsonObject {
  return Object.fromEntries(values.map(({ pointer, value }) => [pointer.slice(1), value]));
}
