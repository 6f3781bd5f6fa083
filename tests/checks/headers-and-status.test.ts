import { describe, expect, it } from "vitest";
import { contentType } from "../../src/checks/content-type.ts";
import { notApplicable } from "../../src/checks/model.ts";
import { correlationEcho, responseHeaders } from "../../src/checks/response-headers.ts";
import { status } from "../../src/checks/status.ts";
import { CORRELATION_ID, exchangeOf, findings, notRun, places, RIGHT_HEADERS } from "./made-exchange.ts";

const CASE = "membership-cancellation/success";
const withHeader = (name: string, value: string) => ({ headers: [...RIGHT_HEADERS, [name, value]] as const });
const correlation = (name: string, value: string) => ({
  headers: [
    ["Content-Type", "application/json"],
    [name, value],
  ] as const,
});

describe("status", () => {
  it.each([
    ["membership-cancellation/success", 200, []],
    ["membership-cancellation/unknown-member", 400, []],
    ["membership-cancellation/unknown-member", 404, ["status"]],
    ["membership-cancellation/unknown-member", 200, ["status"]],
    ["membership-cancellation/success", 201, ["status"]],
    ["membership-cancellation/refund-in-progress", 500, ["status"]],
  ])("%s answered with %i", async (id, code, where) => {
    expect(await places(status, id, { status: code })).toEqual(where);
  });

  it("names the clause, what is documented and what came", async () => {
    expect(await findings(status, "membership-cancellation/unknown-member", { status: 404 })).toEqual([
      { clause: "membership-cancellation#codes.001_006", where: "status", documented: "400", actual: "404" },
    ]);
  });
});

describe("content-type", () => {
  it.each([
    ["application/json"],
    ["application/json;charset=UTF-8"],
    ["application/json; charset=utf-8"],
    ["Application/JSON"],
  ])("takes %s", async (value) => {
    expect(await places(contentType, CASE, { headers: [["content-TYPE", value]] })).toEqual([]);
  });

  it.each([["text/html"], ["application/jsonp"], ["text/json"], ["application/problem+json"], [""]])(
    "refuses %j",
    async (value) => {
      expect(await places(contentType, CASE, { headers: [["Content-Type", value]] })).toEqual([
        "header Content-Type",
      ]);
    },
  );

  it("refuses its absence and its repetition", async () => {
    expect(await findings(contentType, CASE, { headers: [] })).toMatchObject([{ actual: "absent" }]);
    const twice = withHeader("Content-Type", "application/json");
    expect(await places(contentType, CASE, twice)).toEqual(["header Content-Type"]);
  });
});

describe("response-headers", () => {
  it.each([
    ["X-KM-Correlation-Id", CORRELATION_ID],
    ["x-km-correlation-id", CORRELATION_ID],
    ["X-KM-CORRELATION-ID", "991231235959-ABCDEF0"],
  ])("takes %s: %s, names in any case", async (name, value) => {
    expect(await places(responseHeaders, CASE, correlation(name, value))).toEqual([]);
  });

  it.each([
    ["too short", "260301093000-0a1b2c"],
    ["too long", "260301093000-0a1b2c34"],
    ["no hyphen", "260301093000_0a1b2c3"],
    ["no hex digit", "260301093000-0a1b2cg"],
  ])("refuses a correlation id that is %s", async (_what, value) => {
    const where = await places(responseHeaders, CASE, correlation("X-KM-Correlation-Id", value));
    expect(new Set(where)).toEqual(new Set(["header X-KM-Correlation-Id"]));
  });

  it("refuses the absence of the correlation id, by its presence clause", async () => {
    const found = await findings(responseHeaders, CASE, { headers: [["Content-Type", "application/json"]] });
    expect(found).toMatchObject([
      {
        clause: "headers#response.X-KM-Correlation-Id.presence",
        where: "header X-KM-Correlation-Id",
        actual: "absent",
      },
    ]);
  });

  it("refuses a header that stands twice, even with one value", async () => {
    const twice = withHeader("x-km-correlation-id", CORRELATION_ID);
    expect(await findings(responseHeaders, CASE, twice)).toMatchObject([
      { where: "header X-KM-Correlation-Id", documented: "one value" },
    ]);
  });

  it("leaves the optional key id out, and holds one that came to its length of 32", async () => {
    const right = withHeader("X-KM-Crypto-Key-Id", "a".repeat(32));
    expect(await places(responseHeaders, CASE, right)).toEqual([]);
    const short = withHeader("x-km-crypto-key-id", "a".repeat(31));
    expect(await findings(responseHeaders, CASE, short)).toMatchObject([
      { clause: "headers#response.X-KM-Crypto-Key-Id.length", where: "header X-KM-Crypto-Key-Id" },
    ]);
  });

  it("leaves open what answers a correlation id of another form", async () => {
    const broken = correlation("X-KM-Correlation-Id", "2603010930000a1b2c3d");
    const sent = { ...(await exchangeOf(CASE, broken)), correlationId: "2603010930000a1b2c3d" };
    expect(responseHeaders.check(sent)).toMatchObject([{ atMost: "observed" }]);
    const unasked = (await findings(responseHeaders, CASE, broken)).map(({ atMost }) => atMost);
    expect(unasked).toEqual([undefined]);
  });

  it("takes headers that no page lists", async () => {
    expect(await places(responseHeaders, CASE, withHeader("Server", "nginx"))).toEqual([]);
  });
});

describe("correlation-echo", () => {
  it("holds where the request's own value comes back", async () => {
    expect(await places(correlationEcho, CASE)).toEqual([]);
  });

  it("finds a foreign value of the right form", async () => {
    const foreign = correlation("X-KM-Correlation-Id", "260301093000-0a1b2c4");
    expect(await findings(correlationEcho, CASE, foreign)).toEqual([
      {
        clause: "headers#response.X-KM-Correlation-Id",
        where: "header X-KM-Correlation-Id",
        documented: CORRELATION_ID,
        actual: "260301093000-0a1b2c4",
        reading: "correlation-id-of-response",
      },
    ]);
  });

  it("holds where hexadecimal digits come back in the other case", async () => {
    const upper = correlation("X-KM-Correlation-Id", CORRELATION_ID.toUpperCase());
    expect(await places(correlationEcho, CASE, upper)).toEqual([]);
  });

  it.each(["", "2603010930000a1b2c3d", undefined])(
    "does not apply where %j was sent",
    async (correlationId) => {
      const exchange = { ...(await exchangeOf(CASE)), correlationId };
      expect(correlationEcho.check(exchange)).toMatchObject({ state: "not-applicable" });
    },
  );

  it("could not run where there is none, which response-headers finds", async () => {
    expect(await notRun(correlationEcho, CASE, { headers: [] })).toBe("could-not-run");
    expect(await places(responseHeaders, CASE, { headers: [] })).toEqual(["header X-KM-Correlation-Id"]);
  });

  it("does not apply where the contract has no such header", async () => {
    const exchange = await exchangeOf(CASE);
    const without = { ...exchange, operation: { ...exchange.operation, responseHeaders: [] } };
    expect(correlationEcho.check(without)).toEqual(
      notApplicable("the contract has no X-KM-Correlation-Id in answers"),
    );
  });
});
