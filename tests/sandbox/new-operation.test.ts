import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { samplePayload } from "../../sandbox/sample-payload.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { wordingOf } from "../../sandbox/wording.ts";
import { loadContract } from "../../src/contract/load.ts";
import type { Contract, Operation, Parameter } from "../../src/contract/model.ts";
import { stringifyJson } from "../../src/exact/json.ts";
import { headersFor, read } from "./client.ts";

/** An operation that the sandbox has no line of code for. */
function contractWithVoucher(): Contract {
  const contract = loadContract();
  const [model] = contract.operations.filter(({ id }) => id === "membership-cancellation");
  if (!model) throw new Error("membership-cancellation is expected in the contract");
  const voucher: Operation = {
    ...model,
    id: "voucher-purchase",
    path: "/api/v1/vouchers",
    request: [
      row("amount", { type: "number", min: "1000", max: "9999999999999999999" }),
      row("recipient", { type: "object", fields: [row("name", { min: "1", max: "3" })] }),
      row("lines", { type: "array", fields: [row("usableFrom", { length: "8", format: "yyyyMMdd" })] }),
      row("kind", { values: ["PAPER", "MOBILE"], presence: "optional" }),
    ],
    response: [
      row("max", { type: "number", min: "500" }),
      row("used", { type: "number", min: "20" }),
      row("left", { type: "number", min: "0", formulas: ["max - used"] }),
      row("voucherNo", { length: "12" }),
      row("usableUntil", { length: "8", format: "yyyyMMdd" }),
      row("state", { values: ["ACTIVE"] }),
      row("gift", { type: "boolean" }),
      row("lines", { type: "array", fields: [row("title", { min: "1", max: "9" })] }),
      row("owner", { type: "object", fields: [row("name", {})] }),
    ],
    codes: model.codes.filter(({ code }) => code === "000_000"),
    testData: [],
  };
  return { ...contract, operations: [voucher] };
}

function row(name: string, facts: Partial<Parameter>): Parameter {
  const clause = `voucher-purchase#${name}`;
  return {
    name,
    clause,
    type: "string",
    presence: "required",
    meaning: name,
    source: "page",
    fields: [],
    ...facts,
  };
}

const VALID = {
  amount: "9999999999999999999",
  recipient: '{"name":"김코나"}',
  lines: '[{"usableFrom":"20280229"}]',
};

describe("an operation that is in the contract alone", () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ contract: contractWithVoucher() });
  });
  afterAll(() => sandbox.close());

  async function purchase(changes: Readonly<Record<string, string | undefined>>) {
    const members = Object.entries({ ...VALID, ...changes }).filter(([, value]) => value !== undefined);
    const body = `{${members.map(([name, value]) => `"${name}":${value}`).join(",")}}`;
    const init = { method: "POST", headers: headersFor(sandbox, body), body };
    return read(sandbox, await fetch(`${sandbox.baseUrl}/api/v1/vouchers`, init));
  }

  it("answers a link where its page speaks of one and leaves room for it", () => {
    const link = (facts: Partial<Parameter>) => samplePayload([row("iconUrl", facts)]).iconUrl;
    expect(URL.canParse(String(link({ max: "255" })))).toBe(true);
    expect(String(link({ min: "40", max: "255" }))).toMatch(/^https:\/\/.{32,}$/);
    expect(link({ max: "5" })).toBe("1");
    expect(link({ length: "5" })).toBe("11111");
  });

  it("is told of a field within another by its path where the page's own message has dots", () => {
    const [model] = contractWithVoucher().operations;
    if (!model) throw new Error("the voucher is expected");
    const messages: readonly (readonly [string, string])[] = [
      ["000_002", "Invalid input parameter. recipient.name"],
      ["000_003", "Missing required values. amount"],
    ];
    const codes = messages.map(([code, message]) => ({
      code,
      message,
      clause: code,
      status: 400,
      description: "",
      source: "page" as const,
    }));
    const wording = wordingOf({ ...model, codes });
    expect(wording.invalid("name").message).toBe("Invalid input parameter. recipient.name");
    expect(wording.invalid("usableFrom").message).toBe("Invalid input parameter. lines.usableFrom");
    expect(wording.missing("name").message).toBe("Missing required values. name");
  });

  it("succeeds with a sample of its payload", async () => {
    const answer = await purchase({});
    expect([answer.status, answer.code, answer.message]).toEqual([200, "000_000", "Success."]);
    expect(answer.at("/left")).toBe("480");
  });

  it.each([
    [{ amount: "999" }, "000_002", "Invalid input parameter. amount"],
    [{ amount: "10000000000000000000" }, "000_002", "Invalid input parameter. amount"],
    [{ amount: undefined }, "000_003", "Missing required values. amount"],
    [{ recipient: "{}" }, "000_003", "Missing required values. name"],
    [
      { recipient: '{"name":"four"}' },
      "000_015",
      "The length of value does not match. name (반드시 최소값 1과(와) 최대값 3 사이의 크기이어야 합니다.)",
    ],
    [{ lines: "[17]" }, "000_002", "Invalid input parameter. lines"],
    [
      { lines: '[{"usableFrom":"20280229"},{"usableFrom":"20290229"}]' },
      "000_002",
      "Invalid input parameter. usableFrom",
    ],
    [{ kind: '"STONE"' }, "000_002", "Invalid input parameter. kind"],
  ])("%j is refused", async (changes, code, message) => {
    const answer = await purchase(changes);
    expect([answer.status, answer.code, answer.message]).toEqual([400, code, message]);
  });
});

it("a sample keeps to type, bounds, form, values and formula", () => {
  const [operation] = contractWithVoucher().operations;
  expect(JSON.parse(stringifyJson(samplePayload(operation?.response ?? [])))).toEqual({
    max: 500,
    used: 20,
    left: 480,
    voucherNo: "111111111111",
    usableUntil: "20280229",
    state: "ACTIVE",
    gift: true,
    lines: [{ title: "1" }],
    owner: { name: "1" },
  });
});
