import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { call, cancellation, GOOD_CHARGE, newMember } from "./client.ts";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const leave = (userId: string) => call(sandbox, "membership-cancellation", `{"userId":${userId}}`);
const authentication = (userId: string) =>
  call(sandbox, "member-authentication-info", `{"userId":${userId}}`);
const SPARE_CHARGE = {
  userId: "50000104691",
  nrNumber: '"KMN260114031773601"',
  oneTimeToken: '"9491330000000606"',
  dcvv: '"606"',
};

describe("membership", () => {
  it("a member who left is unknown to every operation", async () => {
    expect((await leave("50000104671")).code).toBe("000_000");
    expect((await leave("50000104671")).code).toBe("001_006");
    expect(await authentication("50000104671")).toMatchObject({
      status: 400,
      code: "001_006",
      message: "Wallet user not found.",
    });
    expect((await call(sandbox, "charge-cancellation", cancellation(GOOD_CHARGE))).code).toBe("001_006");
  });

  it("a refused member stays", async () => {
    expect((await leave("50000104653")).code).toBe("001_049");
    expect((await authentication("50000104653")).status).toBe(200);
  });

  it("a new member can be asked for, can leave, and is unknown then", async () => {
    const userId = (await call(sandbox, "user-register", newMember())).at("/userId") ?? "";
    expect((await authentication(userId)).at("/isAuthed")).toBe("false");
    expect((await leave(userId)).code).toBe("000_000");
    expect((await authentication(userId)).code).toBe("001_006");
  });

  it("login id and ci of a new member are in use until the member leaves", async () => {
    const loginId = '"once@member.example"';
    const ci = JSON.stringify("c".repeat(88));
    const userId = (await call(sandbox, "user-register", newMember({ loginId, ci }))).at("/userId") ?? "";
    expect((await call(sandbox, "user-register", newMember({ loginId }))).code).toBe("001_001");
    expect((await call(sandbox, "user-register", newMember({ ci }))).code).toBe("001_028");
    await leave(userId);
    expect((await call(sandbox, "user-register", newMember({ loginId, ci }))).code).toBe("000_000");
  });

  it("the mobile card of a new member is a registered card", async () => {
    const card = JSON.parse((await call(sandbox, "user-register", newMember())).at("/basicCardInfo") ?? "");
    const inquiry = JSON.stringify({ cardNo: card.cardNo, expiryDate: "3108", cardCVC: "000" });
    const answer = await call(sandbox, "unregistered-card-inquiry", inquiry);
    expect(answer.message).toBe("Card is already registered user");
  });
});

describe("cancellation of a charge", () => {
  const cancel = (text: string) => call(sandbox, "charge-cancellation", text);

  it("works once", async () => {
    expect((await cancel(cancellation(GOOD_CHARGE))).code).toBe("000_000");
    expect((await cancel(cancellation(GOOD_CHARGE))).code).toBe("007_030");
  });

  it("a sequenceId that made a cancellation makes no other one", async () => {
    const sequenceId = '"SEQ-0001"';
    expect((await cancel(cancellation({ ...GOOD_CHARGE, sequenceId }))).code).toBe("000_000");
    const again = await cancel(cancellation({ ...SPARE_CHARGE, sequenceId }));
    expect([again.status, again.code, again.message]).toEqual([
      400,
      "000_002",
      "Invalid input parameter. sequenceId",
    ]);
    expect((await cancel(cancellation(SPARE_CHARGE))).code).toBe("000_000");
  });

  it("a sequenceId of a refused request may be used again", async () => {
    const sequenceId = '"SEQ-0002"';
    expect((await cancel(cancellation({ ...GOOD_CHARGE, dcvv: '"999"', sequenceId }))).status).toBe(400);
    expect((await cancel(cancellation({ ...GOOD_CHARGE, sequenceId }))).status).toBe(200);
  });
});

describe("identical requests at once succeed once", () => {
  it.each([
    ["user-register", newMember({ loginId: '"twice@member.example"' })],
    ["membership-cancellation", '{"userId":50000104652}'],
    ["charge-cancellation", cancellation(GOOD_CHARGE)],
  ] as const)("%s", async (operation, text) => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => call(sandbox, operation, text)));
    expect(answers.filter(({ code }) => code === "000_000")).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(7);
  });
});

it("two sandboxes do not share a world", async () => {
  const other = await startSandbox();
  await leave("50000104652");
  const answer = await call(other, "membership-cancellation", '{"userId":50000104652}');
  expect(answer.code).toBe("000_000");
  await other.close();
});
