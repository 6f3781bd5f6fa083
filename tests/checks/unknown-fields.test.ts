import { describe, expect, it } from "vitest";
import { unknownFields } from "../../src/checks/unknown-fields.ts";
import { encryptMessage } from "../../src/wire/message-encryption.ts";
import { vectorKey } from "../vectors/vectors.ts";
import { notRun, places, SUCCESS } from "./made-exchange.ts";
import { authenticationBody, cardBody, POINT } from "./payloads.ts";

const CARD = "unregistered-card-inquiry/success";
const LEAVING = "membership-cancellation/success";

describe("unknown-fields", () => {
  it("sees nothing in answers as the pages have them", async () => {
    expect(await places(unknownFields, LEAVING)).toEqual([]);
    expect(await places(unknownFields, "membership-cancellation/unknown-member")).toEqual([]);
    const body = cardBody({
      cardPointInfo: [POINT, { cardPointInfo_item: POINT }],
      mobileCardStatus: "ACTIVE",
    });
    expect(await places(unknownFields, CARD, { body })).toEqual([]);
  });

  it.each([
    ["at the root", { ...SUCCESS, extra: 1 }, ["/extra"]],
    ["in the envelope", { response: { ...SUCCESS.response, traceId: "1" } }, ["/response/traceId"]],
    ["named __proto__", `{"__proto__":1,"response":{"code":"000_000"}}`, ["/__proto__"]],
    ["with signs in its name", { ...SUCCESS, "a/b~c": 1 }, ["/a~1b~0c"]],
    ["that another operation has", { ...SUCCESS, userId: 1 }, ["/userId"]],
  ])("sees a field %s", async (_what, body, where) => {
    expect(await places(unknownFields, LEAVING, { body })).toEqual(where);
  });

  it("sees nested ones, in items of either form", async () => {
    const point = { ...POINT, rechargeUnitAmt: 1 };
    const body = cardBody({ holder: { name: "x" }, cardPointInfo: [point, { cardPointInfo_item: point }] });
    expect(await places(unknownFields, CARD, { body })).toEqual([
      "/cardDataInfo/holder",
      "/cardDataInfo/cardPointInfo/0/rechargeUnitAmt",
      "/cardDataInfo/cardPointInfo/1/cardPointInfo_item/rechargeUnitAmt",
    ]);
  });

  it("sees payload fields in an error", async () => {
    const body = { ...authenticationBody(true) };
    expect(await places(unknownFields, "membership-cancellation/unknown-member", { body })).toEqual([
      "/isAuthed",
    ]);
  });

  it("sees what stands beside encData", async () => {
    const sealed = encryptMessage(
      JSON.stringify({ ...SUCCESS, isPending: true }),
      vectorKey("client-public"),
    );
    const body = { encData: sealed, ...SUCCESS, keyId: "1" };
    expect(await places(unknownFields, "charge-cancellation/success", { body, sealed: false })).toEqual([
      "/keyId",
    ]);
  });

  it("follows the pointers of the settings", async () => {
    const pointers = { codePointer: "/status", messagePointer: "/meta/text" };
    const body = { status: "000_000", meta: { text: "Success.", more: 1 }, response: {} };
    expect(await places(unknownFields, LEAVING, { body, pointers })).toEqual(["/meta/more", "/response"]);
  });

  it("could not run on what is no object", async () => {
    expect(await notRun(unknownFields, LEAVING, { body: "[]" })).toBe("could-not-run");
  });
});
