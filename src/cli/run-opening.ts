import { RULE_DESCRIPTIONS } from "../checks/descriptions.ts";
import type { Settings } from "../environment/model.ts";
import { cutShortReason } from "../results/cut-short.ts";
import type { JournalOpening } from "../results/journal-opening.ts";
import type { Invocation } from "../results/model.ts";
import { SCHEMA_VERSION } from "../results/report.ts";
import { divided, selectedCases } from "../run/chosen-cases.ts";
import { notReached } from "../run/empty-result.ts";
import type { Suite } from "../run/suite.ts";
import { suiteVersion } from "./suite-version.ts";

/** What a run's journal begins with: the reports can be made from here on, wherever the run ends. */
export function openingOf(
  suite: Suite,
  settings: Settings,
  baseUrl: string,
  invocation?: Invocation,
): JournalOpening {
  const { only, kinds, shard } = settings;
  return {
    header: {
      schemaVersion: SCHEMA_VERSION,
      suite: { version: suiteVersion(), contractDigest: suite.contract.digest, seed: settings.seed },
      target: { environment: settings.environment, baseUrl },
      startedAt: new Date().toISOString(),
      ...(invocation && { invocation }),
      ...(shard && { shard: { ...shard, plan: divided(suite, settings, shard.count).digest } }),
      rules: RULE_DESCRIPTIONS,
    },
    planned: selectedCases(suite, settings).map((row) =>
      notReached(row, suite.contract, cutShortReason(undefined)),
    ),
    declarations: {
      gaps: settings.gaps.map(({ case: of, reason }) => ({ case: of, reason })),
      deviations: settings.deviations.map(({ file: _file, line: _line, ...deviation }) => deviation),
      narrowed: only.length > 0 || kinds.length > 0,
      ...(shard && { choice: { only, kinds } }),
      ...(settings.keyMode === "MOCK" && { prepared: true }),
      strict: settings.strict,
    },
  };
}
