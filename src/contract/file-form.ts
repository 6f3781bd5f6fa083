import type { DataFile } from "../exact/data-file.ts";
import type { JsonObject } from "../exact/json.ts";
import { shapeIn, shapeMistakes } from "../exact/shaped-file.ts";
import type { Mistakes } from "./mistakes.ts";

const FORMS = ["operation", "headers", "envelope", "readings"] as const;
export type FileForm = (typeof FORMS)[number];

const shapes = Object.fromEntries(
  FORMS.map((form) => [
    form,
    shapeIn("src/contract/contract-file.schema.json", {
      part: (schema) => ({ ...(schema as JsonObject), $ref: `#/$defs/${form}` }),
    }),
  ]),
) as Readonly<Record<FileForm, ReturnType<typeof shapeIn>>>;

/** Whether the file has the form that `contract-file.schema.json` gives it; each deviation becomes a mistake. */
export function ensureForm(file: DataFile, form: FileForm, mistakes: Mistakes): boolean {
  const wrong = shapeMistakes(file, shapes[form]());
  for (const mistake of wrong) mistakes.add(mistake);
  return wrong.length === 0;
}
