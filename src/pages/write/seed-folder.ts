import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The files that every contract has beside its operations: those of a folder, where another one lacks them. */
export function seedFolder(folder: string, from: string): { readonly path: string; readonly text: string }[] {
  const missing = ["headers.yaml", "envelope.yaml"].filter((name) => !existsSync(join(folder, name)));
  const copies = missing.map((name) => ({
    path: join(folder, name),
    text: readFileSync(join(from, name), "utf8"),
  }));
  const readings = join(folder, "readings.yaml");
  if (existsSync(readings)) return copies;
  return [...copies, { path: readings, text: "# What the pages leave open or contradict.\n[]\n" }];
}
