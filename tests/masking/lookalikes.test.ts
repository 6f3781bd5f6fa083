import { describe, expect, it } from "vitest";
import { digitShapes } from "../../src/masking/digit-shapes.ts";
import { Masking } from "../../src/masking/masking.ts";
import { sensitivityOf } from "../../src/masking/sensitive.ts";
import { documentedValues } from "../../src/run/documented-values.ts";
import { cpuMillis } from "../support/cpu-time.ts";
import { suite } from "../support/suite.ts";

const { contract } = suite;
const documented = documentedValues(contract);
/** Knows what the pages say, and no value at all. */
const ofPages = Masking.of([], {}, documented);
const masking = (): Masking => ofPages.forExchange();
const answered = (body: object): string => masking().answeredBody(JSON.stringify(body));

describe("what an answer says of persons that nobody asked for", () => {
  it("is hidden in a message, and the message stays readable", () => {
    expect(
      masking().bodyText("Card is already registered user 9411110000001234, Kim Minsu 010-5555-6666"),
    ).toBe("Card is already registered user 941111******1234, *** ***");
  });

  it.each([
    ["pan", "9411110000001234", "941111******1234"],
    ["card_no", "9411-1100-0000-1234", "***"],
    ["rrn", "870413-1234567", "***"],
    ["pin", "4821", "***"],
    ["customerName", "Kim Minsu", "***"],
    ["expiryDate", "20310831", "***"],
    ["zip", "04799", "***"],
    ["비밀번호", "4821", "***"],
    ["고객명", "김민수", "***"],
  ])("is hidden under the field %s, and from then on in any text", (field, value, hidden) => {
    const one = masking();
    expect(one.answeredBody(JSON.stringify({ data: [{ [field]: value }] }))).toBe(
      JSON.stringify({ data: [{ [field]: hidden }] }),
    );
    expect(one.bodyText(`It is ${value}.`)).not.toContain(value);
  });

  it.each([
    ["XML", "<c:card><c:cvc>211</c:cvc><holder><first>Minsu</first></holder></c:card>", /211|Minsu/],
    ["attributes", '<card cvc="211" holder="Kim Minsu"/>', /211|Minsu/],
    ["named elements", '<field name="cvc">211</field>', /211/],
    ["a form", "pan=9411110000001234&cvc=211&name=Kim+Minsu&tel=%2B821055556666", /1110000|211|Minsu|5555/],
    ["named members", '{"errors":[{"field":"cvc","value":"211"}]}', /211/],
    ["base64 of JSON", JSON.stringify({ data: btoa('{"pin":"4821"}') }), /eyJ/],
    ["an array of groups", '{"parts":["9411","1100","0000","1234"]}', /9411/],
    ["groups between tags", "<b>9411</b><b>1100</b> <b>0000</b><b>1234</b>", /1100/],
    ["a cell beside a cell", "<td>1</td><td>9411110000001234</td>", /1111000/],
    ["character references", "&#57;&#52;11110000001234, 9411&nbsp;1100&nbsp;0000&nbsp;1234", /1110000|1100/],
    ["percent escapes, twice", "%25394%31%31110000001234", /1110000/],
    ["\\u escapes of JSON in a text", '"{\\"x\\":\\"\\\\u0039411110000001234\\"}"', /1111000/],
    ["full width", "９４１１１１００００００１２３４", /１１１１/],
    ["letters without a width", "9411\u200b1100\u200b0000\u200b1234", /1100/],
    ["a signed token", "eyJhbGciOiJIUzI1NiJ9.eyJwaW4iOjQ4MjF9.c2lnbmF0dXJl", /eyJ/],
    [
      "a token of the protocol",
      "signed KMV1:20261122041959091:b6rGmyLnlpL3zlFi06OOstpYOWyalsHzFVJUFyvN7sc=.",
      /b6rG|sc=/,
    ],
    ["credentials in an address", "https://kim:4821@partner.example/x", /kim|4821/],
    ["prose", "CVC 211, PIN is 4821, expires 12/28", /211|4821|12\/28/],
    ["prose about a password", "the password Hunter2x is wrong; 비밀번호: kim!4821", /Hunter2x|kim!4821/],
  ])("is hidden in %s", (_where, text, leak) => {
    expect(masking().answeredBody(text)).not.toMatch(leak);
  });

  it("is hidden in headers, by their name and by what they look like", () => {
    const lines: [string, string][] = [
      ["X-Card-CVC", "211"],
      ["X-Zip", "04799"],
      ["X-Customer", "Kim Minsu"],
      ["X-Card", "9411 1100 0000 1234"],
      ["X-Expiry-Date", "3108"],
    ];
    const hidden = masking().answeredHeaders(lines);
    expect(hidden.map(([, value]) => value)).toEqual(["***", "***", "***", "941111******1234", "***"]);
  });

  it("is hidden in what only looks like a tag, and between tags", () => {
    const text = "Kim Minsu <minsu@mail.example>, <010-5555-6666>, <b>9411</b><b>110000001234</b>";
    expect(masking().bodyText(text)).not.toMatch(/Minsu|mail|5555|0000/);
  });

  it("is hidden in Korean, by the family name or the form of address", () => {
    expect(masking().bodyText("회원 김민수님의 전화 010 5555 6666, 이미 등록된 카드입니다. 박서준")).toBe(
      "회원 ***의 전화 ***, 이미 등록된 카드입니다. ***",
    );
  });

  it("in small letters and without anything that announces it is not told from other words", () => {
    expect(masking().bodyText("given to kim minsu")).toBe("given to kim minsu");
    expect(masking().bodyText("customer: kim minsu")).toBe("customer: ***");
  });
});

describe("numbers", () => {
  const isHidden = (text: string) => digitShapes(text)?.length === 1;

  it.each([
    "9411110000001234",
    "9411 1100 0000 1234",
    "9411.1100.0000.1234",
    "9411_1100_0000_1234",
    "9 4 1 1 1 1 0 0 0 0 0 0 1 2 3 4",
    "94111100 00001234",
    "card9411110000001234",
    "378282246310005",
    "3782 822463 10005",
    "6304000000000000000",
    "870413-1234567",
    "8704131234567",
    "010-5555-6666",
    "01055556666",
    "010) 5555 - 6666",
    "02-555-6666",
    "+82-10-5555-6666",
    "+82 (0)10 5555 6666",
    "+1 (415) 555-2671",
    "0082 10 5555 6666",
    "821055556666",
    "(415) 555-2671",
  ])("%s is hidden", (text) => {
    expect(isHidden(text)).toBe(true);
    expect(isHidden(`of ${text}, and`)).toBe(true);
  });

  it.each([
    "9999999999",
    "50000104652",
    "9999999999999999999",
    "10000000000000000000",
    "20261121121242",
    "20261121121242123",
    "2026-11-21 12:12:42.123",
    "2026-11-21T12:12:42.123+09:00",
    "1764123456789",
    "261101000000-0000000",
    "550e8400-e29b-41d4-a716-446655440000",
    "KMN221114031773543",
    "000_002 000_003 001_049",
    "192.168.100.200:34567",
    "1,000,000,000,000,000",
    "378282246310006",
  ])("%s stays", (text) => {
    expect(digitShapes(`of ${text}, and`)).toEqual([]);
  });
});

it("a short value that a request's free text announces is hidden as in an answer", () => {
  const hidden = masking().body('{"note":"card 9491339401251011 cvc 211, password is Hunter2x"}');
  expect(hidden).not.toMatch(/211|Hunter2x|125101/);
});

describe("what a report needs", () => {
  it.each(
    contract.operations.flatMap(({ codes }) =>
      codes.flatMap(({ message, description }) => [message, description]),
    ),
  )("%s stays", (text) => {
    expect(masking().bodyText(text)).toBe(text);
  });

  it("stays: ids that a case makes a character too long, and counts that are also somebody's CVC", () => {
    const known = Masking.of([], { any: { any: { cardCVC: "211" } } }, documented).forExchange();
    const lines: [string, string][] = [
      ["X-KM-Correlation-Id", "261122003552-0520520ec9"],
      ["X-KM-Correlation-Id", "2611220035520520ec99a"],
      ["X-KM-User-AspId", "2609041234568055"],
      ["Content-Length", "211"],
    ];
    expect(known.headers(lines)).toEqual(lines);
    expect(known.answeredHeaders(lines)).toEqual(lines);
    expect(known.answeredHeaders([["X-Echo", "211"]])).toEqual([["X-Echo", "***"]]);
  });

  it("stays: ids by their documented fields, times, amounts, codes, product names", () => {
    const body = {
      response: { code: "000_000", description: "Success." },
      userId: 5000010465212345,
      serviceId: "378282246310005",
      nrNumber: "KMN221114031773543",
      sequenceId: "378282246310005",
      par: `Q1${"0123456789ABCDEF".repeat(2).slice(0, 25)}`,
      balance: 9999999999,
      serviceName: "Kona Gold Ticket",
      serviceImageUrl: "https://images.example/378/a.png",
      mobileCardStatus: "ACTIVE",
      time: "2026-11-21T12:12:42.123+09:00",
      timestamp: 1764123456789,
    };
    expect(answered(body)).toBe(JSON.stringify(body));
    expect(masking().answeredBody("userId=5000010465212345&x=1")).toBe("userId=5000010465212345&x=1");
    expect(masking().actual("/userId", "number 5000010465212345")).toBe("number 5000010465212345");
  });

  it("stays: headers of the protocol and of HTTP", () => {
    const lines: [string, string][] = [
      ["X-KM-Correlation-Id", "261101000000-0000000"],
      ["X-KM-Crypto-Key-Id", "0123456789abcdef0123456789abcdef"],
      ["X-KM-User-AspId", "378282246310005"],
      ["X-KM-Tran-Time", "20261121121242"],
      ["Date", "Sat, 21 Nov 2026 12:12:42 GMT"],
      ["Server", "Apache Coyote"],
    ];
    expect(masking().answeredHeaders(lines)).toEqual(lines);
  });

  it.each([
    "Internal Server Error: Connection refused",
    "Bad Gateway",
    "The password is invalid (001_049), password policy: 8 to 20 characters, loginPassword",
    "Invalid Request Body, Missing Required Field loginId",
    "java.lang.NullPointerException at com.example.Cards.find(Cards.java:12)",
    "Member Authentication Info is temporarily unavailable.",
    "시스템 오류가 발생했습니다. 고객센터로 문의하세요.",
  ])("stays: %s", (text) => {
    expect(masking().bodyText(text)).toBe(text);
  });

  it("a card number where an id belongs is told by its length", () => {
    expect(answered({ serviceId: "9411110000001234" })).toBe('{"serviceId":"941111******1234"}');
  });
});

describe("names of fields", () => {
  it.each(
    "pan cardNo card_no CARD-NUMBER mobileCardNo cardnumber cvc cardCVC cvv2 dcvv rrn ssn jumin pin userPin password user_pwd customerName userName username HolderName name firstName 이름 phone mobile mobileNumber telNo birthDate address addr1 zip zipCode postalCode token accessToken key secretKey account accountNo bankAccount email secret otp oneTimeToken expiryDate cardExpiry exp loginId sessionId ci 카드번호 주민등록번호 휴대폰 유효기간".split(
      " ",
    ),
  )("%s says that the value is somebody's", (field) => {
    expect(sensitivityOf(field)).toBeDefined();
  });

  it.each(
    "userId serviceId serviceName pointName productName bankName par panel pinned spin keyId cryptoKeyId tokenType accountType publicKey mobileCardStatus phoneVerified expiresIn balance code description message status time hostname className 서비스명".split(
      " ",
    ),
  )("%s does not", (field) => {
    expect(sensitivityOf(field)).toBeUndefined();
  });
});

/** Numbers from a seed, so that a failure repeats. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe("any value, in any spelling, at any place", () => {
  const next = numbersFrom(20261121);
  const digits = (count: number) => Array.from({ length: count }, () => String(next(10))).join("");
  const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T;
  const VALUES = [
    () => `9411${digits(12)}`,
    () => `010${1000 + next(9000)}${digits(4)}`,
    () => `member.${digits(5)}@mail.example`,
  ];
  const SPELLINGS: readonly ((value: string) => string)[] = [
    (value) => value,
    (value) => Buffer.from(value).toString("base64"),
    (value) => Buffer.from(value).toString("base64url"),
    (value) => Buffer.from(value).toString("hex"),
    (value) => value.replaceAll(/./g, (letter) => `%${letter.charCodeAt(0).toString(16).padStart(2, "0")}`),
    (value) => value.replaceAll(/./g, (letter) => `&#${letter.charCodeAt(0)};`),
    (value) =>
      /^\d{16}$/.test(value) ? (value.match(/.{4}/g) ?? []).join(pick([" ", "-", ".", "</b><b>"])) : value,
    (value) =>
      /^010/.test(value)
        ? `${pick(["+82-", "+82 ", "82-"])}${value.slice(1, 3)}-${value.slice(3, 7)}-${value.slice(7)}`
        : value,
  ];
  const PLACES: readonly ((text: string) => string)[] = [
    (text) => JSON.stringify({ response: { code: "000_002", description: `Invalid: ${text}.` } }),
    (text) => JSON.stringify({ unknown: [[{ deep: text }]] }),
    (text) => JSON.stringify({ data: JSON.stringify({ inner: text }) }),
    (text) => `<html><body><p>It is <i>${text}</i>, no doubt</p></body></html>`,
    (text) => `a=1&x=${text}&b=2`,
    (text) => `plain text (${text}) and more`,
    (text) => `{"cut": "${text}`,
  ];

  it("is hidden", () => {
    for (let round = 0; round < 300; round++) {
      const value = pick(VALUES)();
      const spelt = pick(SPELLINGS)(value);
      const text = pick(PLACES)(spelt);
      const hidden = masking().answeredBody(text);
      expect(hidden, text).not.toContain(spelt);
      expect(hidden, text).not.toContain(value);
    }
  });
});

describe("time", () => {
  const kilobytes = 100;
  const BOUND_MS = 4_000;
  it.each([
    "a",
    "1",
    "1 ",
    "%39",
    "<",
    "<cvc>",
    "=",
    "\\",
    "@",
    "Kim Minsu ",
    "김민수 ",
    "39 ",
    "QUJDQUJDQUJDQUJD ",
    "cvc=211&",
  ])(`${kilobytes} KB of %s are masked in a few seconds`, (part) => {
    const text = part.repeat((kilobytes * 1000) / Buffer.byteLength(part));
    let hidden = "";
    const took = cpuMillis(() => {
      hidden = masking().answeredBody(text);
      masking().actual("/response/description", `string ${JSON.stringify(text)}`);
    });
    expect(took).toBeLessThan(BOUND_MS);
    expect(hidden.length).toBeLessThan(150_000);
  });

  it("of 3 MB no more is looked through than is bounded", () => {
    const text = "cvc=211&".repeat(3_000_000 / 8);
    let hidden = "";
    const took = cpuMillis(() => {
      hidden = masking().answeredBody(text);
      masking().actual("/response/description", `string ${JSON.stringify(text)}`);
    });
    expect(took).toBeLessThan(5_000);
    expect(hidden.length).toBeLessThan(1_500_000);
  });

  it(`${kilobytes} KB of members are masked in a few seconds`, () => {
    const members = Array.from({ length: 1_000 }, (_, index) => ({
      id: index,
      text: `Some Words here and more of it, 010-1234-${1000 + (index % 9000)}, and a text of ${index}`,
    }));
    let hidden = "";
    const took = cpuMillis(() => {
      hidden = masking().answeredBody(JSON.stringify({ members }));
    });
    expect(took).toBeLessThan(BOUND_MS);
    expect(hidden).not.toContain("1234-1");
  });
});
