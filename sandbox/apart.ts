import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { loadContract } from "../src/contract/load.ts";
import { PROJECT_ROOT } from "../src/exact/project-root.ts";
import type { ClientSettings } from "./identity.ts";

export interface SandboxApart {
  readonly settings: ClientSettings;
  close(): Promise<void>;
}

/** Starts the sandbox, as it was built, in a thread of its own, with the contract of these folders. Rejects where it cannot start. */
export async function startSandboxApart(folders: Parameters<typeof loadContract>[0]): Promise<SandboxApart> {
  const worker = new Worker(join(PROJECT_ROOT, "dist/sandbox/worker.js"), { workerData: { folders } });
  const [settings] = (await once(worker, "message")) as [ClientSettings];
  return {
    settings,
    close: async () => {
      await worker.terminate();
    },
  };
}
