import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Members, Value } from "../../contract/members.ts";
import type { Reading } from "../../contract/model.ts";
import { yamlOf } from "./yaml.ts";

const HEAD = `# Where pages say different things of one code or one field and readings.yaml does not speak of it. Written by
# konaplate import; do not edit: a reading in readings.yaml that names the same clauses takes an entry's place.

`;

/** The file of the contradictions that an import found; undefined where there are none. */
function foundText(found: readonly Reading[]): string | undefined {
  if (found.length === 0) return undefined;
  const rows = found.map(
    ({ id, question, evidence, taken, alternatives, changes, clauses, treatments }): Members => ({
      id,
      question,
      evidence: evidence.map(({ where, says }): Members => ({ where, says })),
      taken,
      alternatives,
      changes,
      clauses,
      ...(treatments.length > 0 && {
        treatments: treatments.map(({ clause, as }): Members => ({ clause, as })),
      }),
    }),
  );
  return HEAD + yamlOf(rows as Value);
}

/** Keeps the file of a contract folder as what was found; the path where that changed it. */
export function keepFoundReadings(folder: string, found: readonly Reading[]): string | undefined {
  const path = join(folder, "readings-found.yaml");
  const text = foundText(found);
  const before = existsSync(path) ? readFileSync(path, "utf8") : undefined;
  if (text === before) return undefined;
  if (text === undefined) rmSync(path);
  else writeFileSync(path, text);
  return path;
}
