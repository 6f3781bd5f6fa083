import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Alteration, SealedAnswer } from "../../sandbox/alteration.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { type Json, parseJson, stringifyJson } from "../../src/exact/json.ts";
import type { Report } from "../../src/results/model.ts";
import { writeTestData } from "../cli/command.ts";
import { shareOf } from "../support/share.ts";
import { DOORS, doorServer } from "./door-servers.ts";
import { runWhole, settingsOf, suite } from "./run-cases.ts";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const UNTOLD = DOORS["one that answers 401 to all of it"];

/** A one-time token serves once; what comes with it again is refused for the token. */
function singleUseTokens(): Alteration {
  const used = new Set<string>();
  return {
    instead: ({ operation, request }) => {
      const token = request?.oneTimeToken;
      if (operation.id !== "charge-cancellation" || typeof token !== "string") return undefined;
      if (!used.has(token)) {
        used.add(token);
        return undefined;
      }
      return { status: 400, code: "007_900", message: "Token used.", payload: {}, encrypted: false };
    },
  };
}

async function run(alteration: Alteration, only: readonly string[], env = {}): Promise<Report> {
  sandbox.reset(alteration);
  return runWhole(settingsOf({ ...sandbox.settings, KONAPLATE_CONCURRENCY: "1" }, only, env));
}

/** Headers by which a server knows who asks. */
const KNOWN_BY = "header.X-KM-{User-AspId,Access-Key,Tran-Token}.*";

const byId = (report: Report, id: string) => report.cases.find((result) => result.id === id);

describe("the controls of a run", () => {
  it("stand beside its cases and are none", async () => {
    const report = await run(doorServer(UNTOLD), [`member-authentication-info/${KNOWN_BY}`]);
    expect(report.verdict).toBe("conformant");
    expect(report.controls.filter(({ purpose }) => purpose === "control").length).toBeGreaterThanOrEqual(
      Math.floor(report.cases.length / 10),
    );
    expect(report.cases.every(({ outcome }) => outcome === "passed")).toBe(true);
    const asked = report.cases.filter(({ control }) => control !== undefined);
    expect(asked.length).toBeGreaterThan(15);
    expect(new Set(asked.map(({ control }) => control?.held))).toEqual(new Set(["right-request"]));
  });

  it("show that a server with spent tokens and no signature check has shown nothing of signatures", async () => {
    const silent = doorServer(UNTOLD);
    const alteration: Alteration = {
      ...singleUseTokens(),
      ...silent,
      skipRule: (rule) => rule === "header.X-KM-Tran-Token.signature",
    };
    const report = await run(alteration, [`charge-cancellation/${KNOWN_BY}`]);
    const forged = byId(report, "charge-cancellation/header.X-KM-Tran-Token.other-key");
    expect(forged).toMatchObject({ outcome: "not-exercised", control: { held: "none" } });
    expect(forged?.reason).toContain("was answered 400 007_900");
    expect(report.totals.failed).toBe(0);
    expect(report.verdict).toBe("incomplete");
    expect(report.reasons.join("\n")).toContain("rest on a refusal show nothing, since no control held");
  });

  it("let pass no header case on a server with spent tokens and no signature check but by its own answer", async () => {
    const alteration: Alteration = {
      ...singleUseTokens(),
      skipRule: (rule) => rule === "header.X-KM-Tran-Token.signature",
    };
    const report = await run(alteration, [`charge-cancellation/${KNOWN_BY}`]);
    const resting = report.cases.filter(({ control }) => control !== undefined);
    expect(resting.length).toBeGreaterThan(15);
    const passed = resting.filter(({ outcome }) => outcome === "passed" || outcome === "warned");
    expect(passed.filter(({ control }) => control?.held !== "own-answer")).toEqual([]);
    for (const { control, observed } of passed)
      expect(control?.names.some((name) => observed.message?.includes(name))).toBe(true);
    const spent = report.cases.filter(({ observed }) => observed.code === "007_900");
    expect(spent.length).toBeGreaterThan(0);
    expect(spent.filter(({ control, outcome }) => control && outcome !== "not-exercised")).toEqual([]);
    expect(byId(report, "charge-cancellation/header.X-KM-Tran-Token.other-key")?.outcome).not.toBe("passed");
  });

  it("draw fresh tokens where test data have enough of them, and hold then", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pool-"));
    const path = writeTestData(join(folder, "test-data.json"));
    const data = parseJson(readFileSync(path, "utf8")) as Record<string, Record<string, object>>;
    const tokens = Array.from(
      { length: 200 },
      (_, index) => `9491339000${String(index).padStart(3, "0")}000`,
    );
    const own = data["charge-cancellation"] ?? {};
    own["no-bank-account"] = { ...own["no-bank-account"], oneTimeToken: tokens, dcvv: "000" };
    writeFileSync(path, stringifyJson(data as unknown as Json));
    const only = [`charge-cancellation/${KNOWN_BY}`];
    const report = await run({ ...singleUseTokens(), ...doorServer(UNTOLD) }, only, {
      KONAPLATE_TEST_DATA: path,
    });
    rmSync(folder, { recursive: true });
    const resting = report.cases.filter(({ control }) => control !== undefined);
    expect(resting.length).toBeGreaterThan(15);
    const held = new Set(resting.map(({ control }) => control?.held));
    expect(held).toContain("right-request");
    expect(held).not.toContain("none");
    expect(report.verdict).toBe("conformant");
  });

  it("void what was gathered after a key was revoked", async () => {
    let count = 0;
    const server = doorServer(UNTOLD);
    const report = await run(
      {
        ...server,
        skipRule: (rule) => server.skipRule?.(rule, undefined as never) ?? false,
        sealed: (wire, context) => {
          count += 1;
          if (count <= 40) return server.sealed?.(wire, context) ?? wire;
          const body = Buffer.from('{"error":"unauthorized"}');
          return {
            status: 401,
            headers: [
              ["Content-Type", "application/json"],
              ["Content-Length", String(body.length)],
            ],
            body,
          };
        },
      },
      ["member-authentication-info/header.*"],
    );
    const resting = report.cases.filter(({ control }) => control !== undefined);
    const shown = resting.filter(({ outcome }) => outcome === "passed");
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.length).toBeLessThan(40);
    expect(shown.length).toBeLessThan(resting.length);
    const rest = resting.filter(({ outcome }) => outcome !== "passed");
    expect(rest.every(({ reason }) => /^(no control|locked-out): /.test(reason ?? ""))).toBe(true);
  });

  it.each([
    ["a share of all cases", shareOf(suite.plan.cases)],
    ["documented cases alone", suite.plan.cases.filter(({ kind }) => kind === "documented")],
  ])("accuse nobody where a key is revoked in the middle of %s", async (_what, cases) => {
    let count = 0;
    const body = Buffer.from('{"error":"unauthorized"}');
    const report = await run(
      {
        sealed: (wire) => {
          count += 1;
          if (count <= 12) return wire;
          const headers: SealedAnswer["headers"] = [
            ["Content-Type", "application/json"],
            ["Content-Length", String(body.length)],
          ];
          return { status: 401, headers, body };
        },
      },
      cases.map(({ id }) => id),
    );
    expect(report.verdict).toBe("incomplete");
    expect(report.totals.failed).toBe(0);
    expect(report.totals.passed).toBeGreaterThan(3);
    expect(report.totals.passed).toBeLessThan(13);
  });

  it("leave refusals alone that are all alike, where the right request held", async () => {
    const report = await run({}, [
      "member-authentication-info/header.X-KM-Tran-Token.{other-*,truncated,base64url,impossible-time,past-time}",
    ]);
    expect(report.cases.length).toBeGreaterThan(4);
    expect(report.totals.errored).toBe(0);
  });

  it("are never requests that could change something without leave", async () => {
    const seen: string[] = [];
    const report = await run(
      {
        plain: (answer, { operation }) => {
          seen.push(`${operation.id} ${answer.code}`);
          return answer;
        },
      },
      ["user-register/{login-id-in-use,success,body.loginId.*,header.X-KM-Tran-*}"],
      { KONAPLATE_ALLOW: "refusals", KONAPLATE_ALLOW_DESTRUCTIVE: undefined },
    );
    expect(seen.filter((line) => line.endsWith("000_000") && line.startsWith("user-register"))).toEqual([]);
    expect(report.cases.some(({ outcome }) => outcome === "passed")).toBe(true);
  });
});

describe("the plan", () => {
  it("gives each case that a refusal satisfies a right request, and names what it broke", () => {
    const of = (id: string) => suite.plan.cases.find((row) => row.id === id)?.control;
    expect(of("charge-cancellation/header.X-KM-Tran-Token.other-key")).toMatchObject({
      of: "charge-cancellation/no-bank-account",
      names: ["X-KM-Tran-Token"],
    });
    expect(of("unregistered-card-inquiry/body.cardNo.null")).toMatchObject({
      of: "unregistered-card-inquiry/success",
      names: ["cardNo"],
    });
    expect(of("membership-cancellation/user-id-zero")).toEqual({
      of: "membership-cancellation",
      names: ["userId"],
    });
    expect(of("membership-cancellation/success")).toBeUndefined();
    const bare = suite.plan.cases.filter(
      ({ expected, control }) => ["refusal", "no-success"].includes(expected.demand?.kind ?? "") && !control,
    );
    expect(bare.map(({ id }) => id)).toEqual([]);
    const changing = suite.plan.cases.flatMap(({ control }) => control?.row ?? []);
    expect(changing.filter(({ destructive }) => destructive)).toEqual([]);
  });
});
