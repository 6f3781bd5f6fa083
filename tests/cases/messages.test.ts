import { describe, expect, it } from "vitest";
import { acceptedMessages } from "../../src/cases/messages.ts";
import { findOperation } from "../../src/contract/find.ts";
import type { Contract, Operation } from "../../src/contract/model.ts";
import { CONTRACT } from "../checks/made-exchange.ts";

function operation(id: string): Operation {
  const found = findOperation(CONTRACT, id);
  if (!found) throw new Error(`there is no ${id}`);
  return found;
}

/** A contract whose one reading lets these wordings count as one message. */
function withWordings(...accepted: string[]): Contract {
  const [reading] = CONTRACT.readings;
  return {
    ...CONTRACT,
    readings: reading ? [{ ...reading, messages: [{ code: "000_002", accepted }] }] : [],
  };
}

describe("acceptedMessages", () => {
  it.each([
    ["membership-cancellation", "Success.", ["Success.", "Success"]],
    ["member-authentication-info", "Success", ["Success", "Success."]],
    [
      "charge-cancellation",
      "Invalid input parameter. userId",
      ["Invalid input parameter. userId", "Invalid input value. userId"],
    ],
    [
      "unregistered-card-inquiry",
      "The length of value does not match, cardNo.",
      [
        "The length of value does not match, cardNo.",
        "The length of value does not match. cardNo (반드시 최소값 16과(와) 최대값 16 사이의 크기이어야 합니다.)",
        "The length of value does not match. cardNo",
      ],
    ],
    ["membership-cancellation", "Unrecieved gift exits.", ["Unrecieved gift exits."]],
    ["membership-cancellation", "Missing required values. userId", ["Missing required values. userId"]],
  ])("of %s: %s", (id, message, accepted) => {
    expect(acceptedMessages(CONTRACT, operation(id), message)).toEqual(accepted);
  });

  it("leaves out a wording that speaks of the bounds of a field without any", () => {
    const accepted = acceptedMessages(
      CONTRACT,
      operation("user-register"),
      "The length of value does not match. email",
    );
    expect(accepted).toEqual([
      "The length of value does not match. email",
      "The length of value does not match, email.",
    ]);
  });

  it.each([
    ["A (b) [c] {d} e+f? g*h ^i$ |j\\ {field}", "A (b) [c] {d} e+f? g*h ^i$ |j\\ userId"],
    ["{field} is not {field}", "userId is not userId"],
    ["{field}: {min}..{max}", "userId: 1..9999999999999999999"],
  ])("reads the template %s by its letters", (template, message) => {
    const contract = withWordings(template, "Another {field}");
    const leaving = operation("membership-cancellation");
    expect(acceptedMessages(contract, leaving, message)).toEqual([message, "Another userId"]);
    const unlike = message.replace("userId", "userId ");
    expect(acceptedMessages(contract, leaving, unlike)).toEqual([unlike]);
  });

  it("does not take a dot of a template for any letter", () => {
    const contract = withWordings("Success.", "Success");
    expect(acceptedMessages(contract, operation("membership-cancellation"), "Success!")).toEqual([
      "Success!",
    ]);
  });
});
