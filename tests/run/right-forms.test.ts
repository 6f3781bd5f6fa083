import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Alteration, PlainAnswer, RequestContext } from "../../sandbox/alteration.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import type { Case } from "../../src/cases/model.ts";
import type { JsonObject } from "../../src/exact/json.ts";
import { runAt, troubles } from "./derived-runs.ts";
import { suite } from "./run-cases.ts";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const isForm = ({ name }: Case): boolean => /^(form|right)\./.test(name);

async function run(alter: Alteration, choose = isForm): Promise<string[]> {
  sandbox.reset(alter);
  return troubles(await runAt({ ...sandbox.settings }, { choose }));
}

/** Refuses the requests that a server which knows fewer forms would not take. */
const refusing = (isRefused: (context: RequestContext) => boolean): Alteration => ({
  plain: (answer, context) => (isRefused(context) ? REFUSAL : answer),
});
const REFUSAL: PlainAnswer = {
  status: 400,
  code: "000_002",
  message: "Invalid input parameter.",
  payload: {},
  encrypted: false,
};
const failed = (found: readonly string[]): string[] =>
  found.filter((line) => line.includes(": failed")).map((line) => line.split(":")[0] ?? "");

describe("a right request in another form", () => {
  it("is sent to every operation, and a right server answers it as any other", async () => {
    const forms = suite.plan.cases.filter(isForm);
    expect(new Set(forms.map(({ operation }) => operation)).size).toBe(suite.contract.operations.length);
    expect(await run({})).toEqual([]);
  });

  /** What a server may not know of the forms, by their names. */
  const UNKNOWN: Readonly<Record<string, (context: RequestContext) => boolean>> = {
    "time-zone-utc": ({ headers }) => headers["x-km-time-zone"] === "UTC",
    "json-spaced": ({ body }) => !/encData/.test(body.toString()) && body.toString().startsWith("\r\n"),
    "json-escaped": ({ body }) => body.toString().includes("\\u"),
    "encryption-a256gcm": ({ body }) => {
      const [header = ""] = /"encData":\s*"([^.]+)/.exec(body.toString())?.slice(1) ?? [];
      return Buffer.from(header, "base64url").toString().includes("A256GCM");
    },
  };

  it("that a server refuses fails it in every operation, by the form alone", async () => {
    const isRefused = (context: RequestContext): boolean =>
      Object.values(UNKNOWN).some((isUnknown) => isUnknown(context));
    const found = failed(await run(refusing(isRefused)));
    const inTheClear = ["charge-cancellation", "membership-cancellation"];
    expect(found).toEqual(
      suite.contract.operations.flatMap(({ id }) => {
        const ofBody = inTheClear.includes(id) ? "json-spaced" : "encryption-a256gcm";
        return ["time-zone-utc", ofBody, "json-escaped"].map((name) => `${id}/form.${name}`);
      }),
    );
  });
});

describe("right values", () => {
  const refusingValue = (field: string, test: (value: string) => boolean) =>
    refusing(
      ({ operation, request }) => operation.id === "user-register" && test(String(request?.[field] ?? "")),
    );

  it.each([
    ["korean", "userName", (name) => /[가-힣]/.test(name)],
    ["korean", "userName", (name) => Buffer.byteLength(name) > 60],
    ["words", "userName", (name) => name.includes(" ")],
    ["words", "userName", (name) => name.includes("'")],
    ["longest", "userName", (name) => name.length === 100],
    ["digits", "birthDate", (date) => date === "20000229"],
    ["digits", "loginPassword", (password) => password.startsWith("0")],
  ] satisfies [string, string, (value: string) => boolean][])(
    "%s: a server that refuses such a %s fails",
    async (name, field, test) => {
      const isValue = ({ name }: Case): boolean => name.startsWith("right.");
      const found = failed(await run(refusingValue(field, test), isValue));
      expect(found).toContain(`user-register/right.${name}`);
    },
  );
});

describe("valid ids of nobody", () => {
  const isNobody = ({ name }: Case): boolean => name.startsWith("nobody.");

  it("need no test data, and a right server does not find them", async () => {
    sandbox.reset();
    const results = await runAt({ ...sandbox.settings }, { choose: isNobody, settings: { testData: {} } });
    expect(results.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
      "member-authentication-info/nobody.userId.least passed",
      "member-authentication-info/nobody.userId.greatest passed",
      "unregistered-card-inquiry/nobody.cardNo.zeros passed",
      "unregistered-card-inquiry/nobody.cardNo.nines passed",
      "unregistered-card-inquiry/nobody.cardCVC.zeros passed",
      "unregistered-card-inquiry/nobody.cardCVC.nines passed",
    ]);
    for (const { observed } of results) expect(observed.code).not.toMatch(/^000_/);
  });

  it.each([
    ["cardCVC", "zeros", (request: JsonObject) => request.cardCVC === "000"],
    ["cardNo", "zeros", (request: JsonObject) => String(request.cardNo).startsWith("0")],
  ] as const)("%s: a server that calls %s invalid fails", async (field, name, isCalled) => {
    const message = `Invalid input parameter. ${field}`;
    const refuse: Alteration = {
      plain: (answer, { operation, request }) =>
        operation.id === "unregistered-card-inquiry" && request && isCalled(request)
          ? { ...REFUSAL, message }
          : answer,
    };
    expect(failed(await run(refuse, isNobody))).toContain(
      `unregistered-card-inquiry/nobody.${field}.${name}`,
    );
  });
});
