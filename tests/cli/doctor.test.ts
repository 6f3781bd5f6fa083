import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { SealedAnswer } from "../../sandbox/alteration.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { runDoctor } from "../../src/cli/run-doctor.ts";
import { examineClock } from "../../src/doctor/clock.ts";
import { type FaultServer, startFaultServer } from "../faults/fault-server.ts";
import { DOORS, doorServer } from "../run/door-servers.ts";
import { suite } from "../run/run-cases.ts";
import { runHere } from "../support/run-here.ts";
import { writeTestData } from "./command.ts";

let sandbox: RunningSandbox;
let faults: FaultServer;
const lines: string[] = [];
const folder = mkdtempSync(join(tmpdir(), "doctor-"));
const testData = writeTestData(join(folder, "test-data.json"));

beforeAll(async () => {
  [sandbox, faults] = await Promise.all([startSandbox({ contract: suite.contract }), startFaultServer()]);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all([sandbox.close(), faults.close()]);
});
beforeEach(() => {
  lines.length = 0;
  vi.spyOn(console, "log").mockImplementation((text: string) => void lines.push(text));
});
afterEach(() => {
  sandbox.reset();
  vi.restoreAllMocks();
});

/** Examines with settings that differ in some variables; gives exit code and output. */
async function examine(env: Record<string, string> = {}): Promise<{ code: number; text: string }> {
  // At a target of somebody's requests are spaced out; here nobody minds them.
  const own = { ...sandbox.settings, KONAPLATE_TEST_DATA: testData, KONAPLATE_MAX_RPS: "1000" };
  const code = await runDoctor(suite, { ...own, ...env }, process.cwd());
  return { code, text: lines.join("\n") };
}

const withHeaders = (change: (headers: SealedAnswer["headers"]) => SealedAnswer["headers"]) =>
  sandbox.reset({ sealed: (wire) => ({ ...wire, headers: change(wire.headers) }) });

describe("konaplate doctor", () => {
  it("finds nothing wrong with the embedded sandbox, and says how it tells", async () => {
    const { code, out } = await runHere("doctor", []);
    expect(code).toBe(0);
    expect(out).toMatch(/ok +request +member-authentication-info\/authenticated: 200 000_000 .*: served/);
    for (const what of ["ASP id", "access key", "secret key", "crypto key id", "server key"])
      expect(out).toMatch(new RegExp(`ok +${what} +accepted; a wrong one is answered otherwise`));
    expect(out).toMatch(/ok +client key +opens what the target seals for us/);
    expect(out).toContain("Nothing is wrong.");
  });

  it("tells mistakes in the settings as a run would, and sends nothing", async () => {
    const { code, err, out } = await runHere("doctor", [], { KONAPLATE_BASE_URL: "http://partner.example" });
    expect(code).toBe(2);
    expect(err).toContain("nothing was sent");
    expect(err).toContain("plain http is for this computer only");
    expect(out).toBe("");
  });

  it("sends a few requests, all of them inquiries; without test data they ask after nobody", async () => {
    const asked: string[] = [];
    sandbox.reset({
      plain: (answer, { operation, request }) => {
        asked.push(`${operation.id} ${String(request?.userId)}`);
        return answer;
      },
    });
    const before = sandbox.requests;
    expect((await examine({ KONAPLATE_TEST_DATA: "" })).code).toBe(0);
    expect(sandbox.requests - before).toBeLessThan(12);
    expect(asked.length).toBeGreaterThan(0);
    expect(
      asked.filter((line) => !/^(member-authentication-info|unregistered-card-inquiry) /.test(line)),
    ).toEqual([]);
    const members = asked.filter((line) => line.startsWith("member-authentication-info"));
    expect(members.filter((line) => !/ (9\d{18}|undefined)$/.test(line))).toEqual([]);
  });
});

const other = generateKeyPairSync("rsa", { modulusLength: 2048 });
const WRONG: readonly (readonly [what: string, setting: string, value: string])[] = [
  ["ASP id", "KONAPLATE_ASP_ID", "1".repeat(15)],
  ["access key", "KONAPLATE_ACCESS_KEY", "0".repeat(40)],
  ["secret key", "KONAPLATE_SECRET_KEY", "not-the-secret-key"],
  ["crypto key id", "KONAPLATE_CRYPTO_KEY_ID", "0".repeat(32)],
  [
    "server key",
    "KONAPLATE_SERVER_PUBLIC_KEY",
    String(other.publicKey.export({ type: "spki", format: "pem" })),
  ],
  [
    "client key",
    "KONAPLATE_CLIENT_PRIVATE_KEY",
    String(other.privateKey.export({ type: "pkcs8", format: "pem" })),
  ],
];

/** What every kind of server is told apart by, the tests of a run's opening try: it is the same code. */
const TOLD = ["the sandbox", "one that answers 401 to all of it"];

describe.each(TOLD)("of %s names", (name) => {
  const style = DOORS[name];
  beforeEach(() => sandbox.reset(doorServer(style)));

  it("nothing, where all of it is right", async () => {
    expect(await examine()).toMatchObject({ code: 0, text: expect.stringContaining("Nothing is wrong.") });
  });

  it.each(WRONG)("a wrong %s", async (what, setting, value) => {
    const { code, text } = await examine({ [setting]: value });
    expect(code).toBe(2);
    const line = text.split("\n").find((found) => /wrong +target /.test(found)) ?? text;
    expect(line).toContain(what);
    expect(line).toContain(setting);
    expect(text).not.toMatch(/Nothing (is|was seen to be) wrong/);
    expect(text).not.toContain("not-the-secret-key");
  });

  it.each([1, -1])("a clock that is off by two days (%d)", async (sign) => {
    sandbox.reset(doorServer(style, sign * 48 * 3600_000));
    const { code, text } = await examine();
    expect(code).toBe(2);
    expect(text).toMatch(/wrong +target +The target refuses our clock/);
    expect(text).toMatch(/wrong +clock /);
  });
});

describe("of what the target does not tell doctor says that", () => {
  it("where it looks at no signature", async () => {
    sandbox.reset({ skipRule: (rule) => rule === "header.X-KM-Tran-Token.signature" });
    const { code, text } = await examine({ KONAPLATE_SECRET_KEY: "not-the-secret-key" });
    expect(code).toBe(0);
    expect(text).toMatch(/note +secret key +a wrong one is answered alike/);
    expect(text).toContain("whether these are right could not be told: secret key.");
    expect(text).not.toContain("Nothing is wrong.");
  });

  it("where without test data no answer comes encrypted", async () => {
    const key = String(other.privateKey.export({ type: "pkcs8", format: "pem" }));
    const { text } = await examine({ KONAPLATE_TEST_DATA: "", KONAPLATE_CLIENT_PRIVATE_KEY: key });
    expect(text).not.toContain("Nothing is wrong.");
    expect(text).toMatch(/client key/);
  });
});

describe("names what is wrong and how to mend it", () => {
  it("a prefix that is not the API's", async () => {
    const { code, text } = await examine({ KONAPLATE_BASE_URL: new URL(sandbox.baseUrl).origin });
    expect(code).toBe(2);
    expect(text).toContain("the prefix before /api in KONAPLATE_BASE_URL");
  });

  it("a web server that is not the API", async () => {
    const web = createServer((_request, response) => {
      response.setHeader("Content-Type", "text/html").end("<h1>It works</h1>");
    }).listen(0, "127.0.0.1");
    await new Promise((listening) => web.once("listening", listening));
    const { port } = web.address() as AddressInfo;
    const { code, text } = await examine({ KONAPLATE_BASE_URL: `http://127.0.0.1:${port}` });
    web.close();
    expect(code).toBe(2);
    expect(text).toContain(
      "what came (status 200, text/html) bears no correlation id and is no answer of this API",
    );
  });

  it("an envelope that is elsewhere", async () => {
    const { code, text } = await examine({ KONAPLATE_CODE_POINTER: "/result/code" });
    expect(code).toBe(2);
    expect(text).toMatch(/wrong +target .*did you mean KONAPLATE_CODE_POINTER=\/response\/code\?/);
  });

  it("a wrong client key, and not the pointers into what it does not open", async () => {
    const key = String(other.privateKey.export({ type: "pkcs8", format: "pem" }));
    const { text } = await examine({ KONAPLATE_CLIENT_PRIVATE_KEY: key });
    expect(text).toMatch(/note +request .*sealed for another key than ours/);
    expect(text.match(/^wrong .*/gm)).toEqual([
      expect.stringMatching(/^wrong +target +Our client key does not open/),
    ]);
    expect(text).not.toContain("POINTER");
  });

  it("a clock that is off, in the zone that requests name", async () => {
    withHeaders((headers) => [...headers, ["Date", new Date(Date.now() - 90_000).toUTCString()]]);
    const { code, text } = await examine({ KONAPLATE_TIME_ZONE: "UTC" });
    expect(code).toBe(2);
    expect(text).toMatch(/wrong +clock +(89|90|91) s ahead of the server's; requests carry \d{14} as UTC/);
    expect(text).toContain("set this computer's clock by NTP");
  });

  it("another correlation id, as worth knowing", async () => {
    withHeaders((headers) =>
      headers.map(([name, value]) => [name, name === "X-KM-Correlation-Id" ? "260101000000-0000000" : value]),
    );
    const { code, text } = await examine();
    expect(code).toBe(0);
    expect(text).toMatch(/note +correlation .* was sent, 260101000000-0000000 came back/);
  });
});

describe("ends with 3 where the target cannot be reached", () => {
  it.each([
    ["refused", "look whether the server runs"],
    ["unknown-host", "look at the host name"],
    ["plain-behind-https", "names the port that speaks TLS"],
    ["reset-before-answer", "look at proxies on the way"],
    ["no-answer", "KONAPLATE_TIMEOUT_MS"],
  ])("%s", async (fault, mend) => {
    // Others are told by an event: only silence is told by the clock.
    const timeout = fault === "no-answer" ? "200" : "700";
    const env = { KONAPLATE_ALLOW_PLAIN_HTTP: "true", KONAPLATE_TIMEOUT_MS: timeout };
    const { code, text } = await examine({ ...env, KONAPLATE_BASE_URL: faults.url(fault) });
    expect(code).toBe(3);
    expect(text).toContain(mend);
    expect(text).not.toContain("signature accepted");
  });

  it("with a certificate that nobody vouches for, which it describes, and sends nothing", async () => {
    const { code, text } = await examine({ KONAPLATE_BASE_URL: faults.url("self-signed") });
    expect(code).toBe(3);
    expect(text).toMatch(/wrong +TLS .*authority-unknown: .* \((DEPTH_ZERO_)?SELF_SIGNED_CERT.*\)/);
    expect(text).toMatch(/issued by .*, valid from .* to /);
    expect(text).toContain("name it with KONAPLATE_CA=");
    expect(faults.visits("self-signed")).toBe(0);
  });
});

describe("the clocks", () => {
  const now = new Date("2026-03-01T12:00:00.000Z");
  const dated = (iso: string) =>
    examineClock(
      { headers: [["date", new Date(iso).toUTCString()]], startedAt: now, durationMs: 2000 },
      "KST",
    );

  it.each([
    ["2026-03-01T12:00:01Z", "ok", "within 0 s"],
    ["2026-03-01T12:00:31Z", "ok", "within 30 s"],
    ["2026-03-01T12:00:32Z", "wrong", "31 s behind"],
    ["2026-03-01T11:59:30Z", "wrong", "31 s ahead of"],
  ])("a server at %s is %s", (server, state, found) => {
    expect(dated(server)).toMatchObject({ state, found: expect.stringContaining(found) });
    expect(dated(server).found).toContain("requests carry 20260301210000 as KST");
  });

  it("cannot be compared without a Date", () => {
    const at = { startedAt: now, durationMs: 0 };
    expect(examineClock({ ...at, headers: [] }, "UTC")).toMatchObject({ state: "note" });
    const undated = examineClock({ ...at, headers: [["Date", "yesterday"]] }, "UTC");
    expect(undated).toMatchObject({ state: "note" });
  });
});
