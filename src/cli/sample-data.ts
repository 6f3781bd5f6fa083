import { hasBehaviour } from "../../sandbox/rules.ts";
import { sampleScenarios } from "../../sandbox/sample-scenarios.ts";
import type { Settings, TestData } from "../environment/model.ts";
import type { JsonObject } from "../exact/json.ts";
import type { Suite } from "../run/suite.ts";

/**
 * The settings with data for the documented cases of operations that the embedded sandbox serves by their pages alone.
 * Data that the environment gives goes before.
 */
export function withSampleData(settings: Settings, suite: Suite): Settings {
  if (!settings.embedded) return settings;
  const samples = Object.entries(sampleData(suite)).map(
    ([operation, data]) => [operation, { ...data, ...settings.testData[operation] }] as const,
  );
  return {
    ...settings,
    testData: { ...settings.testData, ...Object.fromEntries(samples) },
    keepsNothing: new Set(samples.map(([operation]) => operation)),
  };
}

/**
 * Test data of the operations that the sandbox serves by their pages alone: it answers each of its sample requests as the
 * page of the case says.
 */
export function sampleData({ contract, plan }: Suite): TestData {
  const wanting = plan.cases.filter(({ kind, data }) => kind === "documented" && data.length > 0);
  const served = contract.operations.filter((operation) => !hasBehaviour(operation));
  return Object.fromEntries(
    served.map((operation) => {
      const scenarios = sampleScenarios(operation);
      const rows = wanting.filter((row) => row.operation === operation.id);
      const given = rows.flatMap((row): [string, JsonObject][] => {
        const scenario = scenarios.find(({ entry }) => entry.clause === row.expected.clauses.code);
        const fields = Object.entries(scenario?.request ?? {}).filter(([name]) => row.data.includes(name));
        return scenario ? [[row.name, Object.fromEntries(fields)]] : [];
      });
      return [operation.id, Object.fromEntries(given)];
    }),
  );
}
