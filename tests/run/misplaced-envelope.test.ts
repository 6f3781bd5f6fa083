import { describe, expect, it } from "vitest";
import type { Json } from "../../src/exact/json.ts";
import { misplacedEnvelope } from "../../src/run/misplaced-envelope.ts";
import { suite } from "./run-cases.ts";

const POINTERS = { codePointer: "/response/code", messagePointer: "/response/description" };
const operation = "member-authentication-info";
const told = (bodies: readonly Json[], pointers = POINTERS): string | undefined =>
  misplacedEnvelope(
    bodies.map((body) => ({ operation, bodies: [undefined, body] })),
    suite.contract,
    pointers,
  )?.reason;
const envelope = { code: "000_000", description: "Success" };

describe("code and message elsewhere than the settings say", () => {
  it.each([
    ["as the settings say", [{ response: envelope }], undefined],
    [
      "under another name",
      [{ result: envelope }, { result: envelope, id: "x" }],
      "KONAPLATE_CODE_POINTER=/result/code?",
    ],
    ["at the root", [envelope], "KONAPLATE_CODE_POINTER=/code?"],
    ["a level deeper", [{ body: { response: envelope } }], "KONAPLATE_CODE_POINTER=/body/response/code?"],
    ["elsewhere in some answers alone", [{ result: envelope }, { response: envelope }], undefined],
    ["at another place in each", [{ result: envelope }, { answer: envelope }], undefined],
    ["nowhere", [{ response: { description: "Success" } }, {}], undefined],
    ["as numbers", [{ response: { code: 0, description: "Success" } }], undefined],
    ["without a message", [{ response: { code: "000_000" } }], undefined],
    [
      "with the message beside it",
      [{ response: { code: "000_000", text: "All is well" } }],
      "KONAPLATE_MESSAGE_POINTER=/response/text?",
    ],
    ["with texts of which none is known", [{ response: { code: "000_000", a: "x", b: "y" } }], undefined],
    ["in no JSON", ["a text"], undefined],
    ["still sealed", [{ encData: "e30.e30.e30.e30.e30" }], undefined],
  ])("%s", (_name, bodies, meant) => {
    const reason = told(bodies as Json[]);
    if (meant === undefined) expect(reason).toBeUndefined();
    else expect(reason).toContain(`did you mean ${meant}`);
  });

  it("names the setting, what it says and what it should", () => {
    expect(told([{ response: envelope }], { ...POINTERS, codePointer: "/result/code" })).toBe(
      "No answer has a code at /result/code, where KONAPLATE_CODE_POINTER looks for it, and every one has one at /response/code: did you mean KONAPLATE_CODE_POINTER=/response/code?",
    );
    expect(told([{ response: envelope }], { ...POINTERS, codePointer: "/response/description" })).toContain(
      "KONAPLATE_CODE_POINTER=/response/code?",
    );
    expect(told([{ response: envelope }], { ...POINTERS, messagePointer: "/response/message" })).toContain(
      "KONAPLATE_MESSAGE_POINTER=/response/description?",
    );
  });

  it("finds the documented message wherever it stands", () => {
    const message = suite.contract.operations.find(({ id }) => id === operation)?.codes[0]?.message ?? "";
    const body = { response: { code: "000_000" }, meta: { trace: "x", said: message } };
    expect(told([body])).toContain("KONAPLATE_MESSAGE_POINTER=/meta/said?");
  });
});
