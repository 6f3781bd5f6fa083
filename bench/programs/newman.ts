import type { Task } from "../model.ts";
import { signedHeaders } from "../signed.ts";
import { finished, peer, readTask } from "./task.ts";

/** newman over the same scenarios, as a collection whose requests are signed and whose test scripts look at status and code. */

interface Summary {
  readonly run: {
    readonly failures: readonly unknown[];
    readonly stats: { readonly assertions: { readonly total: number; readonly failed: number } };
  };
}
interface Newman {
  run(options: unknown, done: (error: Error | null, summary: Summary) => void): void;
}

const { task, peers } = readTask();
const newman = peer("newman", peers) as Newman;
const summary = await new Promise<Summary>((resolve, reject) => {
  newman.run({ collection: collectionOf(task), reporters: [] }, (error, ended) =>
    error ? reject(error) : resolve(ended),
  );
});
const { total, failed } = summary.run.stats.assertions;
finished(summary.run.failures.length === 0 ? total - failed : 0, task.scenarios.length);

function collectionOf({ baseUrl, credentials, scenarios }: Task): unknown {
  return {
    info: {
      name: "scenarios",
      schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
    },
    item: scenarios.map(({ name, path, body, status, code }) => ({
      name,
      request: {
        method: "POST",
        url: `${baseUrl}/${path}`,
        header: Object.entries(signedHeaders(body, credentials, false)).map(([key, value]) => ({
          key,
          value,
        })),
        body: { mode: "raw", raw: body },
      },
      event: [
        {
          listen: "test",
          script: {
            exec: [
              `pm.test("as documented", () => {`,
              `  pm.expect(pm.response.code).to.equal(${status});`,
              `  pm.expect(pm.response.json().response.code).to.equal(${JSON.stringify(code)});`,
              "});",
            ],
          },
        },
      ],
    })),
  };
}
