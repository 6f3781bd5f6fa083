import { describe, expect, it } from "vitest";
import { urls } from "../../src/checks/urls.ts";
import { findings, notRun, places } from "./made-exchange.ts";
import { cardBody } from "./payloads.ts";

const CARD = "unregistered-card-inquiry/success";
const image = (serviceImageUrl: unknown) => places(urls, CARD, { body: cardBody({ serviceImageUrl }) });

describe("urls", () => {
  it.each([
    "https://images.example/card.png",
    "http://images.example:8080/card.png?size=2#top",
    "HTTPS://images.example/%EC%B9%B4%EB%93%9C.png",
    "https://images.example/카드.png",
  ])("takes %s", async (text) => {
    expect(await image(text)).toEqual([]);
  });

  it.each([
    "not a url",
    "/card.png",
    "images.example/card.png",
    "https://",
    "ftp://images.example/card.png",
    "https://images.example/my card.png",
    "javascript:alert(1)",
  ])("finds %s", async (text) => {
    expect(await image(text)).toEqual(["/cardDataInfo/serviceImageUrl"]);
  });

  it.each([null, 1, undefined])("leaves %j to the schema", async (value) => {
    expect(await image(value)).toEqual([]);
  });

  it("says what a right one looks like", async () => {
    const [finding] = await findings(urls, CARD, { body: cardBody({ serviceImageUrl: "card" }) });
    expect(finding).toMatchObject({
      clause: "unregistered-card-inquiry#response.cardDataInfo.serviceImageUrl",
      documented: expect.stringContaining("such as https://host/image.png"),
      actual: '"card"',
    });
  });

  it("does not apply to an error", async () => {
    expect(await notRun(urls, "charge-cancellation/no-bank-account")).toBe("not-applicable");
  });
});
