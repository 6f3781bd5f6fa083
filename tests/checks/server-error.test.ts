import { describe, expect, it } from "vitest";
import { serverError } from "../../src/checks/server-error.ts";
import { exchangeOf, findings, notRun } from "./made-exchange.ts";

const CASE = "membership-cancellation/success";

describe("server-error", () => {
  it.each([200, 400, 401, 404, 429])("holds where the server answers %i", async (status) => {
    expect(await findings(serverError, CASE, { status })).toEqual([]);
  });

  it.each([500, 501, 599])("finds %i", async (status) => {
    expect(await findings(serverError, CASE, { status })).toEqual([
      {
        clause: "membership-cancellation#codes.000_000",
        where: "status",
        documented: "a status below 500; the page has 200 or 400",
        actual: String(status),
      },
    ]);
  });

  it("holds where the page lists the very answer", async () => {
    const exchange = await exchangeOf(CASE, { status: 500, body: { response: { code: "000_999" } } });
    const listed = {
      code: "000_999",
      status: 500,
      message: "",
      description: "",
      clause: "x",
      source: "page",
    } as const;
    const { operation } = exchange;
    expect(serverError.check(exchange)).toHaveLength(1);
    const told = { ...exchange, operation: { ...operation, codes: [...operation.codes, listed] } };
    expect(serverError.check(told)).toEqual([]);
    const other = { ...told, envelope: { ...exchange.envelope, code: "000_998" } };
    expect(serverError.check(other)).toHaveLength(1);
  });

  it.each([502, 503, 504])("says nothing of %i, which is the way to the server", async (status) => {
    expect(await notRun(serverError, CASE, { status })).toBe("not-applicable");
  });
});
