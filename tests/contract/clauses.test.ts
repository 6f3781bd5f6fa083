import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parametersByPath, treatmentOf } from "../../src/contract/find.ts";
import { loadContract } from "../../src/contract/load.ts";

const contract = loadContract();

describe("clauses", () => {
  it("stand at the line that names the last part of their id", () => {
    const texts = new Map<string, string[]>();
    for (const [id, clause] of contract.clauses) {
      const lines = texts.get(clause.file) ?? readFileSync(clause.file, "utf8").split("\n");
      texts.set(clause.file, lines);
      const line = lines[clause.line - 1] ?? "";
      const name = id.includes("#testData.") ? "status:" : id.split(/[#.]/).at(-1);
      expect(line, id).toContain(name);
    }
  });

  it("say what the page says, in one line", () => {
    const says = (id: string) => contract.clauses.get(id)?.says;
    expect(says("unregistered-card-inquiry#response.cardDataInfo.par.length")).toBe("Length : 27");
    expect(says("headers#request.X-KM-Tran-Token.length")).toBe("Length : 66");
    expect(says("membership-cancellation#codes.001_049")).toBe("400 001_049 Unrecieved gift exits.");
    expect(says("membership-cancellation#request.userId.max")).toBe("Max : 9999999999999999999");
    expect(says("unregistered-card-inquiry#response.cardDataInfo.cardPointInfo.item")).toBe(
      "Item : cardPointInfo_item, object, Optional",
    );
  });

  it("name their source", () => {
    const source = (id: string) => contract.clauses.get(id)?.source;
    expect(source("user-register#encrypted.request")).toBe("guideline");
    expect(source("user-register#encrypted.response")).toBe("page");
    expect(source("headers#request.X-KM-Tran-Token.format")).toBe("guideline");
    expect(source("headers#request.Accept.values")).toBe("guideline");
    expect(source("user-register#request.joinChannel.type")).toBe("client-code");
  });

  it("exist for every row, code, title and condition of every operation", () => {
    const ids = contract.operations.flatMap((operation) => [
      ...[operation.requestHeaders, operation.responseHeaders, operation.request, operation.response].flatMap(
        (rows) =>
          [...parametersByPath(rows).values()].flatMap(({ clause }) => [
            clause,
            `${clause}.type`,
            `${clause}.presence`,
          ]),
      ),
      ...[...operation.codes, ...operation.testData, ...operation.conditions].map((entry) => entry.clause),
    ]);
    expect(ids.filter((id) => !contract.clauses.has(id))).toEqual([]);
    expect(ids.length).toBeGreaterThan(200);
  });
});

describe("readings", () => {
  const byId = new Map(contract.readings.map((reading) => [reading.id, reading]));

  it("hold the 18 contradictions known from the start and further ones", () => {
    expect(contract.readings.slice(0, 18).map((reading) => reading.id)).toEqual([
      "tran-token-length",
      "tran-time-length",
      "length-exact-or-at-most",
      "card-status-length",
      "is-authed-value",
      "expiry-date-forms",
      "user-id-range",
      "user-register-request",
      "path-leading-slash",
      "success-full-stop",
      "invalid-input-wording",
      "length-message-wording",
      "zero-user-id",
      "point-item-wrapper",
      "undocumented-error-codes",
      "misspelt-messages",
      "point-codes",
      "token-message",
    ]);
    expect(contract.readings.length).toBeGreaterThan(30);
  });

  it.each([
    ["charge-cancellation#request.sequenceId.length", "at-most", "length-exact-or-at-most"],
    [
      "unregistered-card-inquiry#response.cardDataInfo.physicalCardStatus.max",
      "ignored",
      "card-status-length",
    ],
    ["unregistered-card-inquiry#response.cardDataInfo.mobileCardStatus.max", "ignored", "card-status-length"],
    ["member-authentication-info#response.isAuthed.value", "ignored", "is-authed-value"],
    ["headers#request.X-KM-Tran-Token.length", "ignored", "tran-token-length"],
    ["member-authentication-info#headers.request.X-KM-Tran-Time.length", "ignored", "tran-time-length"],
    ["unregistered-card-inquiry#headers.request.X-KM-Tran-Time.length", "ignored", "tran-time-length"],
    ["charge-cancellation#request.userId.type", "whole", "number-without-fraction"],
    ["unregistered-card-inquiry#response.cardDataInfo.cardPointInfo.item", "either", "point-item-wrapper"],
  ])("treat %s as %s", (clause, as, reading) => {
    expect(treatmentOf(contract, clause)).toEqual({ as, reading });
  });

  it("leave every other clause alone", () => {
    expect(treatmentOf(contract, "unregistered-card-inquiry#request.cardNo.length")).toBeUndefined();
    expect(treatmentOf(contract, "headers#request.X-KM-Tran-Time.length")).toBeUndefined();
  });

  it("take either wording of a message", () => {
    expect(byId.get("success-full-stop")?.messages).toEqual([
      { code: "000_000", accepted: ["Success.", "Success"] },
    ]);
    expect(byId.get("length-message-wording")?.messages[0]?.accepted).toContain(
      "The length of value does not match, {field}.",
    );
  });

  it("accept what each page prints of a code that has several wordings", () => {
    const wordings = new Map(
      contract.readings.flatMap((reading) => reading.messages).map((entry) => [entry.code, entry.accepted]),
    );
    const named = /\b(loginId|birthDate|userId)\b/;
    for (const { code, message } of contract.operations.flatMap((operation) => operation.codes)) {
      const template = message
        .replace(named, "{field}")
        .replace("최소값 8", "최소값 {min}")
        .replace("최대값 8", "최대값 {max}");
      if (wordings.has(code)) expect(wordings.get(code), code).toContain(template);
    }
    expect([...wordings.keys()].sort()).toEqual(["000_000", "000_002", "000_015"]);
  });
});
