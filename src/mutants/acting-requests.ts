import type { Alteration, RequestContext } from "../../sandbox/alteration.ts";

const CORRELATION_ID = "x-km-correlation-id";

/** Watches an alteration at work: in which requests it changed anything, by their correlation ids. */
export class ActingRequests {
  readonly ids = new Set<string>();

  /** The same alteration, watched. What it leaves as it is has to be the very same object. */
  watch(alteration: Alteration): Alteration {
    const { request, instead, plain, sealed, skipRule } = alteration;
    return {
      ...(request && {
        request: (given, context) => this.#note(given, request.call(alteration, given, context), context),
      }),
      ...(instead && {
        instead: (context) => this.#note(undefined, instead.call(alteration, context), context),
      }),
      ...(plain && {
        plain: async (given, context) =>
          this.#note(given, await plain.call(alteration, given, context), context),
      }),
      ...(sealed && {
        sealed: async (given, context) =>
          this.#note(given, await sealed.call(alteration, given, context), context),
      }),
      ...(skipRule && {
        skipRule: (rule, context) => !this.#note(true, !skipRule.call(alteration, rule, context), context),
      }),
    };
  }

  #note<T>(given: T, made: T, { headers }: RequestContext): T {
    if (made !== given) this.ids.add(headers[CORRELATION_ID] ?? "");
    return made;
  }
}

/** Watches which rules of an unaltered sandbox requests break, by the requests' correlation ids. */
export function watchRules(broken: Map<string, Set<string>>): Alteration {
  return {
    skipRule: (rule, { operation, headers }) => {
      const id = headers[CORRELATION_ID] ?? "";
      const rules = broken.get(id) ?? new Set();
      broken.set(id, rules.add(ruleKey(operation.id, rule)));
      return false;
    },
  };
}

export function ruleKey(operation: string, rule: string): string {
  return `${operation} ${rule}`;
}
