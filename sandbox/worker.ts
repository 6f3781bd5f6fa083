import { parentPort, workerData } from "node:worker_threads";
import { loadContract } from "../src/contract/load.ts";
import { startSandbox } from "./server.ts";

/** The sandbox in a thread of its own, so that a run and its target use a processor each. */
const { folders } = workerData as { readonly folders: Parameters<typeof loadContract>[0] };
const { settings } = await startSandbox({ contract: loadContract(folders) });
parentPort?.postMessage(settings);
