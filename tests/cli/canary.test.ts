import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Alteration, PlainAnswer } from "../../sandbox/alteration.ts";
import { startSandbox } from "../../sandbox/server.ts";
import { isJsonObject, type Json } from "../../src/exact/json.ts";
import { numberText } from "../../src/exact/number.ts";
import { suite } from "../run/run-cases.ts";
import { runHere } from "../support/run-here.ts";
import { shareOf } from "../support/share.ts";
import { CanarySearch, SHORTEST_CANARY } from "./canary.ts";
import { against, type Ended, reportIn } from "./command.ts";

/** What must not leak, by the field that it travels in; said here once more, apart from what the suite masks. */
const SENSITIVE =
  /^(ci|loginId|loginPassword|userName|birthDate|mobileNumber|phoneNumber|email|address|detailAddress|zipCode|cardNo|cardCVC|oneTimeToken|dcvv)$/;

/** Values of cases that stand in any report: the product's name, base64's alphabet in Allure's script, a row of the case tables in the workflows of the documentation. */
const ORDINARY = [" konaplate ", "ABCDEFGHIJKLMNOP", "949133940125076"];

/** Values that travelled, collected where they arrive. */
class Travelled {
  readonly values = new Set<string>();
  readonly short = new Set<string>();

  collect(value: Json | undefined): void {
    if (Array.isArray(value)) for (const item of value) this.collect(item);
    if (!isJsonObject(value)) return;
    for (const [field, member] of Object.entries(value)) {
      const text = typeof member === "string" ? member : numberText(member);
      if (text !== undefined && SENSITIVE.test(field)) this.#add(field, text);
      else this.collect(member);
    }
  }

  /** What is no value at all (blank, one letter over and over) would be found by chance. */
  #add(field: string, text: string): void {
    if (new Set(text).size < 3 || ORDINARY.includes(text)) return;
    // A date of eight digits stands in some clock's milliseconds by chance; it is looked for beside its field.
    if (text.length >= (/^\d+$/.test(text) ? 12 : SHORTEST_CANARY)) this.values.add(text);
    else this.short.add(`${field}=${text};`).add(`"${field}":"${text}"`);
  }
}

/** A server that repeats what it was sent, in every form, in its messages and in fields that no page knows. */
function gossip(travelled: Travelled): Alteration {
  return {
    plain: (answer, { request, headers }): PlainAnswer => {
      travelled.collect(request);
      travelled.collect(answer.payload);
      const token = headers["x-km-tran-token"] ?? "";
      if (/^KMV1:\d{17}:.{40,}$/.test(token)) travelled.values.add(token).add(token.slice(23));
      if (!request) return answer;
      const told = Object.entries(request).map(([field, value]) => {
        const text = typeof value === "string" ? value : (numberText(value) ?? "");
        const base64 = Buffer.from(text).toString("base64");
        return `${field}=${text}; base64 ${base64}; url ${encodeURIComponent(text)}`;
      });
      const message = `${answer.message} ${told.join(", ")} signed ${token}`;
      return { ...answer, message, payload: { ...answer.payload, received: request, said: message } };
    },
  };
}

describe("a run against a server that repeats everything", () => {
  const travelled = new Travelled();
  let root: string;
  let ended: Ended;
  let search: CanarySearch;
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "canary-"));
    const sandbox = await startSandbox({ seed: "canary", alter: gossip(travelled) });
    const env = {
      ...against(sandbox, root),
      GITHUB_ACTIONS: "true",
      GITHUB_STEP_SUMMARY: join(root, "summary.md"),
    };
    ended = await runHere("run", ["--only", ...shareOf(suite.plan.cases).map(({ id }) => id)], env);
    await sandbox.close();
    const { KONAPLATE_ACCESS_KEY, KONAPLATE_SECRET_KEY, KONAPLATE_CLIENT_PRIVATE_KEY } = sandbox.settings;
    const keyLines = KONAPLATE_CLIENT_PRIVATE_KEY.split("\n").filter((line) => !line.startsWith("-----"));
    const secrets = [KONAPLATE_ACCESS_KEY, KONAPLATE_SECRET_KEY, ...keyLines];
    search = new CanarySearch([...secrets, ...travelled.values, ...travelled.short]);
    // They hold the test data's own values.
    rmSync(join(root, "test-data.json"));
  }, 300_000);
  afterAll(() => rmSync(root, { recursive: true }));

  it("fails, and names rule and place", () => {
    expect(ended.code).toBe(1);
    expect(ended.out).toMatch(/^fails the run \d+ messages have other words than documented/m);
    expect(reportIn(join(root, "reports")).totals.failed).toBeGreaterThan(20);
  });

  it("leaves none of what it was told in any file", () => {
    expect(travelled.values.size).toBeGreaterThan(300);
    expect(travelled.short.size).toBeGreaterThan(10);
    expect(readdirSync(join(root, "reports"))).toContain("allure-report");
    expect(search.below(root)).toEqual([]);
  });

  it("says none of it on the terminal", () => {
    expect(search.in(Buffer.from(ended.out + ended.err))).toEqual([]);
  });
});

describe("the search", () => {
  const canary = "9491330000000101";
  const korean = '김하늘 "씨"';
  const search = new CanarySearch([canary, korean, "dcvv=101;"]);
  const found = (text: string) => search.in(Buffer.from(text));
  const base64 = (text: string) => Buffer.from(text).toString("base64");

  it.each([
    ["plain", `number ${canary}.`, canary],
    ["inside base64 of more", base64(`{"cardNo":"${canary}"}`), canary],
    ["one place further", base64(`{"cardNo" :"${canary}"}`), canary],
    ["two places further", base64(`{"cardNo"  :"${canary}"}`), canary],
    ["in base64url", Buffer.from(`?>${korean}?>`).toString("base64url"), korean],
    ["URL-encoded", `?name=${encodeURIComponent(korean)}&x`, korean],
    ["in a JSON text", JSON.stringify({ text: korean }), korean],
    ["short, with its field", "dcvv=101; and", "dcvv=101;"],
  ])("finds a planted value %s", (_form, text, value) => {
    expect(found(text)).toEqual([value]);
  });

  it("finds nothing where there is nothing", () => {
    expect(found("949133******0101, dcvv=***;")).toEqual([]);
    expect(found(base64("9491330000000102 9491330000000103"))).toEqual([]);
    expect(found("")).toEqual([]);
  });

  it("looks into files of subfolders", () => {
    const folder = mkdtempSync(join(tmpdir(), "planted-"));
    mkdirSync(join(folder, "deep"));
    writeFileSync(join(folder, "deep", "planted.bin"), `\0\xff${canary}`);
    expect(search.below(folder)).toEqual([`${join("deep", "planted.bin")}: ${canary}`]);
    rmSync(folder, { recursive: true });
  });
});
