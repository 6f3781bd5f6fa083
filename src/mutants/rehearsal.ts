import type { Alteration, RequestContext } from "../../sandbox/alteration.ts";
import { ActingRequests, correlationIdOf } from "./acting-requests.ts";

/** What the sandbox asked of a hook in one request. */
interface Call {
  readonly operation: string;
  ask(alteration: Alteration): unknown;
}

/**
 * Keeps what the sandbox, unaltered, asks of an alteration while it is run. Asked of another one in the same way, that tells
 * in which requests it is going to act: for certain where it looks at each request by itself, and otherwise as a guess.
 */
export class Rehearsal {
  readonly #calls: Call[] = [];
  /** Rules of the sandbox that requests break, as `ruleKey` has them, by the requests' correlation ids. */
  readonly broken = new Map<string, Set<string>>();

  /** Changes nothing, and keeps every call. */
  watch(): Alteration {
    const keep = ({ operation: { id } }: RequestContext, ask: Call["ask"]): void => {
      this.#calls.push({ operation: id, ask });
    };
    return {
      skipRule: (rule, context) => {
        const id = correlationIdOf(context);
        const rules = this.broken.get(id) ?? new Set();
        this.broken.set(id, rules.add(ruleKey(context.operation.id, rule)));
        keep(context, (alteration) => alteration.skipRule?.(rule, context));
        return false;
      },
      request: (request, context) => {
        keep(context, (alteration) => alteration.request?.(request, context));
        return request;
      },
      instead: (context) => {
        keep(context, (alteration) => alteration.instead?.(context));
        return undefined;
      },
      plain: (answer, context) => {
        keep(context, (alteration) => alteration.plain?.(answer, context));
        return answer;
      },
      sealed: (wire, context) => {
        keep(context, (alteration) => alteration.sealed?.(wire, context));
        return wire;
      },
    };
  }

  /** The correlation ids of the requests to these operations in which an alteration would have changed anything. */
  async actingIn(alteration: Alteration, operations: readonly string[]): Promise<ReadonlySet<string>> {
    const acting = new ActingRequests();
    const watched = acting.watch(alteration);
    const asked = this.#calls.filter(({ operation }) => operations.includes(operation));
    // At once: an answer may be held until another request has come.
    await Promise.allSettled(asked.map(async ({ ask }) => ask(watched)));
    return acting.ids;
  }
}

export function ruleKey(operation: string, rule: string): string {
  return `${operation} ${rule}`;
}
