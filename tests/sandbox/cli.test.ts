import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
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

it("its lines are a .env with which doctor and a run come through, in a folder of the user's own", async () => {
  const data = join(folder, "members.json");
  const { output } = await start(["--write-test-data", data], "npx konaplate run");
  const home = join(folder, "home");
  mkdirSync(home);
  writeFileSync(
    join(home, ".env"),
    `${output.out}KONAPLATE_ALLOW_DESTRUCTIVE=true\nKONAPLATE_MAX_RPS=1000\n`,
  );
  const inHome = async (command: string, args: readonly string[]) => {
    const child = spawn(process.execPath, [resolve("dist/src/cli/konaplate.js"), command, ...args], {
      cwd: home,
      env: { PATH: process.env.PATH, NO_COLOR: "1" },
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        said += chunk;
      });
    const [code] = await once(child, "close");
    return { code, said };
  };
  const looked = await inHome("doctor", []);
  expect(looked.said).not.toMatch(/\bproblem\b/i);
  expect(looked.code).toBe(0);
  const ran = await inHome("run", ["--kind", "documented"]);
  expect(ran.said).toMatch(/\bconformant\b/i);
  expect(ran.code).toBe(0);
}, 120_000);

it("says what it was told to do otherwise", async () => {
  const { output } = await start(
    ["--mutant", "benign/answer/pending-cancellation", "--answer", "user-register=login-id-in-use"],
    "npx konaplate run",
  );
  expect(output.err).toContain("It deviates on purpose: benign/answer/pending-cancellation.");
  expect(output.err).toContain("It answers as it was told: user-register=login-id-in-use.");
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
  [["--mutant", "none"], "there is no such mutant"],
  [["--answer", "membership-cancellation=none"], "has no documented case none"],
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
