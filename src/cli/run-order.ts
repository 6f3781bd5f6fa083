import type { CaseResult } from "../results/model.ts";
import type { FurtherFolders } from "../run/suite.ts";
import type { RunChoice } from "./run-settings.ts";

/** What whoever prepared a run hands to the worker of the specs; plain data. */
export type RunOrder = TargetOrder | JournalOrder;

/** Run the cases against the target. */
export interface TargetOrder {
  readonly from: "target";
  /** What the command line said; it goes before the environment. */
  readonly overrides: RunChoice;
  readonly further: FurtherFolders;
  readonly seed: string;
  /** The seven settings of the embedded sandbox, where it is the target. */
  readonly embedded: Readonly<Record<string, string>> | undefined;
  readonly cwd: string;
  readonly journal: string;
  /** Folder of the reports. */
  readonly folder: string;
  /** conformance.json of the run to compare with. */
  readonly baseline: string | undefined;
  /** Name of the BroadcastChannel on which whoever prepared the run tells what ends it before its time. */
  readonly channel: string;
}

/** Tell the results of a run that is over once more. */
export interface JournalOrder {
  readonly from: "journal";
  readonly further: FurtherFolders;
  readonly journal: string;
}

declare module "vitest" {
  interface ProvidedContext {
    runOrder: RunOrder;
  }
  interface TaskMeta {
    /** What the case came to when it ended; whether that stands, the journal of the whole run says. */
    conformance?: Pick<CaseResult, "id" | "operation" | "outcome">;
  }
}
