/** How bodies travel in a scenario: both in the clear, or both encrypted. */
export type Sealing = "plain" | "encrypted";

/** Who runs the scenarios. */
export const CONTESTANTS = ["bare loop", "pactum", "newman", "suite"] as const;
export type Contestant = (typeof CONTESTANTS)[number];

/** What one process tree took. */
export interface Taken {
  /** Seconds from starting it to its end. */
  readonly wall: number;
  /** Seconds from starting it to its first request at the stub; undefined where none came. */
  readonly startUp: number | undefined;
  /** Seconds from the first request to the last one at the stub. */
  readonly exchanges: number | undefined;
  /** Seconds of processor time of all its processes. */
  readonly processor: number;
  /** Resident memory of its largest process at its most, in MiB. */
  readonly peak: number;
}

/** The rounds of one contestant over one number of scenarios in one form. */
export interface Series {
  readonly contestant: Contestant;
  readonly form: Sealing;
  readonly cases: number;
  readonly rounds: readonly Taken[];
}

/** The whole suite over a number of operations. */
export interface ScaleSeries {
  readonly operations: number;
  readonly cases: number;
  readonly rounds: readonly Taken[];
  readonly left: Left;
}

/** What a run of the whole suite leaves to be read. */
export interface Left {
  /** Of the documentation, in bytes. */
  readonly firstPage: number;
  /** Of conformance.json, in bytes. */
  readonly report: number;
  /** On the terminal, in characters. */
  readonly terminal: number;
}

/** Where and how it was measured; no path of the machine. */
export interface Circumstances {
  readonly command: string;
  readonly at: string;
  readonly suite: string;
  /** The state of the repository that was measured, as git names it; undefined where there is none. */
  readonly commit?: string;
  readonly node: string;
  readonly system: string;
  readonly processors: string;
  readonly memory: string;
  /** Load averages over a minute when it began and when it ended. */
  readonly load: readonly [number, number];
  /** Name and version of each peer that was installed. */
  readonly peers: readonly string[];
}

/** A scenario as its request is sent and its answer is known. */
export interface BenchScenario {
  readonly name: string;
  readonly path: string;
  /** In the clear. */
  readonly body: string;
  readonly encrypted: boolean;
  readonly status: number;
  readonly code: string;
  /** JSON Schema of the answer in the clear. */
  readonly schema: Readonly<Record<string, unknown>>;
}

/** What a contestant's program is given, as a file of JSON. */
export interface Task {
  readonly baseUrl: string;
  readonly credentials: StubKeys;
  readonly concurrency: number;
  readonly scenarios: readonly BenchScenario[];
}

export interface StubKeys {
  readonly aspId: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly cryptoKeyId: string;
  readonly serverPublicKey: string;
  readonly clientPrivateKey: string;
}
