import { createPrivateKey } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startSandbox } from "../../sandbox/server.ts";
import { findOperation } from "../../src/contract/find.ts";
import { parseJson } from "../../src/exact/json.ts";
import { sealRequest } from "../../src/request/seal.ts";
import { targetOf } from "../../src/run/session.ts";
import { readRecordings, verifyExchanges } from "../../src/traffic/verify.ts";
import { settingsOf, suite } from "../run/run-cases.ts";
import { sessionWith, told } from "../traffic/recorded.ts";
import { chromiumPath, launchChromium, SKIPPED } from "./chromium.ts";

const BODIES = [
  ["member-authentication-info", '{"userId":50000104661}'],
  ["unregistered-card-inquiry", '{"cardNo":"9491339401251011","expiryDate":"3108","cardCVC":"211"}'],
  ["membership-cancellation", '{"userId":0}'],
] as const;

/** The sandbox behind an origin that browsers may call from any page. */
async function openToBrowsers(target: string): Promise<{ readonly origin: string; close(): void }> {
  const { hostname, port } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    const cors = {
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Allow-Headers": "*",
      "Access-Control-Expose-Headers": "*",
    };
    if (incoming.method !== "POST") {
      outgoing.writeHead(incoming.method === "OPTIONS" ? 204 : 200, { ...cors, "Content-Type": "text/html" });
      outgoing.end();
      return;
    }
    const { method, headers, url: path } = incoming;
    const call = send({ host: hostname, port, path, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, { ...answer.headers, ...cors });
      answer.pipe(outgoing);
    });
    incoming.pipe(call);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  };
}

describe.skipIf(chromiumPath === undefined)(`a browser's own recording (${SKIPPED})`, () => {
  it("verifies clean but for the request that is wrong, with its preflights passed over", async () => {
    const sandbox = await startSandbox({ contract: suite.contract });
    const front = await openToBrowsers(sandbox.baseUrl);
    const folder = mkdtempSync(join(tmpdir(), "browser-traffic-"));
    const path = join(folder, "browser.har");
    const settings = settingsOf({ ...sandbox.settings }, []);
    const target = targetOf(settings, undefined);
    const browser = await launchChromium();
    try {
      const context = await browser.newContext({ recordHar: { path, content: "embed" } });
      const page = await context.newPage();
      // A page of another origin, so that the browser asks beforehand.
      await page.goto(front.origin.replace("127.0.0.1", "localhost"));
      for (const [id, body] of BODIES) {
        const operation = findOperation(suite.contract, id);
        if (!operation) throw new Error(`there is no operation ${id}`);
        const sealed = await sealRequest(operation, parseJson(body) as never, settings, target);
        const call = {
          url: `${front.origin}/open-api${sealed.path}`,
          headers: sealed.headers,
          body: sealed.body,
        };
        await page.evaluate(async ({ url, headers, body: text }) => {
          const answer = await fetch(url, {
            method: "POST",
            headers: headers.map(([n, v]) => [n, v]),
            body: text,
          });
          await answer.text();
        }, call);
      }
      await context.close();
    } finally {
      await browser.close();
      front.close();
      await sandbox.close();
    }
    const { KONAPLATE_ACCESS_KEY: accessKey, KONAPLATE_SECRET_KEY: secretKey } = sandbox.settings;
    const clientPrivateKey = createPrivateKey(sandbox.settings.KONAPLATE_CLIENT_PRIVATE_KEY);
    const session = sessionWith({ accessKey, secretKey, clientPrivateKey });
    const results = await verifyExchanges(readRecordings([path]), session);
    rmSync(folder, { recursive: true });
    expect(results.map(({ observed }) => observed.code)).toEqual(["000_000", "000_000", "000_003"]);
    expect(told(results)).toEqual(["client documented request-body /userId"]);
    const tokens = results.flatMap(({ rules }) => rules.filter(({ rule }) => rule === "request-token"));
    expect(tokens.map(({ state }) => state)).toEqual(["held", "held", "held"]);
  });
});
