import { signedHeaders } from "../signed.ts";
import { finished, inFlight, peer, readTask } from "./task.ts";

/** pactum over the same scenarios: it sends what was signed for it and holds status and code against what is documented. */

interface Spec {
  post(url: string): Spec;
  withHeaders(headers: Record<string, string>): Spec;
  withBody(body: string): Spec;
  expectStatus(status: number): Spec;
  expectJsonMatch(path: string, value: unknown): Spec;
  toss(): Promise<unknown>;
}

const { task, peers } = readTask();
const { spec, settings } = peer("pactum", peers) as {
  spec(): Spec;
  settings: { setLogLevel(level: string): void };
};
settings.setLogLevel("SILENT");

let passed = 0;
await inFlight(task.scenarios, task.concurrency, async ({ path, body, status, code }) => {
  try {
    await spec()
      .post(`${task.baseUrl}/${path}`)
      .withHeaders(signedHeaders(body, task.credentials, false))
      .withBody(body)
      .expectStatus(status)
      .expectJsonMatch("response.code", code)
      .toss();
    passed += 1;
  } catch (error) {
    if (passed === 0) console.error(String(error));
  }
});
finished(passed, task.scenarios.length);
