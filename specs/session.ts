import { inject } from "vitest";
import { openTarget } from "../src/cli/open-target.ts";
import type {} from "../src/cli/run-order.ts";
import { withSampleData } from "../src/cli/sample-data.ts";
import { loadSettings } from "../src/environment/load.ts";
import type { CaseResult } from "../src/results/case-result.ts";
import type { ListedCase } from "../src/run/case-source.ts";
import { knownIds, loadSuite, OWN_FOLDERS } from "../src/run/suite.ts";

const order = inject("runOrder");
const suite = loadSuite(OWN_FOLDERS, order.further);
const settings = withSampleData(
  loadSettings({
    env: { ...order.env, KONAPLATE_SEED: order.seed },
    cwd: order.cwd,
    overrides: order.overrides,
    known: knownIds(suite),
    ...(order.secrets && { secrets: order.secrets }),
  }),
  suite,
);
const { source } = openTarget(order, suite, settings);

export const { operations } = suite.contract;
export const { rules } = source;

export function casesToRun(operation: string): readonly ListedCase[] {
  return source.cases.filter((row) => row.operation === operation);
}

export function resultOf(row: ListedCase): Promise<CaseResult> {
  return source.resultOf(row);
}
