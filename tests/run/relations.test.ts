import { CompactEncrypt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Alteration, PlainAnswer, RequestContext } from "../../sandbox/alteration.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import type { Case } from "../../src/cases/model.ts";
import { exactNumber, isJsonObject, type JsonObject } from "../../src/exact/json.ts";
import { runAt, troubles } from "./derived-runs.ts";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const INQUIRY = "unregistered-card-inquiry";
const AUTHENTICATION = "member-authentication-info";

/** Cases of the two inquiries that a right server answers: what is carried out and what a wrong key refuses. */
const isInquiry = ({ effect, kind, name }: Case): boolean =>
  effect === "nothing" && (kind === "documented" || /^(wrong-key|again)\./.test(name));

const isOfCard = (row: Case): boolean => isInquiry(row) && row.operation === INQUIRY;

async function run(alter: Alteration, choose = isOfCard): Promise<string[]> {
  sandbox.reset(alter);
  return troubles(await runAt({ ...sandbox.settings }, { choose }));
}

function ofSuccess(operation: string, change: (answer: PlainAnswer, context: RequestContext) => PlainAnswer) {
  const isIt = (answer: PlainAnswer, context: RequestContext): boolean =>
    context.operation.id === operation && answer.code === "000_000";
  return {
    plain: (answer: PlainAnswer, context: RequestContext) =>
      isIt(answer, context) ? change(answer, context) : answer,
  };
}

const withCard = (change: (card: JsonObject, context: RequestContext) => JsonObject): Alteration =>
  ofSuccess(INQUIRY, (answer, context) => {
    const { cardDataInfo } = answer.payload;
    if (!isJsonObject(cardDataInfo)) return answer;
    return { ...answer, payload: { ...answer.payload, cardDataInfo: change(cardDataInfo, context) } };
  });

it("a right server passes", async () => {
  expect(await run({}, isInquiry)).toEqual([]);
});

describe("a card inquiry that does not look at", () => {
  const SUCCESS = { cardNo: "9491339401251011", expiryDate: "3108", cardCVC: "211" };

  it.each(["expiryDate", "cardCVC"] as const)("its %s fails", async (field) => {
    const found = await run({
      request: (request, { operation }) =>
        operation.id === INQUIRY ? { ...request, [field]: SUCCESS[field] } : request,
    });
    const failed = `: failed (not-carried-out|asked|restated)`;
    expect(found).toEqual([
      expect.stringMatching(`/wrong-key.${field}${failed}`),
      expect.stringMatching(`/wrong-key.${field}-start${failed}`),
    ]);
  });

  it.each([
    ["year of its expiry", "expiryDate", /^..08$/, "expiryDate-start"],
    ["month of its expiry", "expiryDate", /^31..$/, "expiryDate"],
    ["first digit of its CVC", "cardCVC", /^.11$/, "cardCVC-start"],
    ["first digit of its number", "cardNo", /^.491339401251011$/, "cardNo-start"],
  ] as const)("the %s fails", async (_what, field, rest, caught) => {
    const found = await run({
      request: (request, { operation }) =>
        operation.id === INQUIRY && rest.test(String(request[field]))
          ? { ...request, [field]: SUCCESS[field] }
          : request,
    });
    expect(found).toEqual([expect.stringMatching(`/wrong-key.${caught}: failed not-carried-out`)]);
  });

  it("its number fails", async () => {
    const found = await run({
      request: (request, { operation }) =>
        operation.id === INQUIRY && request.cardCVC === "211" ? { ...request, ...SUCCESS } : request,
    });
    expect(found.join("\n")).toContain(`${INQUIRY}/wrong-key.cardNo: failed`);
  });
});

describe("a card inquiry that answers", () => {
  it("another card fails", async () => {
    const other = { physicalCardNo: "9491339401254049", mobileCardNo: "9491339401254056" };
    expect(await run(withCard((card) => ({ ...card, ...other })))).toContain(
      `${INQUIRY}/success: failed asked-thing`,
    );
  });

  it("another expiry warns", async () => {
    const found = await run(withCard((card) => ({ ...card, expiryDate: "20290831" })));
    expect(found).toContain(`${INQUIRY}/success: warned restated-value`);
  });

  it("the number with most of its digits hidden is left in peace", async () => {
    expect(await run(withCard((card) => ({ ...card, physicalCardNo: "949133******1011" })))).toEqual([]);
  });
});

describe("an inquiry whose answer", () => {
  const flags = (change: (isAuthed: boolean, context: RequestContext) => boolean): Alteration =>
    ofSuccess(AUTHENTICATION, (answer, context) => ({
      ...answer,
      payload: { isAuthed: change(answer.payload.isAuthed === true, context) },
    }));

  it("changes by being asked warns or fails", async () => {
    let balance = 100;
    const found = await run(withCard((card) => ({ ...card, balance: exactNumber(String(balance++)) })));
    expect(found.join("\n")).toContain("same-answer");
  });

  it("turns over with every request is found", async () => {
    let asked = 0;
    const found = await run(
      flags((isAuthed) => (asked++ % 2 === 0 ? isAuthed : !isAuthed)),
      isInquiry,
    );
    expect(found.join("\n")).toMatch(/again\.\w+: failed .*same-answer/);
  });

  it("lacks a field from the second time on is found", async () => {
    let asked = 0;
    const found = await run(
      withCard(({ overseaPaymentable, ...card }) =>
        asked++ === 0 ? { ...card, overseaPaymentable: overseaPaymentable ?? null } : card,
      ),
    );
    expect(found).toContain(`${INQUIRY}/again.success: warned same-answer`);
  });

  it("tells the time beside what the page lists is left in peace", async () => {
    let asked = 0;
    expect(await run(withCard((card) => ({ ...card, servedAt: `${asked++}` })))).toEqual([]);
  });
});

describe("what encrypts answers", () => {
  it("is told where it was used before, however long ago in the run", async () => {
    const found = await run({
      sealed: async (wire, { operation, clientPublicKey }) => {
        if (operation.id !== INQUIRY || wire.status !== 200) return wire;
        const text = '{"response":{"code":"000_000","description":"Success."},"cardDataInfo":{}}';
        const jwe = await new CompactEncrypt(Buffer.from(text))
          .setProtectedHeader({ alg: "RSA-OAEP-256", enc: "A128GCM" })
          .setContentEncryptionKey(new Uint8Array(16))
          .setInitializationVector(new Uint8Array(12))
          .encrypt(clientPublicKey);
        const body = Buffer.from(JSON.stringify({ encData: jwe }));
        return {
          ...wire,
          body,
          headers: wire.headers.map(([name, value]) => [
            name,
            name === "Content-Length" ? String(body.length) : value,
          ]),
        };
      },
    });
    expect(found.join("\n")).toContain("fresh-key");
  });
});
