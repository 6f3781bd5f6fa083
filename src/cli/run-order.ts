import type {} from "vitest/node";
import type { Contract } from "../contract/model.ts";
import type { Attach } from "../environment/model.ts";
import type { GivenSecrets } from "../environment/secrets-command.ts";
import type { CaseResult } from "../results/case-result.ts";
import type { FurtherFolders } from "../run/suite.ts";
import type { RunChoice } from "./run-settings.ts";

/** The operations of a contract that change nothing, by id. */
export function inquiriesOf({ operations }: Contract): string[] {
  return operations.filter(({ effect }) => effect === "nothing").map(({ id }) => id);
}

/** What whoever prepared a run hands to whoever runs its cases; plain data. */
export interface TargetOrder {
  /** Ids of the operations that change nothing: their cases go before those that do. */
  readonly inquiries: readonly string[];
  /** What the command line said; it goes before the environment. */
  readonly overrides: RunChoice;
  readonly further: FurtherFolders;
  readonly seed: string;
  /** The variables that the run was given, which need not be those of this process. Never written down. */
  readonly env: NodeJS.ProcessEnv;
  /** What the command for secrets gave; it is asked once for a run. Never written down. */
  readonly secrets?: GivenSecrets;
  /** The seven settings of the embedded sandbox, where it is the target. */
  readonly embedded: Readonly<Record<string, string>> | undefined;
  readonly cwd: string;
  readonly journal: string;
  /** Folder of the reports. */
  readonly folder: string;
  readonly attach: Attach;
  /** conformance.json of the run to compare with. */
  readonly baseline: string | undefined;
  /** Name of the BroadcastChannel on which whoever prepared the run tells what ends it before its time. */
  readonly channel: string;
}

declare module "vitest" {
  interface ProvidedContext {
    runOrder: TargetOrder;
  }
  interface TaskMeta {
    /** What the case came to when it ended; whether that stands, the journal of the whole run says. */
    conformance?: Pick<CaseResult, "id" | "operation" | "outcome">;
  }
}
