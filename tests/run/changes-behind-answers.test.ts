import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlainAnswer, RequestContext } from "../../sandbox/alteration.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import type { Case } from "../../src/cases/model.ts";
import { exactNumber, parseJson, stringifyJson } from "../../src/exact/json.ts";
import { PLAN } from "../checks/made-exchange.ts";
import { runAt } from "./derived-runs.ts";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

/** A member of the test data that no registration may answer. */
const SOMEBODY = exactNumber("50000104652");

describe("a registration that answers somebody else's id", () => {
  const choose = (row: Case) => row.id === "membership-cancellation/journey.registered-member-leaves";

  it("fails, and nothing is done to that somebody", async () => {
    const asked: string[] = [];
    sandbox.reset({
      request: (request, { operation }) => {
        asked.push(operation.id);
        return request;
      },
      plain: (answer, { operation }) =>
        operation.id === "user-register"
          ? { ...answer, payload: { ...answer.payload, userId: SOMEBODY } }
          : answer,
    });
    const [result] = await runAt({ ...sandbox.settings }, { choose });
    expect(result?.outcome).toBe("failed");
    expect(result?.violations.map(({ rule, level, where }) => [rule, level, where])).toEqual([
      ["unique-value", "documented", "/userId"],
    ]);
    expect(asked).toEqual(["user-register"]);
  });

  it("is seen between two registrations as well", async () => {
    sandbox.reset({
      plain: (answer, { operation }) =>
        operation.id === "user-register" && answer.code === "000_000"
          ? { ...answer, payload: { ...answer.payload, userId: exactNumber("777") } }
          : answer,
    });
    const results = await runAt(
      { ...sandbox.settings },
      { choose: ({ id }) => /^user-register\/(success|variety)/.test(id) },
    );
    const rules = results.flatMap(({ violations }) => violations.map(({ rule }) => rule));
    expect(rules.filter((rule) => rule === "unique-value")).toHaveLength(results.length - 1);
  });
});

describe("a refusal that carries the request out all the same", () => {
  it("is found when the same is asked again", async () => {
    const gone = new Set<string>();
    sandbox.reset({
      plain: (answer: PlainAnswer, { operation, request }: RequestContext) => {
        if (operation.id !== "membership-cancellation" || answer.code !== "001_049") return answer;
        const member = stringifyJson(request ?? null);
        if (gone.has(member)) return { ...answer, code: "001_006", message: "Wallet user not found." };
        gone.add(member);
        return answer;
      },
    });
    const choose = ({ name }: Case) => /^(again\.)?unreceived-gift$/.test(name);
    const [documented] = await runAt({ ...sandbox.settings }, { choose: (row) => choose(row) && !row.steps });
    gone.clear();
    const [again] = await runAt(
      { ...sandbox.settings },
      { choose: (row) => choose(row) && row.steps !== undefined },
    );
    expect(documented?.outcome).toBe("passed");
    expect(again?.outcome).toBe("failed");
    expect(again?.violations.map(({ rule, level, exchange }) => [rule, level, exchange])).toEqual([
      ["code", "documented", "asked-again"],
      ["message", "documented", "asked-again"],
    ]);
  });

  it("weighs less where the request has a token that serves once", () => {
    const levels = PLAN.cases
      .filter(({ name, effect }) => name.startsWith("again.") && effect !== "nothing")
      .map(({ operation, level }) => `${operation} ${level}`);
    expect([...new Set(levels)].sort()).toEqual([
      "charge-cancellation inferred",
      "membership-cancellation documented",
      "user-register documented",
    ]);
  });
});

describe("a correlation id in upper case", () => {
  const choose = (row: Case) => row.name === "header.X-KM-Correlation-Id.upper-case";

  it("comes back as it was sent from the sandbox", async () => {
    sandbox.reset({});
    const results = await runAt({ ...sandbox.settings }, { choose });
    expect(results).toHaveLength(5);
    for (const { outcome, exchanges } of results) {
      expect(outcome).toBe("passed");
      const sent = exchanges[0]?.request.headers.find(([name]) => name === "X-KM-Correlation-Id")?.[1];
      expect(sent).toMatch(/^[0-9]{12}-[0-9A-F]{7}$/);
    }
  });

  it("may come back in lower case, for hexadecimal digits are the same", async () => {
    sandbox.reset({
      sealed: (wire) => ({
        ...wire,
        headers: wire.headers.map(([name, value]) => [
          name,
          /correlation/i.test(name) ? value.toLowerCase() : value,
        ]),
      }),
    });
    const results = await runAt({ ...sandbox.settings }, { choose });
    expect(results.map(({ outcome }) => outcome)).toEqual(Array(5).fill("passed"));
  });
});

describe("values that have to be new", () => {
  it("are new in derived cases although the test data gives one for the documented case", async () => {
    const bodies: string[] = [];
    sandbox.reset({
      request: (request) => {
        bodies.push(stringifyJson(request));
        return request;
      },
    });
    const own = {
      userId: exactNumber("50000104672"),
      nrNumber: "KMN260114031773502",
      oneTimeToken: "9491330000000202",
      dcvv: "202",
      sequenceId: "given-by-the-owner-000000000001",
    };
    const testData = {
      "charge-cancellation": { "no-bank-account": { ...own, sequenceId: own.sequenceId.slice(0, 30) } },
    };
    const choose = ({ id }: Case) =>
      id === "charge-cancellation/no-bank-account" ||
      id.startsWith("charge-cancellation/header.X-KM-Tran-Time");
    await runAt({ ...sandbox.settings }, { choose, settings: { testData } });
    const ids = bodies.map((body) => (parseJson(body) as { sequenceId?: string }).sequenceId);
    expect(ids.length).toBeGreaterThan(0);
    expect(ids).toContain(own.sequenceId.slice(0, 30));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
