import { BroadcastChannel } from "node:worker_threads";
import pc from "picocolors";

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;
type Ending = keyof typeof SIGNALS;

/** Signals turned into the orderly end of a run. */
export interface Interruption {
  /** Name of the BroadcastChannel on which whoever runs the cases hears of it. */
  readonly channel: string;
  /** Gives the signals back to Node. */
  release(): void;
}

/**
 * Lets the first SIGINT or SIGTERM end the run: cases under way come to their end, no other begins, and the reports
 * are made. A second one ends the process at once, with 128 + the signal's number; what the journal holds stays.
 */
export function listenForInterruption(onFirst: (signal: string) => void): Interruption {
  const name = `run-${process.pid}`;
  const channel = new BroadcastChannel(name);
  let first: string | undefined;
  const interrupt = (signal: Ending): void => {
    if (first !== undefined) process.exit(SIGNALS[signal]);
    first = signal;
    onFirst(signal);
    channel.postMessage({ interruptedBy: signal });
    const again = `Ending after ${signal}: cases under way come to their end, then the reports are made. Once more ends at once.`;
    console.error(pc.yellow(again));
  };
  channel.onmessage = () => {
    if (first !== undefined) channel.postMessage({ interruptedBy: first });
  };
  channel.unref();
  const signals = Object.keys(SIGNALS) as Ending[];
  for (const signal of signals) process.on(signal, interrupt);
  const guard = keepForOurselves(signals, interrupt);
  return {
    channel: name,
    release: () => {
      process.off("newListener", guard);
      for (const signal of signals) process.off(signal, interrupt);
      channel.close();
    },
  };
}

/** vitest would end the process on a signal, with no regard to cases and reports. */
function keepForOurselves(signals: readonly string[], own: (signal: Ending) => void) {
  const guard = (event: string | symbol, listener: (...args: unknown[]) => void): void => {
    if (listener === (own as unknown) || !signals.includes(String(event))) return;
    queueMicrotask(() => process.off(event, listener));
  };
  process.on("newListener", guard);
  return guard;
}
