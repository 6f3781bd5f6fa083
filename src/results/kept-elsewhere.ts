import type { RuleRecord } from "./case-result.ts";
import type { RecordedExchange } from "./exchange.ts";
import { type ExchangeFacts, factsOfExchange } from "./exchange-facts.ts";

/**
 * Results of which a part stands in a file. What travelled is most of a result, and a run of a whole catalogue does not fit
 * into memory: the part is read when somebody asks for it, and no longer held than until another result's is asked for.
 */

/** What of a result may stand in a file. */
export interface Details {
  readonly exchanges: readonly RecordedExchange[];
  readonly rules: readonly RuleRecord[];
  readonly clauses: readonly string[];
}

/** Where details stand, and what is known of the exchanges without looking there. */
export interface Elsewhere {
  readonly names: readonly (keyof Details)[];
  readonly facts: readonly ExchangeFacts[];
  /** Undefined where the file is there no more. */
  readonly read: () => Partial<Details> | undefined;
}

type WithExchanges = Pick<Details, "exchanges">;

const ELSEWHERE = Symbol("details elsewhere");

interface Kept {
  readonly [ELSEWHERE]?: Elsewhere;
}

let last: { readonly of: Elsewhere; readonly details: Partial<Details> | undefined } | undefined;

/** Whoever tells of a result asks for its details several times in a row. */
function readOnce(elsewhere: Elsewhere): Partial<Details> | undefined {
  if (last?.of !== elsewhere) last = { of: elsewhere, details: elsewhere.read() };
  return last.details;
}

function readWhenAsked(name: keyof Details): PropertyDescriptor {
  return {
    enumerable: true,
    get(this: Kept) {
      const elsewhere = this[ELSEWHERE];
      return (elsewhere && readOnce(elsewhere)?.[name]) ?? [];
    },
  };
}

const READ_WHEN_ASKED: Readonly<Record<keyof Details, PropertyDescriptor>> = {
  exchanges: readWhenAsked("exchanges"),
  rules: readWhenAsked("rules"),
  clauses: readWhenAsked("clauses"),
};

/** The result whose other values are given, with details that are read when they are asked for. */
export function keptElsewhere<Result extends WithExchanges>(light: object, elsewhere: Elsewhere): Result {
  const kept = { ...light };
  Object.defineProperty(kept, ELSEWHERE, { value: elsewhere });
  for (const name of elsewhere.names) Object.defineProperty(kept, name, READ_WHEN_ASKED[name]);
  return kept as Result;
}

/** A result with other values: what stands elsewhere stays there, where a spread would read it. */
export function altered<Result extends WithExchanges>(
  result: Result,
  changes: Partial<Omit<Result, keyof Details>>,
): Result {
  const elsewhere = (result as Kept)[ELSEWHERE];
  if (!elsewhere) return { ...result, ...changes };
  return keptElsewhere<Result>({ ...without(result, elsewhere.names), ...changes }, elsewhere);
}

/** A result of which every part is rewritten: what stands elsewhere each time that it is asked for. */
export function rewritten<Result extends WithExchanges>(
  result: Result,
  rewrite: <Value>(value: Value) => Value,
): Result {
  const elsewhere = (result as Kept)[ELSEWHERE];
  if (!elsewhere) return rewrite(result);
  const { names, facts, read } = elsewhere;
  return keptElsewhere<Result>(rewrite(without(result, names)), {
    names,
    facts: rewrite(facts),
    read: () => rewrite(read()),
  });
}

/** A result without some of its values, which are not read for it. */
export function without<Result extends object, Name extends string>(
  result: Result,
  names: readonly Name[],
): Omit<Result, Name> {
  const rest: Record<string, unknown> = {};
  for (const key of Object.keys(result))
    if (!(names as readonly string[]).includes(key)) rest[key] = result[key as keyof Result];
  return rest as Omit<Result, Name>;
}

/** What is known of the exchanges of a result without reading them; the same objects each time. */
export function exchangeFacts(result: WithExchanges): readonly ExchangeFacts[] {
  return (result as Kept)[ELSEWHERE]?.facts ?? factsOf(result.exchanges);
}

/** Whether what travelled is lost: it stands in a file that is not there. */
export function isLost(result: WithExchanges): boolean {
  const elsewhere = (result as Kept)[ELSEWHERE];
  return elsewhere !== undefined && readOnce(elsewhere) === undefined;
}

const known = new WeakMap<readonly RecordedExchange[], readonly ExchangeFacts[]>();

function factsOf(exchanges: readonly RecordedExchange[]): readonly ExchangeFacts[] {
  const facts = known.get(exchanges) ?? exchanges.map(factsOfExchange);
  known.set(exchanges, facts);
  return facts;
}
