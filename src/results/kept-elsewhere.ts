import type { RecordedExchange } from "./exchange.ts";
import { type ExchangeFacts, factsOfExchange } from "./exchange-facts.ts";

/**
 * Results whose exchanges stand in a file. What travelled is most of a result, and a run of a whole catalogue does not fit
 * into memory: `exchanges` of such a result reads the file each time that it is asked for, and holds nothing.
 */

/** Where the exchanges of a result stand, and what is known of them without looking there. */
export interface Elsewhere {
  readonly facts: readonly ExchangeFacts[];
  readonly read: () => readonly RecordedExchange[];
}

interface WithExchanges {
  readonly exchanges: readonly RecordedExchange[];
}

const ELSEWHERE = Symbol("exchanges elsewhere");
type Kept = WithExchanges & { readonly [ELSEWHERE]?: Elsewhere };

const READ_WHEN_ASKED = {
  enumerable: true,
  configurable: true,
  get(this: { readonly [ELSEWHERE]: Elsewhere }): readonly RecordedExchange[] {
    return this[ELSEWHERE].read();
  },
};

/** The result whose other values are given, with exchanges that are read when they are asked for. */
export function keptElsewhere<Result extends WithExchanges>(
  light: Omit<Result, "exchanges">,
  elsewhere: Elsewhere,
): Result {
  const kept = Object.assign({}, light);
  Object.defineProperty(kept, ELSEWHERE, { value: elsewhere });
  return Object.defineProperty(kept, "exchanges", READ_WHEN_ASKED) as unknown as Result;
}

/** A result with other values: what stands elsewhere stays there, where a spread would read it. */
export function altered<Result extends WithExchanges>(
  result: Result,
  changes: Partial<Omit<Result, "exchanges">>,
): Result {
  const elsewhere = (result as Kept)[ELSEWHERE];
  if (!elsewhere) return { ...result, ...changes };
  return keptElsewhere<Result>({ ...withoutExchanges(result), ...changes }, elsewhere);
}

/** A result without what travelled, which is not read for it. */
export function withoutExchanges<Result extends WithExchanges>(result: Result): Omit<Result, "exchanges"> {
  const light: Record<string, unknown> = {};
  for (const key of Object.keys(result)) if (key !== "exchanges") light[key] = result[key as keyof Result];
  return light as Omit<Result, "exchanges">;
}

/** What is known of the exchanges of a result without reading them; the same objects each time. */
export function exchangeFacts(result: WithExchanges): readonly ExchangeFacts[] {
  return (result as Kept)[ELSEWHERE]?.facts ?? factsOf(result.exchanges);
}

const known = new WeakMap<readonly RecordedExchange[], readonly ExchangeFacts[]>();

function factsOf(exchanges: readonly RecordedExchange[]): readonly ExchangeFacts[] {
  const facts = known.get(exchanges) ?? exchanges.map(factsOfExchange);
  known.set(exchanges, facts);
  return facts;
}
