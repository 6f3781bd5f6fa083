import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "dotenv";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { writeOperations } from "../../bench/scenarios.ts";
import { runConformance } from "../../src/cli/library.ts";
import { runDoctor } from "../../src/cli/run-doctor.ts";
import { readDataFile } from "../../src/exact/data-file.ts";
import { type JsonObject, stringifyJson, valueAt } from "../../src/exact/json.ts";
import { outcomes, type RunningCommand, reportIn, start } from "../cli/command.ts";
import { suite } from "../run/run-cases.ts";
import { withoutAllure } from "../support/made-up-allure.ts";
import { runHere } from "../support/run-here.ts";
import { call } from "./client.ts";

let folder: string;
let running: RunningCommand | undefined;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sandbox-"));
});
afterEach(() => {
  running?.child.kill("SIGKILL");
  vi.restoreAllMocks();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A sandbox in a process of its own that has said its next step. */
async function startSandbox(args: readonly string[]): Promise<RunningCommand> {
  const command = start("sandbox", args);
  running = command;
  while (!command.output.err.includes("npx konaplate run")) await once(command.child.stderr, "data");
  return command;
}

it("prints settings with which a client, doctor and a run get through, and ends with 0 on SIGTERM", async () => {
  const [env, data] = [join(folder, "env"), join(folder, "data.json")];
  const { child, ended, output } = await startSandbox([
    "--prefix",
    "wallet/",
    "--env",
    env,
    "--write-test-data",
    data,
  ]);
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

  // A folder of the user's own, with the lines as its .env.
  const home = join(folder, "home");
  mkdirSync(home);
  const allowed = "KONAPLATE_ALLOW=changes\nKONAPLATE_MAX_RPS=1000\n";
  writeFileSync(join(home, ".env"), `${output.out}${allowed}`);
  const said = vi.spyOn(console, "log").mockImplementation(() => undefined);
  expect(await runDoctor(suite, {}, home)).toBe(0);
  expect(said.mock.calls.join("\n")).toContain("Nothing is wrong.");

  // Every documented case has the outcome that it has on the embedded sandbox (packed.test.ts).
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const withAllure = withoutAllure();
  expect(await runConformance({ env: {}, cwd: home, kinds: ["documented"] })).toBe(0);
  withAllure();
  const report = reportIn(join(home, "reports"));
  expect(report.target.baseUrl).toBe(settings.KONAPLATE_BASE_URL);
  const documented = suite.plan.cases.filter(({ kind }) => kind === "documented");
  expect(outcomes(report)).toEqual(Object.fromEntries(documented.map(({ id }) => [id, "passed"])));

  child.kill("SIGTERM");
  expect(await ended).toMatchObject({ code: 0 });
});

it("writes sample requests of further operations, says what it was told to do otherwise, and ends with 0 on SIGINT", async () => {
  const { contract, cases } = writeOperations(1, folder);
  const data = join(folder, "further.json");
  const { err } = await runHere("sandbox", [
    "--contract",
    contract,
    "--cases",
    cases,
    "--write-test-data",
    data,
    "--mutant",
    "benign/answer/pending-cancellation",
    "--answer",
    "user-register=login-id-in-use",
  ]);
  expect(err).toContain("It deviates on purpose: benign/answer/pending-cancellation.");
  expect(err).toContain("It answers as it was told: user-register=login-id-in-use.");
  const written = readDataFile(data).value;
  expect(valueAt(written, "/membership-cancellation/plcc-point")).toBeDefined();
  const further = valueAt(written, "/made-001-voucher-search") as Record<string, JsonObject>;
  expect(Object.keys(further)).toEqual(["success", "no-member", "closed"]);
  expect(further["no-member"]).toHaveProperty("userId");
  // A thread gets no signals.
  const exit = vi.spyOn(process, "exit").mockReturnValue(undefined as never);
  process.emit("SIGINT");
  await vi.waitFor(() => expect(exit).toHaveBeenCalledWith(0));
  process.removeAllListeners("SIGTERM");
});

it.each([
  [["--port", "99999"], "a port is a number from 0 to 65535"],
  [["--prefix", "a b"], "a prefix is a path such as /open-api"],
  [["--prot", "1"], "unknown option"],
  [["--mutant", "none"], "there is no such mutant"],
  [["--answer", "membership-cancellation=none"], "has no documented case none"],
])("%j ends with 2 and says why", async (args, why) => {
  const { code, out, err } = await runHere("sandbox", args);
  expect(code).toBe(2);
  expect(err).toContain(why);
  expect(out).toBe("");
});

it("a port that is taken ends with 2 and names it", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as { port: number };
  const { code, err } = await runHere("sandbox", ["--port", String(port)]);
  expect(code).toBe(2);
  expect(err).toContain(`port ${port} is taken`);
  other.close();
});
