import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** What the suite is held against, in the versions that were measured. No part of the project depends on them. */
const PEERS = { newman: "6.2.2", pactum: "3.9.1", undici: "7.30.2" } as const;

/** Installs the peers into a folder, with npm as it is set up here. Throws where npm does not end well. */
export function installPeers(folder: string): readonly string[] {
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "peers", private: true, dependencies: PEERS }),
  );
  const { status, stderr } = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts"], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`npm install of the peers ended with ${status}: ${stderr.slice(-1000)}`);
  return Object.entries(PEERS).map(([name, version]) => `${name} ${version}`);
}
