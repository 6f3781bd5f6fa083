import type { Masking } from "../masking/masking.ts";
import type { TrafficNotes } from "../results/traffic.ts";
import type { TrafficExchange } from "./exchange.ts";
import type { PassedOver } from "./matching.ts";

const EXAMPLES = 5;

/** Counts exchanges by what becomes of them. */
export class Account {
  readonly #bases = new Map<string, number>();
  readonly #passedOver = new Map<PassedOver, { count: number; readonly examples: Set<string> }>();
  #exchanges = 0;

  constructor(private readonly masking: Masking) {}

  take(base: string): void {
    this.#exchanges++;
    this.#bases.set(base, (this.#bases.get(base) ?? 0) + 1);
  }

  passOver(why: PassedOver, { method, url }: Pick<TrafficExchange, "method" | "url">): void {
    this.#exchanges++;
    const known = this.#passedOver.get(why) ?? { count: 0, examples: new Set<string>() };
    known.count++;
    if (known.examples.size < EXAMPLES) known.examples.add(this.#shown(method, url));
    this.#passedOver.set(why, known);
  }

  notes(sources: readonly string[]): TrafficNotes {
    return {
      sources,
      exchanges: this.#exchanges,
      bases: [...this.#bases].map(([base, exchanges]) => ({ base, exchanges })),
      passedOver: [...this.#passedOver].map(([what, { count, examples }]) => ({
        what,
        count,
        examples: [...examples],
      })),
    };
  }

  /** Without query and user name: what other hosts are asked is nobody's business. */
  #shown(method: string, url: string): string {
    return this.masking.bodyText(`${method} ${placeOf(url)}`).slice(0, 200);
  }
}

/** What is not at a host (`data:`, `blob:`) is its own content, and told by its kind alone. */
function placeOf(url: string): string {
  if (!URL.canParse(url)) return "no address";
  const { protocol, host, pathname } = new URL(url);
  return host === "" ? `${protocol}…` : `${protocol}//${host}${pathname}`;
}
