import type { Party } from "../contract/expectation.ts";

/** What recorded traffic held, beside the exchanges that were judged. */
export interface TrafficNotes {
  /** The recordings, or the proxy. */
  readonly sources: readonly string[];
  /** Exchanges that were seen at all. */
  readonly exchanges: number;
  /** Where operations were found: the address before their paths, and how often. */
  readonly bases: readonly { readonly base: string; readonly exchanges: number }[];
  /** Exchanges that are about no operation: in words, how many, and the first few of them. */
  readonly passedOver: readonly {
    readonly what: string;
    readonly count: number;
    readonly examples: readonly string[];
  }[];
  /** Keys that fit nothing of it; absent where there is none. */
  readonly unfitKeys?: readonly UnfitKey[];
  /** The run that coverage is compared with. */
  readonly against?: CoverageOfRun;
}

/** A key that somebody gave, and that is no key of what was recorded. */
export interface UnfitKey {
  /** The variable or the option. */
  readonly name: string;
  /** `opens`, and of what: `encrypted requests`. */
  readonly does: string;
  readonly to: string;
  /** On how many it was tried, every time in vain. */
  readonly tried: number;
  /** Where it fits nothing although it does elsewhere; absent where it fits nothing anywhere. */
  readonly base?: string;
}

/** What the cases of a run did not reach of the contract, by the groups of its coverage. */
export interface CoverageOfRun {
  /** Target and time of the run. */
  readonly run: string;
  readonly missing: Readonly<Record<string, readonly string[]>>;
}

/** What one of the two reached and the other did not. */
export interface CoverageBeside {
  readonly run: string;
  readonly byTraffic: readonly { readonly what: string; readonly id: string }[];
  readonly byCases: readonly { readonly what: string; readonly id: string }[];
}

/** The same with what was made of those that were judged. */
export interface TrafficAccount extends Omit<TrafficNotes, "against"> {
  /** Coverage beside that of a run. */
  readonly against?: CoverageBeside;
  /** Exchanges with an operation. */
  readonly judged: number;
  /** Exchanges in which a side did what the pages do not allow, warnings included. */
  readonly faulty: Readonly<Record<Party, number>>;
  /** What of judged exchanges could not be looked at, and in how many of them. */
  readonly unseen: readonly { readonly what: string; readonly exchanges: number }[];
}
