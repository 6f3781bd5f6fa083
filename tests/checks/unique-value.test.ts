import { describe, expect, it } from "vitest";
import { uniqueValue } from "../../src/checks/unique-value.ts";
import { findings, notRun, places } from "./made-exchange.ts";
import { BASIC_CARD, registrationText } from "./payloads.ts";

const REGISTER = "user-register/success";
const ID = "9007199254740993";

describe("unique-value", () => {
  it("takes a user id that nobody has", async () => {
    const taken = ["userId 9007199254740992", "cardNo 9007199254740993"];
    expect(await places(uniqueValue, REGISTER, { body: registrationText(ID), taken })).toEqual([]);
  });

  it("refuses one that somebody has, digit by digit", async () => {
    const [finding] = await findings(uniqueValue, REGISTER, {
      body: registrationText(ID),
      taken: [`userId ${ID}`],
    });
    expect(finding).toMatchObject({
      clause: "user-register#response.userId.unique",
      where: "/userId",
      actual: `${ID}, which is taken`,
    });
  });

  it("infers that the card of a new member is nobody else's", async () => {
    const body = registrationText(ID, BASIC_CARD);
    const given = (...taken: string[]) => findings(uniqueValue, REGISTER, { body, taken });
    expect(await given("cardNo 9491339401250766", `par ${BASIC_CARD.par}`)).toEqual([]);
    expect(await given(`cardNo ${BASIC_CARD.cardNo}`)).toMatchObject([
      {
        clause: "user-register#response.basicCardInfo.cardNo",
        where: "/basicCardInfo/cardNo",
        atMost: "inferred",
      },
    ]);
  });

  it("looks at successes alone", async () => {
    expect(await notRun(uniqueValue, "user-register/login-id-in-use")).toBe("not-applicable");
  });
});
