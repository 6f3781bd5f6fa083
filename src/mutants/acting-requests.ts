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

  #note<T>(given: T, made: T, context: RequestContext): T {
    if (made !== given) this.ids.add(correlationIdOf(context));
    return made;
  }
}

/** "" for a request without one. */
export function correlationIdOf({ headers }: Pick<RequestContext, "headers">): string {
  return headers[CORRELATION_ID] ?? "";
}
