import { describe, expect, it } from "vitest";
import { answerKey } from "../../src/checks/answer-key.ts";
import { charset } from "../../src/checks/charset.ts";
import { freshKey, freshVector } from "../../src/checks/fresh-encryption.ts";
import type { EarlierAnswer } from "../../src/checks/model.ts";
import { askedThing, restatedValue } from "../../src/checks/restated-values.ts";
import { sameAnswer } from "../../src/checks/same-answer.ts";
import { parseJson } from "../../src/exact/json.ts";
import { findings, notRun, places, RIGHT_HEADERS, SUCCESS } from "./made-exchange.ts";

const INQUIRY = "unregistered-card-inquiry/success";
const ASKED = { cardNo: "9491339401251011", expiryDate: "3108", cardCVC: "211" };
const card = (fields: object): object => ({ ...SUCCESS, cardDataInfo: fields });

describe("the card that is answered", () => {
  const of = (fields: object) => ({ asked: ASKED, body: card(fields) });
  const both = { physicalCardNo: "9491339401251011", mobileCardNo: "9491339401252027" };

  it("is the one asked for by either of its numbers", async () => {
    expect(await findings(askedThing, INQUIRY, of(both))).toEqual([]);
    const swapped = { physicalCardNo: both.mobileCardNo, mobileCardNo: both.physicalCardNo };
    expect(await findings(askedThing, INQUIRY, of(swapped))).toEqual([]);
  });

  it("is another where neither number is the one asked for", async () => {
    const other = { physicalCardNo: "9491339401254049", mobileCardNo: "9491339401252027" };
    expect(await findings(askedThing, INQUIRY, of(other))).toEqual([
      {
        clause: "unregistered-card-inquiry#response.cardDataInfo.physicalCardNo",
        where: "/cardDataInfo/physicalCardNo",
        documented: 'the cardNo of the request, "9491339401251011"',
        actual: '"9491339401254049" and "9491339401252027"',
      },
    ]);
    expect(await findings(restatedValue, INQUIRY, of(other))).toEqual([]);
  });

  it("may be another where one number alone is told, which says less", async () => {
    const one = of({ mobileCardNo: "9491339401252027" });
    expect(await findings(askedThing, INQUIRY, one)).toEqual([]);
    expect(await findings(restatedValue, INQUIRY, one)).toMatchObject([
      { where: "/cardDataInfo/mobileCardNo", atMost: "observed" },
    ]);
  });

  it("is left in peace where no number is told, or hidden digits leave it open", async () => {
    for (const fields of [{}, { ...both, physicalCardNo: "949133******1011" }, { physicalCardNo: null }]) {
      expect(await findings(askedThing, INQUIRY, of(fields))).toEqual([]);
      expect(await findings(restatedValue, INQUIRY, of(fields))).toEqual([]);
    }
    const masked = { ...both, physicalCardNo: "949133******4049" };
    expect(await places(askedThing, INQUIRY, of(masked))).toEqual(["/cardDataInfo/physicalCardNo"]);
  });

  it("expires in the month asked for, in whichever order the request wrote it", async () => {
    for (const expiryDate of ["3108", "0831"])
      expect(
        await findings(restatedValue, INQUIRY, {
          asked: { ...ASKED, expiryDate },
          body: card({ expiryDate: "20310831" }),
        }),
      ).toEqual([]);
    expect(await places(restatedValue, INQUIRY, of({ expiryDate: "20310731" }))).toEqual([
      "/cardDataInfo/expiryDate",
    ]);
    expect(await findings(restatedValue, INQUIRY, of({ expiryDate: "20311331" }))).toEqual([]);
  });

  it("is not looked at in a refusal, nor where nothing is given back", async () => {
    expect(await notRun(askedThing, "unregistered-card-inquiry/card-not-found", { asked: ASKED })).toBe(
      "not-applicable",
    );
    expect(await notRun(restatedValue, "member-authentication-info/authenticated")).toBe("not-applicable");
  });
});

describe("the same request again", () => {
  const earlier = (body: string, code = "000_000"): EarlierAnswer => ({ code, body: parseJson(body) });
  const now = (body: object, was: EarlierAnswer) => ({ before: was, body: { ...SUCCESS, ...body } });
  const CARD = '{"cardDataInfo":{"balance":100,"cardPointInfo":[{"pointName":"a"},{"pointName":"b"}]}}';

  it("has the same answer, in whatever order and notation, beside what no page lists", async () => {
    const same = {
      servedAt: "12:00",
      cardDataInfo: { cardPointInfo: [{ pointName: "b" }, { pointName: "a" }], balance: 100, now: 1 },
    };
    expect(await findings(sameAnswer, INQUIRY, now(same, earlier(CARD)))).toEqual([]);
    const withNull = earlier('{"cardDataInfo":{"mobileCardNo":null}}');
    expect(await findings(sameAnswer, INQUIRY, now({ cardDataInfo: {} }, withNull))).toEqual([]);
  });

  it("has another answer by its place: a value, a field that is gone, a field that came", async () => {
    const other = { cardDataInfo: { balance: 101, serviceName: "x" } };
    expect(await places(sameAnswer, INQUIRY, now(other, earlier(CARD)))).toEqual([
      "/cardDataInfo/serviceName",
      "/cardDataInfo/balance",
      "/cardDataInfo/cardPointInfo",
    ]);
    const flag = earlier('{"isAuthed":true}');
    expect(
      await places(sameAnswer, "member-authentication-info/authenticated", now({ isAuthed: false }, flag)),
    ).toEqual(["/isAuthed"]);
  });

  it("has another code", async () => {
    expect(await findings(sameAnswer, INQUIRY, now({}, earlier("{}", "002_001")))).toMatchObject([
      { where: "/response/code", actual: '"000_000"' },
    ]);
  });

  it("is not looked at where nothing was asked before", async () => {
    expect(await notRun(sameAnswer, INQUIRY, { body: SUCCESS })).toBe("not-applicable");
  });
});

describe("the key that an encrypted answer names", () => {
  const KEY = "0123456789abcdef0123456789abcdef";
  const named = (id: string) => [...RIGHT_HEADERS, ["X-KM-Crypto-Key-Id", id] as const];
  const sentHeaders = [["X-KM-Crypto-Key-Id", KEY] as const];

  it("is that of the request", async () => {
    expect(await findings(answerKey, INQUIRY, { body: SUCCESS, headers: named(KEY), sentHeaders })).toEqual(
      [],
    );
  });

  it("is another", async () => {
    const answer = { body: SUCCESS, headers: named("f".repeat(32)), sentHeaders };
    expect(await places(answerKey, INQUIRY, answer)).toEqual(["header X-KM-Crypto-Key-Id"]);
  });

  it("is not judged where no key is named, the body is in the clear, or the request named none", async () => {
    expect(await notRun(answerKey, INQUIRY, { body: SUCCESS, sentHeaders })).toBe("not-applicable");
    const clear = { body: SUCCESS, sealed: false, headers: named("f".repeat(32)), sentHeaders };
    expect(await notRun(answerKey, INQUIRY, clear)).toBe("not-applicable");
    expect(await notRun(answerKey, INQUIRY, { body: SUCCESS, headers: named(KEY) })).toBe("not-applicable");
  });
});

describe("a declared charset", () => {
  const declared = (name: string, body: string) => ({
    sealed: false,
    headers: [["Content-Type", `application/json; charset=${name}`] as const],
    body,
  });

  it.each([
    ["utf-8", '{"a":"가"}'],
    ['"UTF-8"', '{"a":"가"}'],
    ["us-ascii", '{"a":"b"}'],
    ["EUC-KR", '{"a":"b"}'],
  ])("%s that fits %s is left in peace", async (name, body) => {
    expect(await findings(charset, INQUIRY, declared(name, body))).toEqual([]);
  });

  it.each([
    ["EUC-KR", '{"a":"가"}'],
    ["iso-8859-1", '{"a":"é"}'],
    ["utf-16", '{"a":"b"}'],
    ["no-such", '{"a":"b"}'],
  ])("%s is not that of %s", async (name, body) => {
    expect(await places(charset, INQUIRY, declared(name, body))).toEqual(["header Content-Type"]);
  });

  it("need not be there", async () => {
    expect(await notRun(charset, INQUIRY, { body: SUCCESS })).toBe("not-applicable");
  });
});

describe("what encrypts an answer", () => {
  const repeated = (vector: boolean, key: boolean) => ({ body: SUCCESS, repeats: { vector, key } });

  it("is its own", async () => {
    for (const rule of [freshKey, freshVector])
      expect(await findings(rule, INQUIRY, repeated(false, false))).toEqual([]);
  });

  it("was another answer's", async () => {
    expect(await places(freshVector, INQUIRY, repeated(true, false))).toEqual(["/encData"]);
    expect(await places(freshKey, INQUIRY, repeated(false, true))).toEqual(["/encData"]);
    expect((await findings(freshKey, INQUIRY, repeated(true, true)))[0]?.actual).toContain(
      "and an initialization",
    );
    expect(await findings(freshVector, INQUIRY, repeated(true, true))).toEqual([]);
  });

  it("is not looked at in an answer in the clear", async () => {
    expect(await notRun(freshKey, INQUIRY, { body: SUCCESS, sealed: false })).toBe("not-applicable");
  });
});
