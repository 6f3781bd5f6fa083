import { describe, expect, it } from "vitest";
import { namesField, notCarriedOut, notRefused, untouched } from "../../src/checks/demands.ts";
import type { Finding, Rule } from "../../src/checks/model.ts";
import { isNotRun } from "../../src/checks/model.ts";
import type { Demand } from "../../src/contract/expectation.ts";
import { envelopeBody, exchangeOf, findings } from "./made-exchange.ts";

const CASE = "user-register/success";
const OTHERS: Readonly<Record<string, Demand>> = {
  refusal: { kind: "refusal", field: "ci" },
  acceptance: { kind: "acceptance", field: "ci", codes: ["000_002", "000_015"] },
  "no-success": { kind: "no-success", codes: ["000_000", "001_006"] },
  untouched: { kind: "untouched", codes: ["001_001"] },
  observation: { kind: "observation" },
};

function found(rule: Rule, kind: string, body: unknown, status = 400): Promise<readonly Finding[]> {
  const demand = OTHERS[kind];
  return findings(rule, CASE, { status, body, ...(demand && { expected: { demand } }) });
}

async function stateOf(rule: Rule, body: unknown, demand: Demand | undefined): Promise<string> {
  const exchange = await exchangeOf(CASE, { status: 400, body, ...(demand && { expected: { demand } }) });
  const outcome = rule.check(exchange);
  return isNotRun(outcome) ? outcome.state : "run";
}

describe("names-field", () => {
  it.each([
    "Missing required values. ci",
    "The length of value does not match, ci.",
    "The length of value does not match. ci (반드시 최소값 88과(와) 최대값 88 사이의 크기이어야 합니다.)",
    "ci는 필수입니다.",
  ])("takes %j for a message that names the field", async (message) => {
    expect(await found(namesField, "refusal", envelopeBody("000_002", message))).toEqual([]);
  });

  it.each(["Invalid specific value.", "Invalid input value. loginId", ""])(
    "finds that %j does not name it",
    async (message) => {
      const [finding] = await found(namesField, "refusal", envelopeBody("000_002", message));
      expect(finding).toMatchObject({
        where: "/response/description",
        documented: "a message that names ci",
        actual: JSON.stringify(message),
      });
    },
  );

  it("records a refusal for a thing that nobody has, in an operation that changes something", async () => {
    const refused = async (caseId: string, message: string) => {
      const expected = { demand: { kind: "refusal", field: "sequenceId" } } as const;
      const body = envelopeBody("000_002", message);
      const [finding] = await findings(namesField, caseId, { status: 400, body, expected });
      return finding?.atMost ?? "judged";
    };
    expect(await refused("charge-cancellation/success", "Invalid input parameter. oneTimeToken")).toBe(
      "observed",
    );
    expect(await refused("charge-cancellation/success", "Invalid input parameter. nrNumber")).toBe(
      "observed",
    );
    expect(await refused("charge-cancellation/success", "Invalid input parameter.")).toBe("judged");
    expect(await refused("unregistered-card-inquiry/success", "Invalid input parameter. cardNo")).toBe(
      "judged",
    );
  });

  it("could not run on an answer without a message", async () => {
    expect(await stateOf(namesField, { response: { code: "000_002" } }, OTHERS.refusal)).toBe(
      "could-not-run",
    );
  });
});

describe("not-refused", () => {
  it.each([
    ["another field is refused", "000_002", "Invalid input value. loginId"],
    ["the request is refused for what it asks", "001_028", "ci is in use"],
    [
      "it is refused in the words of a scenario, with a code of forms",
      "000_002",
      "User already exists with this loginId.",
    ],
    ["it succeeds", "000_000", "Success."],
  ])("holds where %s", async (_what, code, message) => {
    expect(await found(notRefused, "acceptance", envelopeBody(code, message))).toEqual([]);
  });

  it.each(["Invalid specific value.", ""])(
    "finds a refusal that names no field, %j, as inferred",
    async (text) => {
      const found_ = await found(notRefused, "acceptance", envelopeBody("000_002", text));
      expect(found_).toMatchObject([{ where: "/response/code", atMost: "inferred" }]);
    },
  );

  it("finds a refusal of the field with a code of the validation family", async () => {
    const body = envelopeBody("000_015", "The length of value does not match, ci.");
    expect(await found(notRefused, "acceptance", body)).toMatchObject([
      {
        where: "/response/code",
        documented: "no refusal of ci by 000_002, 000_015",
        actual: '"000_015" "The length of value does not match, ci."',
      },
    ]);
  });

  it("could not run on an answer without a code", async () => {
    expect(await stateOf(notRefused, { response: {} }, OTHERS.acceptance)).toBe("could-not-run");
  });
});

describe("not-carried-out", () => {
  it.each([
    [400, envelopeBody("000_902", "Header missing.")],
    [200, envelopeBody("000_902", "Header missing.")],
    [401, "<html>Unauthorized</html>"],
    [500, { error: "Internal Server Error" }],
    [302, ""],
  ])("holds where %i %j comes", async (status, body) => {
    expect(await found(notCarriedOut, "no-success", body, status)).toEqual([]);
  });

  it.each([
    [200, envelopeBody("000_000", "Success."), '"000_000"'],
    [200, { isAuthed: true }, "status 200 without a code"],
    [204, "", "status 204 without a code"],
  ])("finds %i %j", async (status, body, actual) => {
    expect(await found(notCarriedOut, "no-success", body, status)).toMatchObject([
      { documented: "a refusal, and not 000_000 or 001_006, which a right request gets", actual },
    ]);
  });

  it("finds a code that a right request gets beside a success, as inferred", async () => {
    const body = envelopeBody("001_006", "Wallet user not found.");
    expect(await found(notCarriedOut, "no-success", body)).toMatchObject([
      { actual: '"001_006"', atMost: "inferred" },
    ]);
  });

  it("finds a success where a field breaks its page, and no other answer", async () => {
    const [finding, ...more] = await found(
      notCarriedOut,
      "refusal",
      envelopeBody("000_000", "Success."),
      200,
    );
    expect([finding?.actual, finding?.atMost, more]).toEqual(['"000_000"', undefined, []]);
    expect(await found(notCarriedOut, "refusal", envelopeBody("001_006", "Wallet user not found."))).toEqual(
      [],
    );
  });
});

describe("untouched", () => {
  it.each(["000_000", "001_009"])("holds where %s comes", async (code) => {
    expect(await found(untouched, "untouched", envelopeBody(code, "Any."))).toEqual([]);
  });

  it("finds the code of a thing that the refused request was carried out on", async () => {
    expect(
      await found(untouched, "untouched", envelopeBody("001_001", "User already exists.")),
    ).toMatchObject([{ where: "/response/code", actual: '"001_001" after the same was refused' }]);
  });

  it("could not run on an answer without a code", async () => {
    expect(await stateOf(untouched, { response: {} }, OTHERS.untouched)).toBe("could-not-run");
  });
});

describe.each<[string, Rule, readonly string[]]>([
  ["names-field", namesField, ["refusal"]],
  ["not-refused", notRefused, ["acceptance"]],
  ["not-carried-out", notCarriedOut, ["refusal", "no-success"]],
  ["untouched", untouched, ["untouched"]],
])("%s", (_id, rule, own) => {
  it("does not apply to a documented case or to one that demands something else", async () => {
    const body = envelopeBody("000_000", "Success.");
    expect(await stateOf(rule, body, undefined)).toBe("not-applicable");
    for (const [kind, demand] of Object.entries(OTHERS))
      expect([kind, await stateOf(rule, body, demand)]).toEqual([
        kind,
        own.includes(kind) ? "run" : "not-applicable",
      ]);
  });
});
