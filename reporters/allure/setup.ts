import { afterEach } from "vitest";
import type { CaseResult } from "../../src/results/model.ts";
import { describeInAllure } from "./summary.ts";

declare module "vitest" {
  interface TaskMeta {
    /** The result that a spec asserted on. */
    conformance?: CaseResult;
  }
}

/** A setup file of the specs: what a spec found is told to Allure as well, whether it passed or not. */
afterEach(async ({ task }) => {
  if (task.meta.conformance) await describeInAllure(task.meta.conformance);
});
