import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Alteration } from "../../sandbox/alteration.ts";
import { benignVariants, mutantCatalogue } from "../../sandbox/mutants/catalogue.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { exitCodeOf } from "../../src/cli/exit-code-of.ts";
import type { Report } from "../../src/results/model.ts";
import { rsaPrivatePem } from "../support/rsa-keys.ts";
import { runWhole, settingsOf, suite } from "./run-cases.ts";

const READING = "member-authentication-info/*";
const DOCUMENTED = "member-authentication-info/authenticated";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const runOf = (only: string, env: Record<string, string> = {}): Promise<Report> =>
  runWhole(settingsOf({ ...sandbox.settings }, [only], env));

describe("a wrong pointer", () => {
  it.each([
    ["KONAPLATE_CODE_POINTER", "/result/code", "/response/code"],
    ["KONAPLATE_CODE_POINTER", "/response/description", "/response/code"],
    ["KONAPLATE_MESSAGE_POINTER", "/response/message", "/response/description"],
  ])("%s=%s ends a run with its opening, incomplete and not accusing", async (setting, wrong, right) => {
    const before = sandbox.requests;
    const report = await runOf(READING, { [setting]: wrong });
    expect(report).toMatchObject({ verdict: "incomplete", halted: { cause: "settings" } });
    expect(exitCodeOf(report)).toBe(4);
    expect(report.reasons[0]).toContain(`did you mean ${setting}=${right}?`);
    expect(sandbox.requests - before).toBeLessThan(10);
    expect(report.causes.filter(({ of }) => of === "server")).toEqual([]);
  });

  it("is not what it looks like where the server bears no code at all", async () => {
    sandbox.reset({
      sealed: (wire) => ({ ...wire, headers: withLength(wire.headers, 2), body: Buffer.from("{}") }),
    });
    const report = await runOf("member-authentication-info/*authenticated");
    expect(report.reasons.join()).not.toContain("POINTER");
  });
});

describe("a clock that is off", () => {
  const hoursOff = (hours: number): void =>
    sandbox.reset({
      sealed: (wire) => ({
        ...wire,
        headers: [...wire.headers, ["Date", new Date(Date.now() + hours * 3600_000).toUTCString()]],
      }),
    });

  it.each([
    [3, "behind"],
    [-3, "ahead of"],
  ])("by %d hours is a note where the target does not mind, and no failure", async (hours, where) => {
    hoursOff(hours);
    const report = await runOf(DOCUMENTED);
    expect(exitCodeOf(report)).toBe(0);
    expect(report.reasons.join("\n")).toMatch(
      new RegExp(`^Note: This computer's clock is 1(0800|079[0-9]|080[0-9]) s ${where} the target's`, "m"),
    );
  });

  it("by nothing is no note", async () => {
    hoursOff(0);
    expect((await runOf(DOCUMENTED)).reasons.join()).not.toContain("clock");
  });
});

describe("answers for another key than ours", () => {
  const INQUIRY = "unregistered-card-inquiry";
  const alterationOf = (id: string): Alteration => {
    const all = [...mutantCatalogue(suite.contract), ...benignVariants(suite.contract)];
    const mutant = all.find((each) => each.id === id);
    if (!mutant) throw new Error(`no mutant is called ${id}`);
    return mutant.alter();
  };

  it("are the server's where a further right request is answered for ours", async () => {
    const refusals = alterationOf("benign/wire/encrypted-refusals");
    const successes = alterationOf(`encryption/${INQUIRY}/success/for-another-key`);
    sandbox.reset({
      ...successes,
      plain: async (answer, context) => {
        const said = (await refusals.plain?.(answer, context)) ?? answer;
        return successes.plain?.(said, context) ?? said;
      },
    });
    const report = await runOf(`${INQUIRY}/{success,card-*,body.cardNo.*}`);
    expect(report.halted).toBeUndefined();
    expect(report.verdict).toBe("non-conformant");
    expect(report.causes[0]?.of).toBe("server");
  });

  it("are our key's where nothing that is sealed opens", async () => {
    const report = await runOf(`${INQUIRY}/*`, { KONAPLATE_CLIENT_PRIVATE_KEY: rsaPrivatePem(0) });
    expect(report).toMatchObject({ verdict: "incomplete", halted: { cause: "settings" } });
    expect(report.reasons[0]).toContain("KONAPLATE_CLIENT_PRIVATE_KEY");
    expect(report.causes.filter(({ of }) => of === "server")).toEqual([]);
  });
});

it("megabytes in every answer end a run with its opening, and are not kept", async () => {
  const body = Buffer.alloc(9_000_000, " ");
  sandbox.reset({ sealed: (wire) => ({ ...wire, headers: withLength(wire.headers, body.length), body }) });
  const before = sandbox.requests;
  const report = await runOf(READING);
  expect(report).toMatchObject({ verdict: "incomplete", halted: { cause: "way" } });
  expect(report.reasons[0]).toMatch(
    /too-large: .*1048576 bytes.*look whether KONAPLATE_BASE_URL leads to the API/,
  );
  expect(sandbox.requests - before).toBeLessThan(5);
  expect(JSON.stringify(report.controls).length).toBeLessThan(50_000);
});

type Headers = readonly (readonly [string, string])[];
function withLength(headers: Headers, length: number): Headers {
  const others = headers.filter(([name]) => name.toLowerCase() !== "content-length");
  return [...others, ["Content-Length", String(length)]];
}
