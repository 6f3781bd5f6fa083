/** Requests and their answers as they are kept: masked. */

export type RecordedHeader = readonly [name: string, value: string];

/** One request and its answer as they travelled, masked; bodies also as they read once opened. */
export interface RecordedExchange {
  readonly label: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly request: RecordedMessage & { readonly method: string; readonly url: string };
  readonly response?: RecordedMessage & { readonly status: number };
  /** Why no complete answer came, e.g. `timeout: no answer within 10000 ms`. */
  readonly fault?: string;
  /** A command line that repeats the request, secrets masked. */
  readonly curl: string;
  readonly steps: readonly RecordedStep[];
}

export interface RecordedMessage {
  readonly headers: readonly RecordedHeader[];
  /** As it travelled. */
  readonly body: string;
  /** As it reads when decrypted; absent where the body travelled in the clear. */
  readonly opened?: string;
}

export interface RecordedStep {
  readonly name: "build" | "seal" | "send" | "open" | "check";
  readonly startedAt: number;
  readonly endedAt: number;
  readonly ok: boolean;
}
