import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { stringifyJson } from "../../src/exact/json.ts";
import { runWhole, settingsOf } from "./run-cases.ts";

let sandbox: RunningSandbox;
/** Requests that nobody prepared an answer for. */
let unprepared: string[];

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

/** A server that answers what the portal prepared, which is what the test data hold, and refuses everything else. */
async function run(keyMode: string, only: readonly string[] = ["member-authentication-info/*"]) {
  unprepared = [];
  const settings = settingsOf({ ...sandbox.settings }, only, { KONAPLATE_KEY_MODE: keyMode });
  const own = settings.testData["member-authentication-info"] ?? {};
  const { authenticated = {}, ...others } = own;
  const prepared = [stringifyJson(authenticated)];
  sandbox.reset({
    plain: (answer, { request = {} }) => {
      if (prepared.includes(stringifyJson(request))) return answer;
      unprepared.push(stringifyJson(request));
      return { status: 400, code: "000_999", message: "Not prepared.", payload: {}, encrypted: false };
    },
  });
  const { "not-authenticated": _left, ...rest } = others;
  const testData = { ...settings.testData, "member-authentication-info": { ...rest, authenticated } };
  return runWhole({ ...settings, testData });
}

describe("with keys that answer prepared requests only", () => {
  it("documented cases alone are sent, with the values that were prepared, and accuse nobody", async () => {
    const { cases, reasons } = await run("MOCK");
    expect(unprepared).toEqual([]);
    expect(cases.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
      "member-authentication-info/authenticated passed",
      "member-authentication-info/not-authenticated not-exercised",
    ]);
    expect(reasons.join("\n")).toContain("The keys answer prepared requests only");
  });

  it("a scenario without values of its own is not sent, even where the suite could make some up", async () => {
    const { cases } = await run("MOCK", ["user-register/success"]);
    expect(cases.map(({ reason }) => reason).join()).toMatch(
      /KONAPLATE_KEY_MODE=MOCK answer prepared requests only; give the portal's values under user-register: success:/,
    );
  });

  it("LIVE, the same server is sent what nobody prepared", async () => {
    const { cases } = await run("LIVE");
    expect(unprepared.length).toBeGreaterThan(20);
    expect(cases.length).toBeGreaterThan(20);
  });
});
