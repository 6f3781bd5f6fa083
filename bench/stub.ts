import { startSandbox } from "../sandbox/server.ts";
import { loadContract } from "../src/contract/load.ts";
import { contractFolders } from "../src/run/suite.ts";

/**
 * The server that all contestants speak to, in a process of its own: the embedded sandbox with the contract files of a
 * folder beside its own. It tells its settings when it is ready, and on the word `tell` what came since it was last asked.
 */
export type StubMessage =
  | { readonly settings: Readonly<Record<string, string>> }
  | {
      readonly requests: number;
      /** Moments of the first and the last request, in milliseconds since 1970. */
      readonly first: number | undefined;
      readonly last: number | undefined;
    };

const [folder = ""] = process.argv.slice(2);
const seen: { requests: number; first: number | undefined; last: number | undefined } = {
  requests: 0,
  first: undefined,
  last: undefined,
};

const sandbox = await startSandbox({
  contract: loadContract(contractFolders({ contract: [folder] })),
  alter: {
    request: (request) => {
      seen.requests += 1;
      seen.first ??= Date.now();
      seen.last = Date.now();
      return request;
    },
  },
});

const told = (message: StubMessage): void => void process.send?.(message);
process.on("message", () => {
  told({ ...seen });
  Object.assign(seen, { requests: 0, first: undefined, last: undefined });
});
process.on("disconnect", () => process.exit(0));
told({ settings: { ...sandbox.settings } });
