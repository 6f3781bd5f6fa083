import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Task } from "../model.ts";

/** What the command line gives a contestant: its task, and the folder that the peers were installed in, if they were. */
export function readTask(): { readonly task: Task; readonly peers: string } {
  const [path = "", peers = ""] = process.argv.slice(2);
  return { task: JSON.parse(readFileSync(path, "utf8")) as Task, peers };
}

/** Loads a peer from the folder that it was installed in. */
export function peer(name: string, folder: string): unknown {
  return createRequire(join(folder, "package.json"))(name);
}

/** Does the work for each, so many at once. */
export async function inFlight<Each>(
  each: readonly Each[],
  many: number,
  work: (one: Each) => Promise<void>,
): Promise<void> {
  const rest = each.values();
  const lane = async (): Promise<void> => {
    for (const one of rest) await work(one);
  };
  await Promise.all(Array.from({ length: many }, lane));
}

/** Ends the program: a contestant that did not see every scenario as documented has measured something else. */
export function finished(passed: number, of: number): void {
  console.log(`${passed} of ${of} scenarios as documented`);
  process.exitCode = passed === of ? 0 : 1;
}
