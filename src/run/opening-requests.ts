import { randomInt } from "node:crypto";
import type { Case } from "../cases/model.ts";
import { missingData } from "../cases/readiness.ts";
import { inputsOf } from "../contract/inputs.ts";
import type { Contract, Operation } from "../contract/model.ts";
import type { Settings } from "../environment/model.ts";
import { exactNumber, type Json, toPointer } from "../exact/json.ts";

/** One way of sealing a request and opening its answer, with right requests that try it, the most telling first. */
export interface OpeningWay {
  readonly request: "plain" | "encrypted";
  readonly response: "plain" | "encrypted";
  readonly rows: readonly Case[];
}

/**
 * The requests that a run may open with: for each way of sealing and opening that its cases need, right requests of
 * operations that change nothing. Where the contract has no such operation for a way there are none: a request that
 * could change something is never sent only to see whether it would be understood.
 */
export function openingWays(
  contract: Contract,
  documented: readonly Case[],
  planned: readonly Case[],
  settings: Pick<Settings, "testData" | "keyMode">,
): OpeningWay[] {
  if (planned.length === 0) return [];
  const needed = new Set(planned.flatMap((row) => operationsOf(row)));
  const ways = new Map<string, OpeningWay>();
  for (const operation of contract.operations.filter(({ id }) => needed.has(id))) {
    const way = wayOf(operation);
    const key = `${way.request} ${way.response}`;
    if (ways.has(key)) continue;
    const inquiries = contract.operations
      .filter(({ effect, encrypted }) => effect === "nothing" && isSame(encrypted, operation.encrypted))
      .sort((one, other) => Number(needed.has(other.id)) - Number(needed.has(one.id)));
    ways.set(key, {
      ...way,
      rows: inquiries.flatMap((inquiry) => requestsOf(inquiry, documented, settings)),
    });
  }
  // Whether we are let in at all every inquiry can show, also one that is sealed in another way.
  const others = contract.operations.filter(({ effect }) => effect === "nothing");
  if ([...ways.values()].every(({ rows }) => rows.length === 0))
    for (const operation of others) {
      const way = wayOf(operation);
      const rows = requestsOf(operation, documented, settings);
      ways.set(`${way.request} ${way.response}`, { ...way, rows });
    }
  return [...ways.values()];
}

function operationsOf({ operation, steps }: Case): string[] {
  return [operation, ...(steps ?? []).map(({ row }) => row.operation)];
}

function wayOf({ encrypted }: Operation): Pick<OpeningWay, "request" | "response"> {
  return {
    request: encrypted.request ? "encrypted" : "plain",
    response: encrypted.response ? "encrypted" : "plain",
  };
}

function isSame(one: Operation["encrypted"], other: Operation["encrypted"]): boolean {
  return one.request === other.request && one.response === other.response;
}

/**
 * Right requests of an inquiry: the documented success with its data, other documented scenarios with theirs, a valid
 * id of nobody, and last what needs no data and is refused for its form, which shows that the body was read.
 */
function requestsOf(
  operation: Operation,
  documented: readonly Case[],
  { testData, keyMode }: Pick<Settings, "testData" | "keyMode">,
): Case[] {
  const rows = documented.filter(({ operation: id }) => id === operation.id);
  const ready = rows.filter((row) => missingData(row, testData).length === 0);
  const withData = ready.filter(({ data }) => data.length > 0);
  const successes = withData.filter(({ expected }) => expected.status === 200);
  const others = withData.filter((row) => !successes.includes(row));
  // Nobody prepared an answer for a request that the suite makes up.
  const madeUp =
    keyMode === "MOCK"
      ? []
      : [...requestOfNobody(operation, rows[0]), ...ready.filter(({ data }) => data.length === 0)];
  return [...successes, ...others, ...madeUp].map((row) => ({ ...row, kind: "generated" }));
}

/** Only ids that are numbers can be nobody's for sure; a card number that is made up would be a guess that somebody counts. */
function requestOfNobody(operation: Operation, like: Case | undefined): Case[] {
  const { id } = operation;
  const things = inputsOf(operation).filter(({ thing }) => thing !== undefined);
  if (!like || things.length === 0 || things.some(({ type }) => type !== "number")) return [];
  const set = things.map(({ name }): [string, Json] => [toPointer([name]), nobody()]);
  const { dataOf: _dataOf, ...rest } = like;
  return [
    {
      ...rest,
      id: `${id}/nobody`,
      name: "nobody",
      title: "A valid id of nobody",
      data: [],
      clauses: [],
      request: { set: new Map(set), omit: [], breaks: [] },
    },
  ];
}

/** A member id in the documented bounds, by chance of one in 10^18 anybody's. */
function nobody(): Json {
  return exactNumber(`9${Array.from({ length: 18 }, () => randomInt(10)).join("")}`);
}
