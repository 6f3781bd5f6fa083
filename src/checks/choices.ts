import { allowedBy } from "../contract/allowances.ts";
import type { ClauseId, Contract } from "../contract/model.ts";
import { isJsonObject, type Json } from "../exact/json.ts";
import { isNotRun, type JudgedExchange } from "./model.ts";
import { checkFields } from "./response-fields.ts";

/** A place of an answer that shows which of two readings the server follows, of which only one can be its own. */
export interface Choice {
  readonly reading: string;
  /** What it does by that reading: the same words wherever it does the same. */
  readonly follows: string;
  readonly clause: ClauseId;
  readonly where: string;
}

/** Every such place of an answer. Where both readings leave a value be, nothing shows. */
export function choicesIn(exchange: JudgedExchange): Choice[] {
  return [...valueChoices(exchange), ...itemChoices(exchange), ...errorChoices(exchange)];
}

/** A value in one of two forms: true, or 1 for it. */
function valueChoices(exchange: JudgedExchange): Choice[] {
  const { contract } = exchange;
  const choices: Choice[] = [];
  checkFields(exchange, ({ clause: row }, value, where) => {
    for (const fact of ["type", "values"]) {
      const clause = `${row}.${fact}`;
      const allowed = allowedBy(contract, { clause, value });
      const reading = allowed?.means === undefined ? meantBy(contract, clause, value) : allowed.reading;
      if (reading === undefined) continue;
      const follows = allowed?.means === undefined ? "writes it as listed" : allowed.says;
      choices.push({ reading, follows, clause, where });
    }
    return [];
  });
  return choices;
}

/** The reading by which other values stand for this one. */
function meantBy({ readings }: Contract, clause: ClauseId, value: Json): string | undefined {
  return readings.find(({ allows }) =>
    allows.some(({ clauses, means }) => clauses.includes(clause) && means?.includes(value) === true),
  )?.id;
}

/** Items of an array in their wrapper, or without it. */
function itemChoices(exchange: JudgedExchange): Choice[] {
  const choices: Choice[] = [];
  const outcome = checkFields(exchange, ({ item, clause }, value, where) => {
    if (item === undefined || !Array.isArray(value)) return [];
    for (const [index, each] of value.entries()) {
      if (!isJsonObject(each)) continue;
      const follows = Object.hasOwn(each, item) ? `puts items into ${item}` : "puts items down as they are";
      choices.push({
        reading: "point-item-wrapper",
        follows,
        clause: `${clause}.item`,
        where: `${where}/${index}`,
      });
    }
    return [];
  });
  return isNotRun(outcome) ? [] : choices;
}

/** Refusals of what was asked for, encrypted or not; who answers a request of wrong headers is open. */
function errorChoices({ operation, opened, response, request, envelope }: JudgedExchange): Choice[] {
  const isRefusal = response.status >= 400 && response.status < 500 && typeof envelope.code === "string";
  if (!operation.encrypted.response || request.tampered || !isRefusal) return [];
  const follows = opened.encrypted ? "encrypts errors" : "leaves errors in the clear";
  const clause = `${operation.id}#encrypted.response`;
  return [{ reading: "error-response-encryption", follows, clause, where: "body" }];
}
