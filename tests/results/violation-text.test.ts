import { describe, expect, it } from "vitest";
import { RULE_DESCRIPTIONS } from "../../src/checks/descriptions.ts";
import { shown, visible } from "../../src/results/inert-text.ts";
import { nextStep } from "../../src/results/next-step.ts";
import {
  expectedText,
  observedText,
  renderViolation,
  violationLine,
} from "../../src/results/violation-text.ts";
import { HOSTILE, hostileResult, UNSEEN } from "../reporters/hostile.ts";
import { madeUpExchange, madeUpResult, madeUpViolation } from "./made-up.ts";

const RULE_IDS = RULE_DESCRIPTIONS.map(({ id }) => id);
const next = (rule: string) => nextStep(rule, RULE_DESCRIPTIONS);

describe("a violation in words", () => {
  const result = madeUpResult({
    expected: { status: 400, code: "001_049", message: "Unrecieved gift exits." },
    observed: { status: 400, code: "001_006", message: "Wallet user not found." },
  });

  it("has its parts in the order in which a reader needs them", () => {
    const text = renderViolation(madeUpViolation({ reading: "gift-spelling" }), result, {
      rules: RULE_DESCRIPTIONS,
    });
    const lines = text.split("\n");
    expect(lines[0]).toBe(
      "code at /response/code (documented): expected 400 001_049 Unrecieved gift exits., came 001_006",
    );
    const labels = lines.flatMap((line) => /^([A-Z]\w+):/.exec(line)?.[1] ?? []);
    expect(labels).toEqual(["Expected", "Came", "Scenario", "Exchange", "Repeat", "Record", "Next"]);
    for (const part of [
      "400 001_049 Unrecieved gift exits. (membership-cancellation#codes.001_049, by reading gift-spelling)",
      'documents status 400, code 001_049, message "Unrecieved gift exits."',
      '001_006 (status 400, code 001_006, message "Wallet user not found.")',
      "POST http://127.0.0.1:4010/api/v1/user/unregister, answered 200 after 11 ms",
      "correlation id 260301180000-0a1b2c3",
      'request body {"userId":9999999999999999999}',
      madeUpExchange().curl,
      next("code"),
    ])
      expect(text).toContain(part);
  });

  it("has what came in its one line, however long what is required, and no title", () => {
    const long = madeUpViolation({ documented: "x".repeat(1000), actual: `y${"z".repeat(1000)}` });
    const line = violationLine(long, 50);
    const more = "… (more in conformance.json)";
    expect(line).toBe(
      `code at /response/code: expected ${"x".repeat(50)}${more}, came y${"z".repeat(49)}${more}`,
    );
  });

  it("shows the expectation that was violated, and the scenario where a page has one", () => {
    const derived = madeUpResult({
      kind: "generated",
      expected: { status: null, code: null, message: null },
    });
    const text = renderViolation(madeUpViolation({ documented: "a message that names userId" }), derived);
    expect(text).toMatch(
      /^Expected: a message that names userId \(membership-cancellation#codes\.001_049\)$/m,
    );
    expect(text).not.toMatch(/any status|^Scenario:/m);
  });

  it("says how much it weighs: level, family, known deviation", () => {
    const violation = madeUpViolation({ level: "inferred", family: "security", deviation: "D-1" });
    expect(renderViolation(violation, result)).toMatch(
      /^code at .* \(inferred, security, known deviation D-1\): /,
    );
  });

  it("repeats the case by its id and the seed of the run, and keeps the curl line as a record", () => {
    const text = renderViolation(madeUpViolation(), result, { seed: "20260301" });
    expect(text).toContain(
      "Repeat:   npx konaplate run --only 'membership-cancellation/success' --seed '20260301'\n",
    );
    expect(text).toContain(`Record:   ${madeUpExchange().curl}`);
    expect(renderViolation(madeUpViolation(), result)).toMatch(/^Repeat: .*success'$/m);
  });

  it("takes the exchange that it is given before the last one", () => {
    const first = madeUpExchange({ label: "first", fault: "timeout: no answer within 10000 ms" });
    const { response: _, ...unanswered } = first;
    const text = renderViolation(madeUpViolation(), result, { exchange: unanswered });
    expect(text).toContain("first: POST");
    expect(text).toContain("no answer after 11 ms");
    expect(text).toContain("fault timeout: no answer within 10000 ms");
  });

  it("does without an exchange", () => {
    const text = renderViolation(madeUpViolation(), madeUpResult({ exchanges: [] }));
    expect(text).not.toMatch(/^(Exchange|Record):/m);
    expect(text).toMatch(/^Next:/m);
  });

  it("shows a decrypted body in place of the one that travelled", () => {
    const response = { status: 200, headers: [], body: '{"encData":"xyz"}', opened: '{"userId":1}' };
    const text = renderViolation(madeUpViolation(), result, { exchange: madeUpExchange({ response }) });
    expect(text).toContain('response body (decrypted) {"userId":1}');
    expect(text).not.toContain("encData");
  });

  it("says where nothing is documented and where nothing came", () => {
    expect(expectedText({ status: 400, code: null, message: null })).toBe(
      "status 400, any code, any message",
    );
    expect(expectedText({ status: null, code: "000_000", message: "Success." })).toBe(
      'any status, code 000_000, message "Success."',
    );
    expect(observedText({ status: null, code: null, message: null })).toBe("no answer");
    expect(observedText({ status: 502, code: null, message: null })).toBe("status 502, no code, no message");
  });

  it("lets no hostile character through, and forges no line", () => {
    const text = renderViolation(madeUpViolation({ actual: HOSTILE, message: HOSTILE }), hostileResult());
    expect(text).not.toMatch(UNSEEN);
    const ofServer = text.replace(/^(Repeat|Record):.*$/gm, "");
    expect(ofServer).not.toMatch(/^\s*::|##\[/m);
  });

  it("cuts a curl line that is too long to read, and says so", () => {
    const text = renderViolation(madeUpViolation(), result, {
      exchange: madeUpExchange({ curl: "x".repeat(20_000) }),
    });
    expect(text.length).toBeLessThan(10_000);
    expect(text).toContain("… (more in conformance.json)");
  });
});

describe("what to look at next", () => {
  it("differs from rule to rule", () => {
    expect(new Set(RULE_IDS.map(next)).size).toBe(RULE_IDS.length);
    expect(RULE_IDS.map(next)).not.toContain(next("a rule of tomorrow"));
  });

  it("names what is to be looked at", () => {
    expect(next("envelope")).toMatch(/KONAPLATE_CODE_POINTER.*KONAPLATE_MESSAGE_POINTER/);
    expect(next("distinct-code")).toContain("the test member has only the state of this scenario");
  });

  it("is said of any rule, by own names alone", () => {
    expect(next("constructor")).toBe(next("a rule of tomorrow"));
    expect(next("a rule of tomorrow")).toContain("clause");
  });
});

describe("inert text", () => {
  it("writes what cannot be seen as its escape", () => {
    expect(visible("a\u202eb\u0000\n\r\t\u001b\ud800\u{e0041}\ufffe")).toBe(
      "a\\u202eb\\u0000\\n\\r\\t\\u001b\\ud800\\u{e0041}\\ufffe",
    );
    expect(visible("회원 😀 é")).toBe("회원 😀 é");
  });

  it("keeps 200 characters, whole ones, and says where the others are", () => {
    expect(shown("x".repeat(200))).toBe("x".repeat(200));
    expect(shown("x".repeat(201))).toBe(`${"x".repeat(200)}… (more in conformance.json)`);
    expect(shown("😀".repeat(300))).toBe(`${"😀".repeat(200)}… (more in conformance.json)`);
    expect(shown("\u0000".repeat(201)).match(/\\u0000/g)).toHaveLength(200);
  });
});
