import type { CaseResult } from "./case-result.ts";
import type { RunDeclarations, RunHeader } from "./model.ts";

/** What is known when a run begins: enough to make its reports from the journal alone, wherever it ends. */
export interface JournalOpening {
  readonly header: RunHeader;
  /** Every case that the run is to exercise, each as the result that it has if the run never comes to it. */
  readonly planned: readonly CaseResult[];
  readonly declarations: RunDeclarations;
}
