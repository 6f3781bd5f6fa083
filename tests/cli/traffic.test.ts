import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startSandbox } from "../../sandbox/server.ts";
import { openSession, targetOf } from "../../src/run/session.ts";
import { settingsOf, suite } from "../run/run-cases.ts";
import { runHere } from "../support/run-here.ts";
import { CanarySearch } from "./canary.ts";
import { type Ended, reportIn, start } from "./command.ts";
import { gossip, Travelled } from "./gossip.ts";

/** Of each of these operations so many documented cases are sent. */
const SENT = 3;
const OPERATIONS = [
  "member-authentication-info",
  "unregistered-card-inquiry",
  "charge-cancellation",
  "user-register",
];

describe("traffic of a server that repeats everything, through the proxy and from the file that it saved", () => {
  const travelled = new Travelled();
  let root: string;
  let saved: string;
  let proxied: Ended;
  let verified: Ended;
  let search: CanarySearch;

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "traffic-canary-"));
    const sandbox = await startSandbox({
      contract: suite.contract,
      seed: "canary",
      alter: gossip(travelled),
    });
    saved = join(root, "saved.har");
    const { KONAPLATE_ACCESS_KEY, KONAPLATE_SECRET_KEY, KONAPLATE_CLIENT_PRIVATE_KEY } = sandbox.settings;
    const keys = { KONAPLATE_ACCESS_KEY, KONAPLATE_SECRET_KEY, KONAPLATE_CLIENT_PRIVATE_KEY };
    const to = new URL(sandbox.baseUrl).origin;
    const args = ["--to", to, "--port", "0", "--save", saved, "--out", join(root, "proxied")];
    const proxy = start("proxy", args, keys);
    const url = await vi.waitFor(() => {
      const [, address] = /^(http:\S+) passes on/m.exec(proxy.output.err) ?? [];
      if (address === undefined) throw new Error(`the proxy says ${proxy.output.err}`);
      return address;
    }, 30_000);
    const settings = settingsOf({ ...sandbox.settings, KONAPLATE_BASE_URL: `${url}/open-api` }, []);
    const session = openSession(suite, settings, targetOf(settings, undefined));
    const documented = session.cases.filter(({ kind }) => kind === "documented");
    const rows = OPERATIONS.flatMap((id) =>
      documented.filter(({ operation }) => operation === id).slice(0, SENT),
    );
    for (const row of rows) await session.run(row);
    session.close();
    proxy.child.kill("SIGINT");
    proxied = await proxy.ended;
    await sandbox.close();
    verified = await runHere("verify", [saved, "--out", join(root, "verified")], keys);
    const keyLines = KONAPLATE_CLIENT_PRIVATE_KEY.split("\n").filter((line) => !line.startsWith("-----"));
    search = new CanarySearch([
      KONAPLATE_ACCESS_KEY,
      KONAPLATE_SECRET_KEY,
      ...keyLines,
      ...travelled.values,
      ...travelled.short,
    ]);
  }, 120_000);
  afterAll(() => rmSync(root, { recursive: true }));

  it("is judged, with causes as they appear and the reports of a run", () => {
    expect(proxied.code).toBe(1);
    expect(proxied.err).toMatch(/^fails the run \(server\) /m);
    const report = reportIn(join(root, "proxied"));
    expect(report.traffic?.faulty.server).toBeGreaterThan(5);
    expect(report.causes.map(({ of }) => of)).toContain("server");
    expect(readdirSync(join(root, "proxied"))).toEqual(
      expect.arrayContaining(["conformance.md", "junit.xml", "docs", "allure-report", "journal.jsonl"]),
    );
  });

  it("is judged alike from the file", () => {
    expect(verified.code).toBe(1);
    const [live, kept] = ["proxied", "verified"].map((folder) => reportIn(join(root, folder)));
    expect(kept?.traffic?.judged).toBe(live?.traffic?.judged);
    expect(kept?.causes.filter(({ of }) => of === "server").length).toBeGreaterThan(0);
    const hidden = kept?.traffic?.unseen.map(({ what }) => what);
    expect(hidden).toContain("the recorder hid X-KM-Tran-Token");
  });

  it("says in the file what was masked", () => {
    const { log } = JSON.parse(readFileSync(join(root, "saved.har"), "utf8"));
    expect(log.comment).toContain("masked");
    expect(log.entries[0].request._masked.headers).toEqual(["X-KM-Access-Key", "X-KM-Tran-Token"]);
    const cancelled = log.entries.find(({ request }: { request: { url: string } }) =>
      /charge|recharge/.test(request.url),
    );
    expect(cancelled?.request._masked.fields).toEqual(expect.arrayContaining(["/oneTimeToken", "/dcvv"]));
  });

  it("accuses nobody by a key of ours that opens nothing, which is a mistake", async () => {
    const other = join(root, "other.pem");
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    writeFileSync(other, privateKey.export({ format: "pem", type: "pkcs8" }));
    const out = join(root, "other-key");
    const { code, err } = await runHere("verify", [saved, "--server-key", other, "--out", out], {
      KONAPLATE_CLIENT_PRIVATE_KEY: other,
    });
    expect(code).toBe(2);
    expect(err).toMatch(/^2 mistakes; the reports hold what could be judged without:$/m);
    expect(err).toMatch(/^- --server-key opens none of the \d+ encrypted requests: /m);
    expect(err).toMatch(/^- KONAPLATE_CLIENT_PRIVATE_KEY opens none of the \d+ encrypted answers: /m);
    const report = reportIn(out);
    expect(report.traffic?.unfitKeys?.map(({ name }) => name).sort()).toEqual([
      "--server-key",
      "KONAPLATE_CLIENT_PRIVATE_KEY",
    ]);
    expect(
      report.causes.filter(
        ({ rules }) => rules.includes("encryption") || rules.includes("request-encryption"),
      ),
    ).toEqual([]);
    expect(report.reasons.join("\n")).toContain("--server-key opens none of the");
  });

  it("leaves none of it in any report, in the file, or on the terminal", () => {
    expect(travelled.values.size).toBeGreaterThan(20);
    expect(search.below(root)).toEqual([]);
    const said = [proxied, verified].map(({ out, err }) => out + err).join("\n");
    expect(search.in(Buffer.from(said))).toEqual([]);
  });
});

describe("konaplate verify", () => {
  it("tells a file that is none with its place, and sends and writes nothing", async () => {
    const folder = mkdtempSync(join(tmpdir(), "traffic-mistakes-"));
    mkdirSync(join(folder, "out"));
    writeFileSync(join(folder, "cut.har"), '{"log": {"entries": [');
    const { code, err } = await runHere("verify", [join(folder, "cut.har"), "--out", join(folder, "out")]);
    expect(code).toBe(2);
    expect(err).toMatch(/cut\.har:1: is no JSON from character \d+ on/);
    expect(readdirSync(join(folder, "out"))).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it("names what the command line has wrong", async () => {
    const har = JSON.stringify({ log: { entries: [] } });
    const folder = mkdtempSync(join(tmpdir(), "traffic-mistakes-"));
    const [file, out] = [join(folder, "empty.har"), join(folder, "out")];
    writeFileSync(file, har);
    const said = async (...args: string[]): Promise<string> => {
      const { code, err } = await runHere(args[0] ?? "", [...args.slice(1), "--out", out]);
      expect(code).toBe(2);
      return err;
    };
    expect(await said("verify", file, "--only", "user-register/entry-1")).toMatch(
      /--only user-register\/entry-1: there is no such exchange/,
    );
    expect(await said("verify", file, "--base-url", "nowhere")).toMatch(
      /--base-url is "nowhere": give an absolute/,
    );
    expect(await said("verify", file, "--server-key", file)).toMatch(
      /--server-key .*is no RSA private key in PEM/,
    );
    expect(await said("proxy", "--nope")).toMatch(/^- unknown option '--nope'$/m);
    const lacking = await said("proxy");
    expect(lacking).toMatch(/^- --to is missing: give the base URL/m);
    expect(lacking).toMatch(/^- --port is missing: give the port/m);
    expect(await said("proxy", "--to", "http://partner.example", "--port", "0")).toMatch(
      /--to is .*plain http is for/,
    );
    rmSync(folder, { recursive: true });
  });

  it("tells a command and files that give no secrets, once, and before anything else", async () => {
    const folder = mkdtempSync(join(tmpdir(), "traffic-secrets-"));
    const file = join(folder, "empty.har");
    writeFileSync(file, JSON.stringify({ log: { entries: [] } }));
    const out = join(folder, "out");
    const commands = [
      ["verify", [file, "--out", out]],
      ["proxy", ["--to", "http://127.0.0.1:1", "--port", "0", "--out", out]],
    ] as const;
    for (const [name, args] of commands) {
      const failed = await runHere(name, args, { KONAPLATE_SECRETS_COMMAND: "exit 7" });
      expect(failed.code).toBe(2);
      expect(failed.err).toMatch(
        /^1 mistake; nothing was sent:\n- KONAPLATE_SECRETS_COMMAND gives no secrets: it ended with exit code 7/,
      );
      const missing = await runHere(name, args, { KONAPLATE_SECRET_KEY_FILE: join(folder, "none") });
      expect(missing.code).toBe(2);
      expect(missing.err).toMatch(
        /^1 mistake; nothing was sent:\n- KONAPLATE_SECRET_KEY_FILE cannot be used: there is no such file/,
      );
    }
    const given = JSON.stringify({ KONAPLATE_SECRET_KEY: "from-the-command" });
    const right = await runHere("verify", [file, "--out", out], {
      KONAPLATE_SECRETS_COMMAND: `printf '%s' '${given}'`,
    });
    expect(right.code).toBe(4);
    rmSync(folder, { recursive: true });
  });

  it("is incomplete where nothing was judged", async () => {
    const folder = mkdtempSync(join(tmpdir(), "traffic-empty-"));
    writeFileSync(join(folder, "empty.har"), JSON.stringify({ log: { entries: [] } }));
    const { code, out } = await runHere("verify", [join(folder, "empty.har"), "--out", join(folder, "out")]);
    expect(code).toBe(4);
    expect(out).toContain("No case was exercised.");
    rmSync(folder, { recursive: true });
  });
});
