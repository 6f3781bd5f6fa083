import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Shard } from "../../src/environment/model.ts";
import { stringifyJson } from "../../src/exact/json.ts";
import { askProvider } from "../../src/run/data-provider.ts";
import { ENDED_IN_TIME_MS } from "../faults/fault.ts";

const cwd = mkdtempSync(join(tmpdir(), "provider-"));
afterAll(() => rmSync(cwd, { recursive: true }));

const QUESTION = { operation: "charge-cancellation", case: "success", fields: ["oneTimeToken", "dcvv"] };

function ask(program: string, timeLimitMs?: number, shard?: Shard) {
  const file = join(cwd, "provider.mjs");
  writeFileSync(file, program);
  const command = `"${process.execPath}" provider.mjs`;
  return askProvider({ command, cwd, ...(shard && { shard }) }, QUESTION, timeLimitMs);
}

describe("a data provider", () => {
  it("reads operation, case and fields from standard input, in its own folder", async () => {
    const answer = await ask(
      `let text = ""; process.stdin.on("data", (d) => (text += d)).on("end", () => console.log(JSON.stringify({ ...JSON.parse(text), cwd: process.cwd() })));`,
    );
    expect(answer).toMatchObject(QUESTION);
    expect(String(answer.cwd)).toContain("provider-");
  });

  it("is told which of several machines asks", async () => {
    const program = `console.log(JSON.stringify({ shard: process.env.KONAPLATE_SHARD ?? "none" }));`;
    expect(await ask(program, undefined, { index: 2, count: 5 })).toEqual({ shard: "2/5" });
    expect(await ask(program)).toEqual({ shard: "none" });
  });

  it("gives numbers as they are written", async () => {
    const answer = await ask(`console.log('{"userId": 9999999999999999998}');`);
    expect(stringifyJson(answer)).toBe('{"userId":9999999999999999998}');
  });

  it("need not read its input", async () => {
    expect(await ask(`process.stdin.destroy(); console.log("{}");`)).toEqual({});
  });

  it.each([
    [
      "ends with another exit code",
      `console.error("no token left"); process.exit(3);`,
      /^ended with exit code 3; it says: no token left$/,
    ],
    [
      "answers nothing",
      ``,
      /^answered no JSON object on standard output; a right answer is \{"oneTimeToken": …\}$/,
    ],
    ["answers a list", `console.log("[1]");`, /^answered no JSON object/],
    [
      "answers something else",
      `console.log("token 12"); console.error("hm");`,
      /^answered no JSON object.*; it says: hm$/,
    ],
  ])("that %s is told in its own words", async (_what, program, message) => {
    await expect(ask(program)).rejects.toThrow(message);
  });

  it("that is not there is told", async () => {
    await expect(askProvider({ command: "no-such-command-at-all", cwd }, QUESTION)).rejects.toThrow(
      /^ended with exit code 127/,
    );
  });

  it("that takes too long is ended, with what it started", async () => {
    const began = Date.now();
    await expect(ask(`setInterval(() => undefined, 1000);`, 300)).rejects.toThrow(
      /^took longer than 0\.3 s and was ended$/,
    );
    expect(Date.now() - began).toBeLessThan(ENDED_IN_TIME_MS);
  });
});
