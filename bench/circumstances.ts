import { spawnSync } from "node:child_process";
import { cpus, loadavg, platform, release, totalmem } from "node:os";
import { suiteVersion } from "../src/cli/suite-version.ts";
import { PROJECT_ROOT } from "../src/exact/project-root.ts";
import type { Circumstances } from "./model.ts";

const GIB = 1024 ** 3;

/** How much this computer has had to do over the last minute. */
export function loadNow(): number {
  return loadavg()[0] ?? 0;
}

/** What this computer is, without a path or a name of it. */
export function circumstances(
  command: string,
  peers: readonly string[],
  load: Circumstances["load"],
): Circumstances {
  const [first] = cpus();
  return {
    command,
    at: new Date().toISOString().slice(0, 16).replace("T", " "),
    suite: suiteVersion(),
    ...commit(),
    node: process.version,
    system: `${platform()} ${release()}`,
    processors: `${cpus().length} of ${first?.model.trim() || "an unnamed model"}`,
    memory: `${(totalmem() / GIB).toFixed(1)} GiB`,
    load,
    peers,
  };
}

/** A package that was unpacked somewhere is in no repository of its own. */
function commit(): Pick<Circumstances, "commit"> {
  const args = ["describe", "--always", "--dirty", "--exclude=*"];
  const { status, stdout } = spawnSync("git", args, { cwd: PROJECT_ROOT, encoding: "utf8" });
  return status === 0 ? { commit: stdout.trim() } : {};
}
