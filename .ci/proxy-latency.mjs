// What `konaplate proxy` adds to an answer: right requests to the sandbox, as many directly as through the proxy, in turn,
// at a steady pace (1,000 a minute through the proxy). Build first. node .ci/proxy-latency.mjs [count] [a minute]
import { spawn } from "node:child_process";
import { createPublicKey } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startSandbox } from "../dist/sandbox/server.js";
import { loadContract } from "../dist/src/contract/load.js";
import { exactNumber } from "../dist/src/exact/json.js";
import { sealRequest } from "../dist/src/request/seal.js";

const COUNT = Number(process.argv[2] ?? 1000);
const PACE_MS = 60_000 / Number(process.argv[3] ?? 1000);

const folder = mkdtempSync(join(tmpdir(), "proxy-latency-"));
const sandbox = await startSandbox();
const origin = new URL(sandbox.baseUrl).origin;
const proxy = spawn(
  process.execPath,
  [
    "dist/src/cli/konaplate.js",
    "proxy",
    "--to",
    origin,
    "--port",
    "0",
    "--out",
    folder,
    "--save",
    join(folder, "kept.har"),
  ],
  { env: { ...process.env, ...sandbox.settings, KONAPLATE_BASE_URL: "", NO_COLOR: "1" } },
);
const proxied = await new Promise((done) => {
  let said = "";
  proxy.stderr.on("data", (chunk) => {
    said += chunk;
    const [, url] = /^(http:\S+) passes on/m.exec(said) ?? [];
    if (url) done(url);
  });
});

const operation = loadContract().operations.find(({ id }) => id === "member-authentication-info");
const given = sandbox.settings;
const credentials = {
  aspId: given.KONAPLATE_ASP_ID,
  accessKey: given.KONAPLATE_ACCESS_KEY,
  secretKey: given.KONAPLATE_SECRET_KEY,
  cryptoKeyId: given.KONAPLATE_CRYPTO_KEY_ID,
  serverPublicKey: createPublicKey(given.KONAPLATE_SERVER_PUBLIC_KEY),
};
const agent = new Agent({ keepAlive: true });

/** Milliseconds from sending a request to the end of its answer. */
async function timed(base) {
  const sealed = await sealRequest(
    operation,
    { userId: exactNumber("50000104652") },
    { timeZone: "KST", tokenMessage: "body" },
    { credentials },
  );
  return new Promise((done, fail) => {
    const begun = performance.now();
    const call = request(
      `${base}/open-api${sealed.path}`,
      {
        method: "POST",
        agent,
        headers: { ...Object.fromEntries(sealed.headers), "Content-Length": Buffer.byteLength(sealed.body) },
      },
      (answer) => {
        answer.resume();
        answer.on("end", () => done(performance.now() - begun));
      },
    );
    call.on("error", fail);
    call.end(sealed.body);
  });
}

const times = { directly: [], "through the proxy": [] };
for (let warm = 0; warm < 20; warm++) await Promise.all([timed(origin), timed(proxied)]);
for (let number = 0; number < COUNT; number++) {
  const due = performance.now() + PACE_MS;
  times.directly.push(await timed(origin));
  times["through the proxy"].push(await timed(proxied));
  await wait(Math.max(0, due - performance.now()));
}
const at = (all, share) => [...all].sort((a, b) => a - b)[Math.floor(all.length * share)] ?? 0;
for (const [way, all] of Object.entries(times))
  console.log(
    `${way}: ${all.length} exchanges, median ${at(all, 0.5).toFixed(2)} ms, 95 % ${at(all, 0.95).toFixed(2)} ms`,
  );
const added = at(times["through the proxy"], 0.5) - at(times.directly, 0.5);
console.log(`the proxy adds ${added.toFixed(2)} ms at the median`);
proxy.kill("SIGINT");
await new Promise((done) => proxy.on("close", done));
const { traffic } = JSON.parse(readFileSync(join(folder, "conformance.json"), "utf8"));
console.log(
  `judged ${traffic.judged} of them; client at fault in ${traffic.faulty.client}, server in ${traffic.faulty.server}`,
);
agent.destroy();
await sandbox.close();
rmSync(folder, { recursive: true });
process.exit(added < 5 && traffic.judged === COUNT + 20 ? 0 : 1);
