import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Alteration, PlainAnswer, SealedAnswer } from "../../sandbox/alteration.ts";
import { startSandbox } from "../../sandbox/server.ts";
import type { JsonObject } from "../../src/exact/json.ts";
import type { HeaderLine } from "../../src/wire/transport.ts";
import { suite } from "../run/run-cases.ts";
import { runHere } from "../support/run-here.ts";
import { CanarySearch } from "./canary.ts";
import { against, type Ended, reportIn } from "./command.ts";

/** Somebody whom the suite never heard of. */
const PAN = "9411734482916553";
const GROUPS = PAN.match(/.{4}/g) ?? [];
const PHONE = "010-7734-9182";
const ABROAD = "+82-10-7734-9182";
const RRN = "910812-2345617";
const NAME = "Kwon Seungmin";
const KOREAN = "권승민";
const MAIL = "seungmin.kwon@mail.example";

const FIELDS: JsonObject = {
  pan: PAN,
  rrn: RRN,
  pin: "739182",
  customerName: NAME,
  고객명: KOREAN,
  expiryDate: "20310926",
  securityCode: "91734",
  zip: "83917-55",
  account_no: "110-734-482916",
  note: `${ABROAD}, ${MAIL}, ${KOREAN}님`,
  grouped: GROUPS.join(" "),
  parts: [...GROUPS],
  hex: Buffer.from(PAN).toString("hex"),
  base64: Buffer.from(JSON.stringify({ pin: "739182", holder: NAME })).toString("base64"),
  json: JSON.stringify({ data: [{ cardNumber: PAN, owner_name: NAME }] }),
  query: `pan=${PAN}&cvc=91734&name=${encodeURIComponent(NAME)}`,
};

const ASIDE: readonly HeaderLine[] = [
  ["X-Card-CVC", "91734"],
  ["X-Zip", "83917-55"],
  ["X-Customer", `${NAME} <${MAIL}>`],
  ["X-Debug", `pan ${GROUPS.join("-")} tel ${ABROAD}`],
];

/** Each spelling that may not stand in a report; short ones with what stands before them. */
const NEEDLES = [
  ...[PAN, PHONE, ABROAD, RRN, NAME, KOREAN, MAIL, "Seungmin", GROUPS.join(" "), GROUPS.join("-")],
  ...["7344829", "01077349182", "7734-9182", "910812-2", "9108122345617", "110-734-482916", "83917-55"],
  ...[`${GROUPS[0]}</b><b>${GROUPS[1]}`, `"${GROUPS[1]}","${GROUPS[2]}`, "Kwon+Seungmin", "Kwon%20Seungmin"],
  ...[Buffer.from(PAN).toString("hex"), Buffer.from(RRN).toString("hex")],
  ...['"pin":"739182"', "pin=739182", "PIN is 739182", "cvc=91734", '"securityCode":"91734"', "CVC 91734"],
  ...['"expiryDate":"20310926"', "X-Card-CVC: 91734", '"X-Card-CVC","91734', "<cvc>91734", "expires 09/31"],
];

/** A right server that speaks of somebody else, in messages, unknown fields, headers, and at times in HTML. */
const stranger: Alteration = {
  plain: (answer, { index }): PlainAnswer => ({
    ...answer,
    message:
      index % 2 === 0
        ? answer.message
        : `Card is already registered user ${PAN}, ${NAME} ${PHONE}; CVC 91734, PIN is 739182, expires 09/31`,
    payload: { ...answer.payload, ...FIELDS },
  }),
  sealed: (wire, { index }): SealedAnswer => ({
    ...wire,
    headers: [...wire.headers, ...ASIDE],
    ...(index % 7 === 0 && page(wire)),
  }),
};

/** An answer as a page of HTML, with its own length. */
function page({ headers }: SealedAnswer): Pick<SealedAnswer, "headers" | "body"> {
  const groups = GROUPS.map((group) => `<b>${group}</b>`).join("");
  const body = Buffer.from(`<html><p>${groups}</p><cvc>91734</cvc><i>${RRN}</i> ${NAME} <${PHONE}></html>`);
  const others = headers.filter(([name]) => !/^content-/i.test(name));
  return {
    body,
    headers: [...others, ["Content-Type", "text/html"], ["Content-Length", String(body.length)], ...ASIDE],
  };
}

describe("a run against a server that speaks of somebody whom the suite does not know", () => {
  const search = new CanarySearch(NEEDLES);
  let root: string;
  let ended: Ended;
  let bundled: Ended;
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "stranger-"));
    const sandbox = await startSandbox({ contract: suite.contract, seed: "stranger", alter: stranger });
    const env = {
      ...against(sandbox, root),
      GITHUB_ACTIONS: "true",
      GITHUB_STEP_SUMMARY: join(root, "summary.md"),
    };
    ended = await runHere("run", [], env);
    bundled = await runHere("bundle", ["--dir", join(root, "reports")]);
    await sandbox.close();
    rmSync(join(root, "test-data.json"));
  }, 300_000);
  afterAll(() => rmSync(root, { recursive: true }));

  it("is not conformant, and every answer was told of", () => {
    expect(ended.code).toBe(1);
    const { cases } = reportIn(join(root, "reports"));
    expect(
      cases.filter(({ exchanges }) => exchanges.some(({ response }) => response)).length,
    ).toBeGreaterThan(200);
  });

  it("leaves nothing of that person in any file", () => {
    expect(search.below(root)).toEqual([]);
  });

  it("leaves nothing in the bundle, once it is unpacked", () => {
    expect(bundled.code).toBe(0);
    const zips = readdirSync(join(root, "reports")).filter((name) => name.endsWith(".zip"));
    expect(zips).toHaveLength(1);
    const files = unzipSync(readFileSync(join(root, "reports", zips[0] ?? "")));
    expect(Object.keys(files).length).toBeGreaterThan(3);
    expect(
      Object.entries(files).flatMap(([name, bytes]) =>
        search.in(Buffer.from(bytes)).map((value) => `${name}: ${value}`),
      ),
    ).toEqual([]);
  });

  it("says nothing of it on the terminal", () => {
    expect(search.in(Buffer.from(ended.out + ended.err + bundled.out + bundled.err))).toEqual([]);
  });

  it("keeps what the report is read for: documented messages, codes and correlation ids", () => {
    const text = readFileSync(join(root, "reports", "conformance.json"), "utf8");
    for (const kept of [
      "Card is already registered user 941173******6553",
      "Wallet user not found.",
      "001_006",
      "<cvc>***</cvc>",
    ])
      expect(text).toContain(kept);
    expect(text).toMatch(/\d{12}-[0-9a-f]{7}/);
  });
});
