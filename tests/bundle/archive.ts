import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";

/** The files of the one bundle in a folder, by their paths below its own folder. */
export function bundleIn(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder).filter((name) => /^bundle-.*\.zip$/.test(name));
  if (names.length !== 1)
    throw new Error(`one bundle was expected in ${folder}: ${names.join(", ") || "none"}`);
  return filesOf(readFileSync(join(folder, names[0] ?? "")));
}

export function filesOf(archive: Uint8Array): ReadonlyMap<string, string> {
  const entries = Object.entries(unzipSync(archive));
  return new Map(entries.map(([path, bytes]) => [path.slice(path.indexOf("/") + 1), strFromU8(bytes)]));
}
