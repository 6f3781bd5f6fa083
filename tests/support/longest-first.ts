import type { TestSpecification } from "vitest/node";
import RunOrderSequencer from "../../src/cli/spec-sequencer.ts";

/** Of their project by far the longest: begun last, each would leave the other worker without work at the end. */
const LONGEST = ["tests/mutants/sweep.test.ts", "tests/cli/packed.test.ts", "tests/browser/docs.test.ts"];

/** The order of a run; of the tests the longest go first. */
export default class LongestFirst extends RunOrderSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean =>
      LONGEST.some((path) => moduleId.endsWith(`/${path}`));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
