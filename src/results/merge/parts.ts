import { FileMistake } from "../../exact/data-file.ts";
import type { JournalOpening } from "../journal-opening.ts";
import type { RunShard } from "../model.ts";

/** The journal of one machine, by what stands at its head. */
export interface PartJournal extends Pick<JournalOpening, "header" | "declarations"> {
  readonly path: string;
}

export interface Part extends PartJournal {
  readonly shard: RunShard;
}

/** What is the same in all parts of one run, in words. The address of the embedded sandbox is each machine's own. */
const SAME: readonly (readonly [what: string, of: (part: Part) => string])[] = [
  ["number of shards", ({ shard }) => String(shard.count)],
  ["contract", ({ header }) => header.suite.contractDigest.slice(0, 16)],
  ["suite", ({ header }) => header.suite.version],
  ["environment", ({ header }) => header.target.environment],
  ["target", ({ header: { target } }) => (target.environment === "embedded" ? "" : target.baseUrl)],
  ["choice of cases", ({ declarations }) => JSON.stringify(declarations.choice)],
  ["plan", ({ shard }) => shard.plan.slice(0, 16)],
  ["seed", ({ header }) => header.suite.seed],
  ["strictness", ({ declarations }) => declarations.strict],
  ["list of gaps", ({ declarations }) => JSON.stringify(declarations.gaps)],
  ["list of deviations", ({ declarations }) => JSON.stringify(declarations.deviations)],
];

/**
 * The journals as parts of one run, in the order of their shards. Throws FileMistake with the first thing that keeps them
 * from being that: a journal of a whole run, one of another run, one part twice.
 */
export function partsOfOneRun(journals: readonly PartJournal[]): readonly Part[] {
  const parts = journals.map(partOf);
  const [first] = parts;
  for (const [place, part] of parts.entries()) {
    if (first) refuseOther(part, first);
    const twin = parts.slice(0, place).find(({ shard }) => shard.index === part.shard.index);
    if (twin) {
      const both = twin.path === part.path ? "is given twice" : `and ${twin.path} are the same shard`;
      const which = `${part.shard.index} of ${part.shard.count}`;
      throw new FileMistake(part.path, undefined, `${both}, ${which}; give each shard once`);
    }
  }
  return parts.toSorted((one, other) => one.shard.index - other.shard.index);
}

function partOf(journal: PartJournal): Part {
  const { shard, shards } = journal.header;
  if (shards) throw new FileMistake(journal.path, 1, "is merged already; give the folders of the shards");
  if (!shard)
    throw new FileMistake(journal.path, 1, "is of a whole run; merge takes the parts that run --shard makes");
  return { ...journal, shard };
}

function refuseOther(part: Part, first: Part): void {
  for (const [what, of] of SAME) {
    if (of(part) === of(first)) continue;
    throw new FileMistake(
      part.path,
      1,
      `is of another run than ${first.path}: its ${what} is ${of(part)}, there it is ${of(first)}`,
    );
  }
}
