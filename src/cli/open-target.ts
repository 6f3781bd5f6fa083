import { BroadcastChannel } from "node:worker_threads";
import type { Settings } from "../environment/model.ts";
import { noteControl, noteLedger } from "../results/journal.ts";
import { type CaseSource, fromTarget } from "../run/case-source.ts";
import { openSession, targetOf } from "../run/session.ts";
import type { Suite } from "../run/suite.ts";
import type { TargetOrder } from "./run-order.ts";

export interface OpenTarget {
  readonly source: CaseSource;
  close(): void;
}

/** Opens the session of a run that was prepared: what it finds goes to the journal, and an interruption ends it. */
export function openTarget(
  { embedded, journal, channel }: TargetOrder,
  suite: Suite,
  settings: Settings,
): OpenTarget {
  const session = openSession(suite, settings, targetOf(settings, embedded), {
    note: (note) => noteLedger(journal, note),
    control: (control) => noteControl(journal, control),
  });
  const interruptions = new BroadcastChannel(channel);
  interruptions.onmessage = (message) => {
    const { interruptedBy } = (message as { readonly data: { readonly interruptedBy?: string } }).data;
    if (interruptedBy !== undefined) session.end(interruptedBy);
  };
  interruptions.unref();
  // The command may have been interrupted before anybody listened here; it answers whoever reports itself.
  interruptions.postMessage({ listening: true });
  return {
    source: fromTarget(session, journal, suite.contract),
    close: () => {
      interruptions.close();
      session.close();
    },
  };
}
