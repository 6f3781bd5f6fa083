import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "dotenv";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { readDataFile } from "../../src/exact/data-file.ts";
import { stringifyJson, valueAt } from "../../src/exact/json.ts";
import { call } from "./client.ts";

let folder: string;
let running: ChildProcess | undefined;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sandbox-"));
});
afterEach(() => running?.kill("SIGKILL"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Starts the command; `until` is what standard error says before the test goes on, or the end of the process. */
async function start(args: readonly string[], until: string) {
  const child = spawn(process.execPath, ["dist/src/cli/konaplate.js", "sandbox", ...args]);
  running = child;
  const output = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    output.out += chunk;
  });
  const ended = once(child, "exit").then(([code]) => code as number | null);
  const ready = new Promise<void>((resolve) => {
    child.stderr.on("data", (chunk) => {
      output.err += chunk;
      if (output.err.includes(until)) resolve();
    });
  });
  await Promise.race([ready, ended]);
  return { child, ended, output };
}

it("prints settings with which a client gets through, and ends with 0 on SIGTERM", async () => {
  const [env, data] = [join(folder, "env"), join(folder, "data.json")];
  const { child, ended, output } = await start(
    ["--prefix", "wallet/", "--env", env, "--write-test-data", data],
    "npx konaplate run",
  );
  const settings = parse(output.out);
  expect(Object.keys(settings)).toEqual([
    "KONAPLATE_BASE_URL",
    "KONAPLATE_ASP_ID",
    "KONAPLATE_ACCESS_KEY",
    "KONAPLATE_SECRET_KEY",
    "KONAPLATE_CRYPTO_KEY_ID",
    "KONAPLATE_SERVER_PUBLIC_KEY",
    "KONAPLATE_CLIENT_PRIVATE_KEY",
    "KONAPLATE_TEST_DATA",
  ]);
  expect(settings.KONAPLATE_BASE_URL).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/wallet$/);
  expect(readFileSync(env, "utf8")).toBe(output.out);

  const plcc = valueAt(readDataFile(data).value, "/membership-cancellation/plcc-point") ?? null;
  expect(stringifyJson(plcc)).toBe('{"userId":9999999999999999998}');

  // Only these two of a running sandbox are needed to speak to it.
  const sandbox = { baseUrl: settings.KONAPLATE_BASE_URL ?? "", settings } as unknown as Parameters<
    typeof call
  >[0];
  const answer = await call(sandbox, "membership-cancellation", stringifyJson(plcc));
  expect(answer.code).toBe("001_056");
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
});

it("ends with 0 on SIGINT", async () => {
  const { child, ended } = await start([], "npx konaplate run");
  child.kill("SIGINT");
  expect(await ended).toBe(0);
});

it.each([
  [["--port", "99999"], "a port is a number from 0 to 65535"],
  [["--prefix", "a b"], "a prefix is a path such as /open-api"],
  [["--prot", "1"], "unknown option"],
])("%j ends with 2 and says why", async (args, why) => {
  const { ended, output } = await start(args, why);
  expect(await ended).toBe(2);
  expect(output.err).toContain(why);
  expect(output.out).toBe("");
});

it("a port that is taken ends with 2 and names it", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as { port: number };
  const { ended, output } = await start(["--port", String(port)], "is taken");
  expect(await ended).toBe(2);
  expect(output.err).toContain(`port ${port} is taken`);
  other.close();
});
