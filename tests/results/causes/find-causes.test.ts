import { describe, expect, it } from "vitest";
import { RULE_DESCRIPTIONS } from "../../../src/checks/descriptions.ts";
import type { CaseResult, Violation } from "../../../src/results/case-result.ts";
import { findCauses } from "../../../src/results/causes/find-causes.ts";
import { madeUpExchange, madeUpResult, madeUpViolation } from "../made-up.ts";

const causesOf = (cases: readonly CaseResult[]) =>
  findCauses(cases, { strict: "security", seed: "seed", rules: RULE_DESCRIPTIONS });
const titles = (cases: readonly CaseResult[]) => causesOf(cases).map(({ title }) => title);

/** A failed case with an id of its own and these violations. */
function broken(name: string, ...violations: Partial<Violation>[]): CaseResult {
  return madeUpResult({
    id: `membership-cancellation/${name}`,
    outcome: "failed",
    violations: violations.map(madeUpViolation),
  });
}

/** A case whose answer, as JSON in the clear, breaks the schema at a place. */
const missing = (name: string, where: string, body = '{"a":1}'): CaseResult => ({
  ...broken(name, { rule: "body-schema", where, documented: "is present (Required)", actual: "absent" }),
  exchanges: [madeUpExchange({ response: { status: 200, headers: [], body } })],
});

describe("what has one cause", () => {
  it("is a place with whatever index or generated name stands in it", () => {
    const cases = [
      missing("a", "/points/0/amount"),
      missing("b", "/points/17/amount"),
      missing("c", "/3f2504e0-4f89-11d3-9a0c-0305e82c3301/amount"),
    ];
    expect(causesOf(cases).map(({ places, cases: ids }) => [places, ids.length])).toEqual([
      [["/points/*/amount"], 2],
      [["/*/amount"], 1],
    ]);
  });

  it("is not the same where places go wrong apart from each other, and is where they always do together", () => {
    expect(titles([missing("a", "/balance"), missing("b", "/par")])).toHaveLength(2);
    const both = broken(
      "a",
      { rule: "body-schema", where: "/balance", actual: "absent" },
      { rule: "body-schema", where: "/par", actual: "absent" },
    );
    expect(titles([both, { ...both, id: "membership-cancellation/b" }])).toEqual([
      "/balance, /par are absent",
    ]);
  });

  it("is a swap where an answer has the id of another request, kept in the report or not", () => {
    const sent = (id: string) => ({
      ...madeUpExchange().request,
      headers: [["X-KM-Correlation-Id", id]] as const,
    });
    const echo = (name: string, own: string, actual: string) => ({
      ...broken(name, {
        rule: "correlation-echo",
        where: "header X-KM-Correlation-Id",
        documented: own,
        actual,
      }),
      exchanges: [madeUpExchange({ request: sent(own) })],
    });
    const [a, b, c] = ["0000001", "0000002", "0000003"].map((end) => `260301180000-${end}`) as [
      string,
      string,
      string,
    ];
    const unkept = echo("b", b, c);
    expect(titles([unkept])[0]).toMatch(/^X-KM-Correlation-Id does not come back/);
    const control = { exchanges: [madeUpExchange({ request: sent(c) })] };
    expect(
      findCauses([unkept], { strict: "security", seed: "s", rules: [], controls: [control] })[0]?.title,
    ).toMatch(/^Answers are swapped/);
    expect(titles([echo("a", a, b), unkept])).toEqual([
      "Answers are swapped: the X-KM-Correlation-Id of another request comes back",
    ]);
    expect(titles([echo("a", a, b), echo("b", b, "no id at all")])).toHaveLength(2);
  });

  it("is a request that must be refused and is carried out, by what is wrong in it", () => {
    const carriedOut = { rule: "not-carried-out", where: "/response/code", level: "inferred" } as const;
    const header = (name: string) => broken(`header.X-KM-Tran-Token.${name}`, carriedOut);
    expect(titles([header("other-body")])).toEqual([
      "A request with a wrong X-KM-Tran-Token is carried out: other-body",
    ]);
    expect(titles([header("other-body"), header("other-key")])).toEqual([
      "A request with a wrong X-KM-Tran-Token is carried out (other-body, other-key)",
    ]);
    const journey: CaseResult = {
      ...broken("journey.forged-removes-nobody", { ...carriedOut, exchange: "forged-signature" }),
      kind: "journey",
    };
    expect(titles([journey])).toEqual(["A request that must be refused is carried out: forged-signature"]);
  });

  it("is an answer that nobody can read, whatever else is wrong in it", () => {
    const unreadable = {
      ...broken(
        "unreadable",
        { rule: "json-well-formed", where: "body", actual: "ends too early" },
        { rule: "encryption", where: "body", family: "security", actual: "a body in the clear" },
        { rule: "status", where: "status", documented: "400", actual: "200" },
      ),
      observed: { status: 200, code: null, message: null },
    };
    expect(titles([unreadable])).toEqual(["The body is not well-formed JSON: ends too early"]);
  });

  it("is a value that several answers have and each should have for itself", () => {
    expect(titles([broken("same", { rule: "unique-value", where: "/cardInfo/cardNo" })])).toEqual([
      "/cardInfo/cardNo is the same in several answers, and each should have its own",
    ]);
  });

  it("is a right request that was not served, where refusals have no control", () => {
    const reason = "no control: no right request of a was understood in this run, so a refusal shows nothing";
    const [cause] = causesOf([madeUpResult({ outcome: "not-exercised", reason })]);
    expect(cause).toMatchObject({ of: "control", effect: "no-evidence" });
    expect(cause?.next).toContain("Look at the other causes first");
  });

  it("is a type that three places are written in", () => {
    const typed = (name: string, where: string) =>
      broken(name, {
        rule: "body-schema",
        where,
        documented: "is of type number (Type : number)",
        actual: 'string "1"',
      });
    expect(titles([typed("a", "/a"), typed("b", "/b")])).toHaveLength(2);
    expect(titles([typed("a", "/a"), typed("b", "/b"), typed("c", "/c")])).toEqual([
      "/a, /b, /c: expected number, came string",
    ]);
  });

  it("is an empty body, whatever each answer should have had in it", () => {
    const cases = [missing("a", "/balance", "{}"), missing("b", "/par", "{}")];
    expect(titles(cases)).toEqual(["The body of the answer is an empty object"]);
  });

  it("is one answer in place of many, and not two that are missing", () => {
    const answered = (name: string, code: string) =>
      broken(
        name,
        { documented: code, actual: '"009_999"' },
        { rule: "message", where: "/m", documented: '"x"', actual: '"Down."' },
      );
    expect(titles([answered("a", "001_049"), answered("b", "001_050")])).toEqual([
      '200 009_999 "Down." comes in place of 2 other answers (200 001_049, 200 001_050)',
    ]);
    const accepted = (name: string) =>
      broken(name, { rule: "status", where: "status", documented: "400", actual: "200" });
    expect(titles([accepted("gift"), accepted("coupon")])).toHaveLength(2);
  });

  it("tells two defects of the very same answers apart", () => {
    const two = broken(
      "a",
      {
        rule: "content-type",
        where: "header Content-Type",
        documented: "application/json",
        actual: "text/html",
      },
      { documented: "001_049", actual: '"001_006"' },
    );
    expect(titles([two])).toEqual([
      "Content-Type: expected application/json, came text/html",
      'membership-cancellation/a: expected 200 001_049, came 200 001_006 "Success."',
    ]);
  });

  it("is how a message was rewritten, and another list of messages where five are", () => {
    const worded = (name: string, documented: string, actual: string) =>
      broken(name, {
        rule: "message",
        where: "/m",
        documented: JSON.stringify(documented),
        actual: JSON.stringify(actual),
      });
    expect(titles([worded("a", "One.", "one."), worded("b", "Two.", "two.")])).toEqual([
      'The message comes in lower case: "one."',
    ]);
    const korean = ["하나", "둘", "셋", "넷", "다섯"].map((text, index) =>
      worded(`k${index}`, `${index} word`, text),
    );
    expect(titles(korean)).toEqual(['5 messages have other words than documented, such as "하나"']);
    expect(titles(korean.slice(1))).toHaveLength(4);
  });

  it("has the same id in another run, whatever values came, and another one for another cause", () => {
    const echo = (actual: string) =>
      broken("a", {
        rule: "correlation-echo",
        where: "header X-KM-Correlation-Id",
        documented: "261101-1",
        actual,
      });
    const id = (result: CaseResult) => causesOf([result])[0]?.id;
    expect(id(echo("261101-2"))).toBe(id(echo("261101-3")));
    expect(id(echo("261101-2"))).not.toBe(id(missing("a", "/par")));
  });
});

describe("the weight of causes", () => {
  it("puts what fails first, security before the rest, documented before inferred, many before few", () => {
    const cases = [
      broken("warns", { rule: "dates", where: "/d", level: "inferred" }),
      broken("few", { rule: "dates", where: "/e" }),
      broken("many-1", { rule: "dates", where: "/f" }),
      broken("many-2", { rule: "dates", where: "/f" }),
      broken("forged", { rule: "encryption", where: "/g", level: "inferred", family: "security" }),
      broken("known", { rule: "dates", where: "/h", deviation: "D-1" }),
      madeUpResult({ id: "a/silent", outcome: "errored", fault: "timeout", reason: "timeout: no answer" }),
    ];
    expect(causesOf(cases).map(({ effect, cases: [first] }) => [effect, first?.split("/")[1]])).toEqual([
      ["fails", "forged"],
      ["fails", "many-1"],
      ["fails", "few"],
      ["warns", "warns"],
      ["known", "known"],
      ["no-evidence", "silent"],
    ]);
    expect(
      findCauses(cases, { strict: "none", seed: "s", rules: [] }).find(({ family }) => family === "security")
        ?.effect,
    ).toBe("warns");
    expect(
      findCauses(cases, { strict: "all", seed: "s", rules: [] }).filter(({ effect }) => effect === "warns"),
    ).toEqual([]);
  });

  it("has none where nothing is wrong or what is seen is only observed", () => {
    expect(causesOf([madeUpResult(), broken("a", { level: "observed" })])).toEqual([]);
  });
});

describe("what a cause says of its cases", () => {
  const well = madeUpResult({
    id: "card-inquiry/success",
    operation: "card-inquiry",
    rules: [{ rule: "dates", state: "held" }],
  });

  it("is which operations they are, and that nothing else could have shown it", () => {
    const cases = [broken("a", { rule: "dates", where: "/d" }), well];
    expect(causesOf(cases)[0]?.shares).toEqual(["operation membership-cancellation"]);
    const everywhere = [
      ...cases.slice(0, 1),
      { ...well, rules: [], violations: [madeUpViolation({ rule: "dates", where: "/d" })] },
    ];
    expect(causesOf(everywhere)[0]?.shares).toEqual([
      "all 2 operations",
      "one code, 000_000",
      "every answer that this can be seen in",
    ]);
  });

  it("is the command that repeats the example, which is a documented scenario where there is one", () => {
    const generated = {
      ...broken("body.userId.null", { rule: "dates", where: "/d" }),
      kind: "generated" as const,
    };
    const [cause] = causesOf([generated, broken("it's", { rule: "dates", where: "/d" })]);
    expect(cause?.example.case).toBe("membership-cancellation/it's");
    expect(cause?.repeat).toContain(`--only 'membership-cancellation/it'\\''s' --seed 'seed'`);
  });

  it("says first what the answer itself shows: the key in another case, another scenario's code, the header of a JWE", () => {
    const renamed = missing("a", "/response/code", '{"response":{"Code":"000_000"}}');
    expect(causesOf([renamed])[0]?.next).toMatch(
      /^Did you mean \/response\/code\? The answer has \/response\/Code\. /,
    );
    const elsewhere = missing("a", "/response/code", '{"response":{"resultCode":"000_000","text":"x"}}');
    expect(causesOf([elsewhere])[0]?.next).toMatch(/^At \/response the answer has resultCode, text\. /);
    const other = madeUpResult({
      expected: { status: 400, code: "001_006", message: null },
      id: "membership-cancellation/unknown",
    });
    const [taken] = causesOf([broken("a", { documented: "001_049", actual: '"001_006"' }), other]);
    expect(taken?.next).toMatch(/^001_006 is the code of membership-cancellation\/unknown: /);
    const header = Buffer.from('{"alg":"RSA-OAEP","kid":"other"}').toString("base64url");
    const sealed = {
      ...broken("a", {
        rule: "encryption",
        where: "/encData",
        actual: "does not open with this private key",
      }),
      exchanges: [
        madeUpExchange({ response: { status: 200, headers: [], body: `{"encData":"${header}.a.b.c.d"}` } }),
      ],
    };
    expect(causesOf([sealed])[0]?.next).toMatch(
      /^The header of the JWE reads \{"alg":"RSA-OAEP","kid":"other"\}\. /,
    );
  });
});

describe("cases that say nothing of the server", () => {
  it("are not those whose answer is so wrong that a rule could not run: their cause is the server's", () => {
    const errored = {
      outcome: "errored",
      fault: "could-not-run",
      reason: "rule code could not run",
    } as const;
    const wrong = { ...missing("a", "/response/code"), ...errored };
    expect(causesOf([wrong]).map(({ of }) => of)).toEqual(["server"]);
    expect(causesOf([madeUpResult(errored)]).map(({ of }) => of)).toEqual(["suite"]);
  });

  const silent = (id: string, differences: Partial<CaseResult>) =>
    madeUpResult({ id, violations: [], ...differences });

  it("have a cause for each different reason, and say whose it is", () => {
    const causes = causesOf([
      silent("a/1", { outcome: "errored", fault: "timeout", reason: "timeout: no answer within 10000 ms" }),
      silent("a/2", { outcome: "errored", fault: "timeout", reason: "timeout: no answer within 10001 ms" }),
      silent("a/3", {
        outcome: "errored",
        fault: "locked-out",
        reason: "locked-out: every request was answered 401",
      }),
      silent("a/4", { outcome: "errored", fault: "suite-fault", reason: "suite-fault: oops" }),
      silent("a/5", { outcome: "not-exercised", reason: "no test data: fill in userId" }),
      silent("a/6", { outcome: "not-exercised", reason: "no test data: fill in cardNo" }),
      silent("a/7", { outcome: "not-exercised", reason: "not permitted: KONAPLATE_ALLOW is read" }),
    ]);
    expect(causes.map(({ of, cases, title }) => [of, cases.length, title])).toEqual([
      ["way", 2, "timeout"],
      ["data", 2, "no test data"],
      ["settings", 1, "locked-out: every request was answered 401"],
      ["suite", 1, "suite-fault: oops"],
      ["permission", 1, "not permitted: KONAPLATE_ALLOW is read"],
    ]);
    expect(new Set(causes.map(({ effect }) => effect))).toEqual(new Set(["no-evidence"]));
  });
});
