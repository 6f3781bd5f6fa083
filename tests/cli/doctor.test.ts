import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { SealedAnswer } from "../../sandbox/alteration.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { runDoctor } from "../../src/cli/run-doctor.ts";
import { examineClock } from "../../src/doctor/clock.ts";
import { type FaultServer, startFaultServer } from "../faults/fault-server.ts";
import { run } from "./command.ts";

let sandbox: RunningSandbox;
let faults: FaultServer;
const lines: string[] = [];

beforeAll(async () => {
  [sandbox, faults] = await Promise.all([startSandbox(), startFaultServer()]);
});
afterAll(() => Promise.all([sandbox.close(), faults.close()]));
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
  const code = await runDoctor({ ...sandbox.settings, ...env }, process.cwd());
  return { code, text: lines.join("\n") };
}

const withHeaders = (change: (headers: SealedAnswer["headers"]) => SealedAnswer["headers"]) =>
  sandbox.reset({ sealed: (wire) => ({ ...wire, headers: change(wire.headers) }) });

describe("npm run doctor", () => {
  it("finds nothing wrong with the embedded sandbox, and says how it tells", async () => {
    const { code, out } = await run("doctor", []);
    expect(code).toBe(0);
    expect(out).toContain("signature accepted, encrypted body opened: 400 001_006");
    expect(out).toContain("Nothing is wrong.");
  });

  it("tells mistakes in the settings as a run would, and sends nothing", async () => {
    const { code, err, out } = await run("doctor", [], { KONAPLATE_BASE_URL: "http://partner.example" });
    expect(code).toBe(2);
    expect(err).toContain("nothing was sent");
    expect(err).toContain("plain http is for this computer only");
    expect(out).toBe("");
  });

  it("sends one request, which asks after nobody and changes nothing", async () => {
    const asked: unknown[] = [];
    sandbox.reset({
      plain: (answer, { operation, request }) => {
        asked.push(operation.id, String(request?.userId));
        return answer;
      },
    });
    const before = sandbox.requests;
    expect((await examine()).code).toBe(0);
    expect(sandbox.requests - before).toBe(1);
    expect(asked).toEqual(["member-authentication-info", expect.stringMatching(/^9\d{18}$/)]);
  });
});

describe("names what is wrong and how to mend it", () => {
  it("a secret key that is not the project's, without showing it", async () => {
    const { code, text } = await examine({ KONAPLATE_SECRET_KEY: "not-the-secret-key" });
    expect(code).toBe(2);
    expect(text).toMatch(/wrong +request +not accepted: 401 000_904 /);
    expect(text).toContain("KONAPLATE_SECRET_KEY with the portal");
    expect(text).not.toContain("not-the-secret-key");
  });

  it("a server key that is not the server's", async () => {
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = String(publicKey.export({ type: "spki", format: "pem" }));
    const { code, text } = await examine({ KONAPLATE_SERVER_PUBLIC_KEY: pem });
    expect(code).toBe(2);
    expect(text).toMatch(/wrong +request +not accepted: 400 000_907 /);
    expect(text).toContain("KONAPLATE_SERVER_PUBLIC_KEY with the portal");
  });

  it("a prefix that is not the API's", async () => {
    const { code, text } = await examine({ KONAPLATE_BASE_URL: new URL(sandbox.baseUrl).origin });
    expect(code).toBe(2);
    expect(text).toContain("look at the prefix before /api in KONAPLATE_BASE_URL");
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
    expect(text).toContain("what answered is not this API: status 200, text/html");
  });

  it("an envelope that is elsewhere", async () => {
    const { code, text } = await examine({ KONAPLATE_CODE_POINTER: "/result/code" });
    expect(code).toBe(2);
    expect(text).toContain("look at KONAPLATE_CODE_POINTER");
  });

  it("a clock that is off, in the zone that requests name", async () => {
    const late = new Date(Date.now() - 90_000).toUTCString();
    withHeaders((headers) => [...headers, ["Date", late]]);
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
    const env = { KONAPLATE_ALLOW_PLAIN_HTTP: "true", KONAPLATE_TIMEOUT_MS: "700" };
    const { code, text } = await examine({ ...env, KONAPLATE_BASE_URL: faults.url(fault) });
    expect(code).toBe(3);
    expect(text).toContain(mend);
    expect(text).not.toContain("signature accepted");
  });

  it("with a certificate that nobody vouches for, which it describes, and sends nothing", async () => {
    const { code, text } = await examine({ KONAPLATE_BASE_URL: faults.url("self-signed") });
    expect(code).toBe(3);
    expect(text).toMatch(/wrong +TLS .*the certificate is not trusted \((DEPTH_ZERO_)?SELF_SIGNED_CERT.*\)/);
    expect(text).toMatch(/issued by .*, valid from .* to /);
    expect(text).toContain("NODE_EXTRA_CA_CERTS");
    expect(faults.visits("self-signed")).toBe(0);
  });
});

describe("the clocks", () => {
  const now = new Date("2026-03-01T12:00:00.000Z");
  const dated = (iso: string) =>
    examineClock([["date", new Date(iso).toUTCString()]], now, new Date(now.getTime() + 2000), "KST");

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
    expect(examineClock([], now, now, "UTC")).toMatchObject({ state: "note" });
    expect(examineClock([["Date", "yesterday"]], now, now, "UTC")).toMatchObject({ state: "note" });
  });
});
