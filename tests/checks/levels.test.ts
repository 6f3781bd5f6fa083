import { describe, expect, it } from "vitest";
import { isBroughtAbout } from "../../src/checks/brought-about.ts";
import { familyOf, levelOf, RULES } from "../../src/checks/rules.ts";
import type { Demand, Level } from "../../src/contract/expectation.ts";
import { envelopeBody, exchangeOf, theCase } from "./made-exchange.ts";

const row = (level: Level, demand?: Demand, messageInferred = false) => {
  const base = theCase("membership-cancellation/success");
  return {
    level,
    kind: base.kind,
    expected: { ...base.expected, messageInferred, ...(demand && { demand }) },
  };
};
const rule = (id: string) => {
  const found = RULES.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`there is no rule ${id}`);
  return found;
};
const answered = (status: number, hasCode = true) => ({ status, hasCode });

const REFUSAL: Demand = { kind: "refusal", field: "userId" };
const NO_SUCCESS: Demand = { kind: "no-success", codes: ["000_000"] };

describe("levelOf", () => {
  it.each<[string, Level, Level, Level]>([
    ["status", "documented", "inferred", "observed"],
    ["code", "documented", "inferred", "observed"],
    ["message", "documented", "inferred", "observed"],
    ["scenario-value", "documented", "inferred", "observed"],
    ["distinct-code", "inferred", "inferred", "observed"],
    ["code-form", "inferred", "inferred", "observed"],
    ["names-field", "documented", "inferred", "observed"],
    ["not-refused", "documented", "inferred", "observed"],
    ["correlation-echo", "inferred", "inferred", "observed"],
    ["server-error", "inferred", "inferred", "inferred"],
    ["unknown-fields", "observed", "observed", "observed"],
    ["content-type", "documented", "documented", "documented"],
    ["response-headers", "documented", "documented", "documented"],
    ["encryption", "documented", "documented", "documented"],
    ["json-well-formed", "documented", "documented", "documented"],
    ["body-schema", "documented", "documented", "documented"],
    ["envelope", "documented", "documented", "documented"],
    ["dates", "documented", "documented", "documented"],
    ["formula", "documented", "documented", "documented"],
  ])("%s in a documented, inferred and observed case", (id, documented, inferred, observed) => {
    expect(levelOf(rule(id), row("documented"), answered(200))).toBe(documented);
    expect(levelOf(rule(id), row("inferred"), answered(200))).toBe(inferred);
    expect(levelOf(rule(id), row("observed"), answered(200))).toBe(observed);
  });

  it("takes a message that is a test-data title for inferred at most", () => {
    expect(levelOf(rule("message"), row("documented", undefined, true), answered(200))).toBe("inferred");
    expect(levelOf(rule("message"), row("observed", undefined, true), answered(200))).toBe("observed");
  });

  it("takes that a request which breaks its page is not carried out for documented, and how for inferred", () => {
    const refused = row("documented", REFUSAL);
    expect(levelOf(rule("not-carried-out"), refused, answered(200))).toBe("documented");
    for (const id of ["status", "code", "names-field"])
      expect(levelOf(rule(id), refused, answered(400)), id).toBe("inferred");
  });

  it("takes of an answer to wrong headers that the request is not carried out, and the rest for inferred", () => {
    const refused = { ...row("documented", NO_SUCCESS), kind: "header" as const };
    expect(levelOf(rule("not-carried-out"), refused, answered(200))).toBe("documented");
    for (const id of ["content-type", "response-headers", "json-well-formed", "envelope", "server-error"])
      expect(levelOf(rule(id), refused, answered(400)), id).toBe("inferred");
  });

  it("judges nothing else of an answer to wrong headers that need not be the API's, but that it broke", () => {
    const refused = { ...row("documented", NO_SUCCESS), kind: "header" as const };
    for (const id of ["content-type", "response-headers", "json-well-formed", "envelope", "correlation-echo"])
      expect(levelOf(rule(id), refused, answered(401, false)), id).toBe("observed");
    expect(levelOf(rule("server-error"), refused, answered(500, false))).toBe("inferred");
  });

  it("takes a level from the demand where a journey gives one", () => {
    const step = {
      ...row("inferred", { ...NO_SUCCESS, level: "documented" }),
      kind: "journey" as const,
    };
    expect(levelOf(rule("not-carried-out"), step, answered(200))).toBe("documented");
  });

  it("holds a refusal that no page shows to the form of answers, as inferred", () => {
    for (const id of ["content-type", "envelope", "response-headers", "json-well-formed"]) {
      expect(levelOf(rule(id), row("documented", REFUSAL), answered(400))).toBe("inferred");
      expect(levelOf(rule(id), row("observed", { kind: "observation" }), answered(400))).toBe("inferred");
      expect(levelOf(rule(id), row("documented"), answered(400))).toBe("documented");
    }
  });

  it("knows rules of different names", () => {
    const ids = RULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("familyOf", () => {
  const forged = { ...row("inferred", NO_SUCCESS), family: "security" as const };

  it("takes a body in the clear for a matter of security anywhere", () => {
    expect(familyOf(rule("encryption"), row("documented"))).toBe("security");
  });

  it("takes what a case of security demands for one, and nothing beside it", () => {
    expect(familyOf(rule("not-carried-out"), forged)).toBe("security");
    expect(familyOf(rule("content-type"), forged)).toBeUndefined();
    expect(familyOf(rule("not-carried-out"), row("inferred", NO_SUCCESS))).toBeUndefined();
  });
});

describe("a scenario whose request is a guess", () => {
  const guess = (id: string, code: string, message: string, status = 400) =>
    exchangeOf(id, { status, body: envelopeBody(code, message), sealed: false });

  it.each([
    ["user-register/terms-not-agreed", "001_009", "No terms.", true],
    ["user-register/terms-not-agreed", "001_009", "Invalid input value. loginId", true],
    ["user-register/terms-not-agreed", "000_003", "Missing required values. tcIdList", false],
    ["charge-cancellation/user-id-invalid", "000_002", "Wrong userId", true],
    ["charge-cancellation/user-id-invalid", "000_002", "Wrong.", true],
    ["charge-cancellation/user-id-invalid", "000_002", "Invalid input parameter. nrNumber", false],
    ["unregistered-card-inquiry/card-number-invalid", "009_009", "Invalid input parameter. cardNo", true],
    ["unregistered-card-inquiry/card-number-invalid", "009_009", "Card not found", false],
  ])("%s, answered %s %j: came all the same, %s", async (id, code, message, isOfScenario) => {
    expect(isBroughtAbout(await guess(id, code, message))).toBe(isOfScenario);
  });

  it("is an answer of the API all the same", () => {
    expect(levelOf(rule("json-well-formed"), row("inferred"), answered(400))).toBe("documented");
    expect(levelOf(rule("json-well-formed"), { ...row("inferred"), kind: "journey" }, answered(400))).toBe(
      "inferred",
    );
    expect(levelOf(rule("json-well-formed"), row("observed"), answered(400))).toBe("observed");
  });

  it("is held to the words of its page where it came", () => {
    const guessed = row("inferred");
    const came = { ...answered(400), isOfScenario: true };
    expect(levelOf(rule("message"), guessed, came)).toBe("documented");
    expect(levelOf(rule("status"), guessed, came)).toBe("documented");
    expect(levelOf(rule("message"), guessed, answered(400))).toBe("inferred");
    expect(levelOf(rule("message"), { ...guessed, kind: "journey" }, came)).toBe("inferred");
  });
});
