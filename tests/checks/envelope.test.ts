import { describe, expect, it } from "vitest";
import { code, codeForm } from "../../src/checks/code.ts";
import { distinctCode } from "../../src/checks/distinct-code.ts";
import { envelope } from "../../src/checks/envelope.ts";
import { message } from "../../src/checks/message.ts";
import { encryptMessage } from "../../src/wire/message-encryption.ts";
import { vectorKey } from "../vectors/vectors.ts";
import { envelopeBody, exchangeOf, findings, notRun, places, SUCCESS } from "./made-exchange.ts";

const SUCCEEDS = "membership-cancellation/success";
const UNCODED = "membership-cancellation/remittance-in-progress";
const [CODE, MESSAGE] = ["/response/code", "/response/description"];

describe("envelope", () => {
  it("holds where both stand at the pointers", async () => {
    expect(await places(envelope, SUCCEEDS)).toEqual([]);
  });

  it.each([
    ["no envelope", {}, [CODE, MESSAGE]],
    ["an envelope that is no object", { response: "000_000" }, [CODE, MESSAGE]],
    ["no code", { response: { description: "Success." } }, [CODE]],
    ["no message", { response: { code: "000_000" } }, [MESSAGE]],
    ["a null message", envelopeBody("000_000", null), [MESSAGE]],
    ["a number for a code", envelopeBody(0, "Success."), [CODE]],
    ["an object for a code", envelopeBody({ value: "000_000" }, "Success."), [CODE]],
    ["an envelope elsewhere", { code: "000_000", description: "Success." }, [CODE, MESSAGE]],
    ["another case of letters", { Response: { code: "000_000", description: "Success." } }, [CODE, MESSAGE]],
  ])("finds %s", async (_what, body, where) => {
    expect(await places(envelope, SUCCEEDS, { body })).toEqual(where);
  });

  it("reads no code from a prototype", async () => {
    const body = '{"response":{"__proto__":{"code":"000_000","description":"Success."}}}';
    expect(await places(envelope, SUCCEEDS, { body })).toEqual([CODE, MESSAGE]);
  });

  it("follows the pointers of the settings", async () => {
    const pointers = { codePointer: "/result/0/status", messagePointer: "/text" };
    const body = { result: [{ status: "000_000" }], text: "Success." };
    expect(await places(envelope, SUCCEEDS, { body, pointers })).toEqual([]);
    expect(await places(envelope, SUCCEEDS, { pointers })).toEqual(["/result/0/status", "/text"]);
  });

  it("takes the envelope inside encData, beside it, and in both places alike", async () => {
    const id = "charge-cancellation/success";
    const sealed = async (value: object) => ({
      encData: encryptMessage(JSON.stringify(value), vectorKey("client-public")),
    });
    const payload = { isPending: false };
    const bodies = [
      await sealed({ ...payload, ...SUCCESS }),
      { ...(await sealed(payload)), ...SUCCESS },
      { ...(await sealed({ ...payload, ...SUCCESS })), ...SUCCESS },
    ];
    for (const body of bodies) expect(await places(envelope, id, { body, sealed: false })).toEqual([]);
    const torn = { ...(await sealed({ ...payload, ...SUCCESS })), ...envelopeBody("007_001", "-") };
    expect(await findings(envelope, id, { body: torn, sealed: false })).toMatchObject([
      { where: CODE, actual: 'beside encData "007_001"' },
    ]);
  });

  it("could not run on a body that is no JSON", async () => {
    expect(await notRun(envelope, SUCCEEDS, { body: "Success." })).toBe("could-not-run");
  });
});

describe("code", () => {
  it.each([
    [SUCCEEDS, "000_000", []],
    [SUCCEEDS, "000_001", [CODE]],
    [SUCCEEDS, "000_000 ", [CODE]],
    ["membership-cancellation/unknown-member", "001_006", []],
    ["membership-cancellation/unknown-member", "000_000", [CODE]],
    ["membership-cancellation/unknown-member", "001_49", [CODE]],
    [UNCODED, "001_050", []],
    [UNCODED, "E1", []],
    [UNCODED, "000_000", [CODE]],
  ])("%s answered with %j", async (id, value, where) => {
    expect(await places(code, id, { body: envelopeBody(value, "-") })).toEqual(where);
  });

  it("could not run where there is none", async () => {
    expect(await notRun(code, SUCCEEDS, { body: {} })).toBe("could-not-run");
  });
});

describe("code-form, of a scenario without a code", () => {
  it.each([
    ["001_050", []],
    ["999_999", []],
    ["1_50", [CODE]],
    ["001-050", [CODE]],
    ["001_050\n", [CODE]],
    ["", [CODE]],
  ])("%j", async (value, where) => {
    expect(await places(codeForm, UNCODED, { body: envelopeBody(value, "-") })).toEqual(where);
  });

  it("does not apply beside a documented code", async () => {
    expect(await notRun(codeForm, SUCCEEDS)).toBe("not-applicable");
  });
});

describe("distinct-code", () => {
  it.each([
    ["001_050", []],
    ["001_049", [CODE]],
    ["001_006", [CODE]],
    ["000_003", [CODE]],
  ])("of a scenario without a code that answers %s", async (value, where) => {
    expect(await places(distinctCode, UNCODED, { body: envelopeBody(value, "-") })).toEqual(where);
  });

  it("leaves the code of success to the rule of codes, and documented codes alone", async () => {
    expect(await places(distinctCode, UNCODED, { body: SUCCESS })).toEqual([]);
    expect(await notRun(distinctCode, "membership-cancellation/plcc-point")).toBe("not-applicable");
  });
});

describe("message", () => {
  const LENGTH = "The length of value does not match";
  it.each([
    [SUCCEEDS, "Success."],
    [SUCCEEDS, "Success"],
    ["member-authentication-info/authenticated", "Success"],
    ["member-authentication-info/authenticated", "Success."],
    ["membership-cancellation/unreceived-gift", "Unrecieved gift exits."],
    ["user-register/login-id-empty", "Invalid input value. loginId"],
    ["user-register/login-id-empty", "Invalid input parameter. loginId"],
    ["charge-cancellation/user-id-invalid", "Invalid input value. userId"],
    ["user-register/birth-date-too-short", `${LENGTH}. birthDate`],
    ["user-register/birth-date-too-short", `${LENGTH}, birthDate.`],
    [
      "user-register/birth-date-too-short",
      `${LENGTH}. birthDate (반드시 최소값 8과(와) 최대값 8 사이의 크기이어야 합니다.)`,
    ],
    ["unregistered-card-inquiry/card-number-length", `${LENGTH}, cardNo.`],
    ["unregistered-card-inquiry/card-number-invalid", "Invalid input parameter. cardNo"],
  ])("%s takes %s", async (id, text) => {
    const expected = id.endsWith("success") || id.endsWith("authenticated") ? "000_000" : "000_002";
    expect(await places(message, id, { body: envelopeBody(expected, text) })).toEqual([]);
  });

  it.each([
    [SUCCEEDS, "Success. "],
    [SUCCEEDS, " Success."],
    [SUCCEEDS, "success."],
    [SUCCEEDS, "Success.."],
    [SUCCEEDS, ""],
    ["membership-cancellation/unreceived-gift", "Unreceived gift exists."],
    ["user-register/login-id-empty", "Invalid input value. loginID"],
    ["user-register/login-id-empty", "Invalid input value. userId"],
    ["user-register/login-id-empty", "Invalid input value, loginId"],
    [
      "user-register/birth-date-too-short",
      `${LENGTH}. birthDate (반드시 최소값 8과(와) 최대값 9 사이의 크기이어야 합니다.)`,
    ],
    ["unregistered-card-inquiry/card-not-found", "Card not found.."],
  ])("%s refuses %j", async (id, text) => {
    expect(await places(message, id, { body: envelopeBody("000_002", text) })).toEqual([MESSAGE]);
  });

  it.each([
    ["unregistered-card-inquiry/card-not-found", "Card not found."],
    ["membership-cancellation/unreceived-gift", "Unrecieved gift exits"],
  ])("of %s takes %j, for a full stop is nothing", async (id, text) => {
    expect(await places(message, id, { body: envelopeBody("000_002", text) })).toEqual([]);
  });

  it.each([
    ["Required, and not there: loginId", "inferred"],
    ["Required, and not there: loginId.", "inferred"],
    ["Required, and not there: userId", undefined],
    ["Required, and not there", undefined],
  ])("in the words of another page, %j, weighs %s at most", async (text, atMost) => {
    const made = await exchangeOf("user-register/login-id-null", { body: envelopeBody("000_003", text) });
    const operations = made.contract.operations.map((operation) => ({
      ...operation,
      codes: operation.codes.map((entry) =>
        entry.clause === "membership-cancellation#codes.000_003"
          ? { ...entry, message: "Required, and not there: userId" }
          : entry,
      ),
    }));
    const found = message.check({ ...made, contract: { ...made.contract, operations } });
    expect(found).toMatchObject([{ where: MESSAGE, ...(atMost && { atMost }) }]);
    expect(JSON.stringify(found).includes("atMost")).toBe(atMost !== undefined);
  });

  it("names every accepted wording", async () => {
    const body = envelopeBody("000_002", "no");
    expect(await findings(message, "user-register/login-id-empty", { body })).toMatchObject([
      {
        clause: "user-register#codes.000_002",
        documented: '"Invalid input value. loginId" or "Invalid input parameter. loginId"',
        actual: '"no"',
      },
    ]);
  });

  it("does not apply where none is documented, and could not run where none came", async () => {
    expect(await notRun(message, UNCODED)).toBe("not-applicable");
    expect(await notRun(message, SUCCEEDS, { body: envelopeBody("000_000", 1) })).toBe("could-not-run");
  });
});
