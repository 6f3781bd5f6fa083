import { basename, dirname } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import type {} from "./run-order.ts";

const FOLDERS = ["documented", "derived", "journeys"];

/**
 * The order of a run: the documented scenarios first, on a world that nothing has changed yet; of each kind the
 * operations that change nothing before those that do. Other projects go one after the other, each in vitest's own order:
 * a worker that goes from one to another and back loads everything anew.
 */
export default class RunOrderSequencer extends BaseSequencer {
  /**
   * Of `--shard` the specs keep all their files: which cases a machine runs is divided so that what changes the same things
   * stays together, and files know nothing of that.
   */
  override async shard(files: TestSpecification[]): Promise<TestSpecification[]> {
    const specs = files.filter(({ project }) => project.name === "conformance");
    const others = files.filter(({ project }) => project.name !== "conformance");
    return [...(others.length > 0 ? await super.shard(others) : []), ...specs];
  }

  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const specs = files.filter(({ project }) => project.name === "conformance");
    const others = await super.sort(files.filter(({ project }) => project.name !== "conformance"));
    others.sort((one, other) => one.project.name.localeCompare(other.project.name));
    return [...others, ...inOrderOfRun(specs)];
  }
}

function inOrderOfRun(specs: readonly TestSpecification[]): TestSpecification[] {
  const [first] = specs;
  if (!first) return [];
  const { inquiries } = first.project.getProvidedContext().runOrder;
  const rank = ({ moduleId }: TestSpecification): number => {
    const folder = FOLDERS.indexOf(basename(dirname(moduleId)));
    const changes = inquiries.includes(basename(moduleId).replace(/\.spec\..*$/, "")) ? 0 : 1;
    return (folder === -1 ? FOLDERS.length : folder) * 2 + changes;
  };
  return [...specs].sort((a, b) => rank(a) - rank(b) || a.moduleId.localeCompare(b.moduleId));
}
