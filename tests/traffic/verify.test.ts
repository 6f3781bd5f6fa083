import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mutantCatalogue } from "../../sandbox/mutants/catalogue.ts";
import type { Case } from "../../src/cases/model.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import type { PassedExchange } from "../../src/traffic/proxy.ts";
import { verifyExchanges } from "../../src/traffic/verify.ts";
import { suite } from "../run/run-cases.ts";
import type { Dialect } from "./made-har.ts";
import { BASE, openRecording, type Recording, sessionWith, throughHar, told, verified } from "./recorded.ts";

let recording: Recording;
let rows: readonly Case[];
let passed: readonly PassedExchange[];
let live: readonly CaseResult[];

beforeAll(async () => {
  recording = await openRecording();
  rows = recording.cases.filter(({ kind, request }) => kind === "documented" && request.breaks.length === 0);
  ({ passed, live } = await recording.record(rows));
});
afterAll(() => recording.close());

describe("traffic of the suite before the sandbox", () => {
  it.each<Dialect>(["plain", "chrome", "firefox", "mitmproxy"])(
    "verifies clean as %s writes it",
    async (dialect) => {
      const results = await verified(throughHar(passed, dialect), recording.allKeys);
      expect(results.length).toBe(passed.length);
      expect(told(results)).toEqual([]);
      expect(results.map(({ outcome }) => outcome)).toEqual(results.map(() => "passed"));
      expect(results.flatMap(({ rules }) => rules.filter(({ state }) => state === "could-not-run"))).toEqual(
        [],
      );
    },
  );

  it("verifies clean while it goes past", () => {
    expect(live.length).toBe(passed.length);
    expect(told(live)).toEqual([]);
    expect(live.map(({ outcome }) => outcome)).toEqual(live.map(() => "passed"));
  });

  it("reaches codes, fields and headers of the contract", async () => {
    const results = await verified(throughHar(passed), recording.keys);
    const clauses = new Set(results.flatMap((result) => result.clauses));
    for (const clause of [
      "membership-cancellation#codes.001_049",
      "unregistered-card-inquiry#response.cardDataInfo.par.length",
      "headers#response.X-KM-Correlation-Id",
    ])
      expect(clauses).toContain(clause);
  });

  it("is judged without any key as far as it is in the clear", async () => {
    const results = await verified(throughHar(passed), {});
    const inquiries = results.filter(({ operation }) => operation === "unregistered-card-inquiry");
    const success = inquiries.find(({ observed }) => observed.status === 200);
    expect(success?.outcome).toBe("not-exercised");
    expect(success?.reason).toBe(
      "not opened: the answer is encrypted for the client, whose private key is not given",
    );
    expect(told(results).filter((line) => line.startsWith("server"))).toEqual([]);
    const lacking = success?.rules.filter(
      ({ rule, state }) => state === "could-not-run" && !rule.startsWith("request"),
    );
    expect(lacking?.map(({ rule }) => rule)).toEqual(["body-schema"]);
    const unseen = results.flatMap(({ rules }) => rules.filter(({ rule }) => rule === "request-token"));
    expect(unseen.every(({ state }) => state === "could-not-run")).toBe(true);
  });

  it("passes over what is about no operation, and says what", () => {
    const session = sessionWith({});
    for (const exchange of throughHar(passed.slice(0, 1), "chrome")) session.begin(exchange);
    const { exchanges, bases, passedOver } = session.notes(["client.har"]);
    expect(exchanges).toBe(5);
    expect(bases).toEqual([{ base: BASE, exchanges: 1 }]);
    expect(passedOver.map(({ what, count }) => `${count} ${what}`)).toEqual([
      "3 addresses that are no operation of the contract",
      "1 preflight requests of a browser",
    ]);
    // What another host was asked is nobody's business.
    expect(JSON.stringify(passedOver)).not.toContain("9491330000000303");
  });

  it.each([
    ["data:image/png;base64,4111111111111111", "GET data:…"],
    ["blob:https://app.example/4111111111111111", "GET blob:…"],
    ["wss://live.example/socket?card=4111111111111111", "GET wss://live.example/socket"],
    ["https://app.example/main.js", "GET https://app.example/main.js"],
    ["no address at all", "GET no address"],
  ])("names %s among what it passed over as %s", (url, shown) => {
    const session = sessionWith({});
    session.begin({ method: "GET", url });
    expect(session.notes([]).passedOver.flatMap(({ examples }) => examples)).toEqual([shown]);
  });

  it("is held to a base URL that is given", () => {
    const session = sessionWith({}, "https://elsewhere.example/open-api");
    for (const exchange of throughHar(passed.slice(0, 2))) expect(session.begin(exchange)).toBeUndefined();
    expect(session.notes([]).passedOver[0]?.what).toBe("operations at another base URL");
  });

  it("counts an exchange once that stands in two recordings", async () => {
    const session = sessionWith(recording.keys);
    const once = throughHar(passed.slice(0, 3));
    const results = await verifyExchanges([...once, ...throughHar(passed.slice(0, 3))], session);
    expect(results.length).toBe(3);
    expect(session.notes([]).passedOver).toMatchObject([
      { what: "exchanges that the recording has twice", count: 3 },
    ]);
  });
});

/** Documented cases of an operation by which each of its mutants shows. */
const ENOUGH = 4;

/** A mutant with the operation whose documented cases show it. */
const MUTANTS: readonly (readonly [id: string, operation: string])[] = [
  ["response-header/X-KM-Correlation-Id/missing/everywhere", "member-authentication-info"],
  ["response-header/X-KM-Correlation-Id/constant/everywhere", "member-authentication-info"],
  ["response-header/X-KM-Correlation-Id/without-its-hyphen/everywhere", "member-authentication-info"],
  ["response-header/X-KM-Crypto-Key-Id/one-character-short/everywhere", "unregistered-card-inquiry"],
  ["envelope/absent/everywhere", "member-authentication-info"],
  ["envelope/code-a-number/everywhere", "member-authentication-info"],
  ["envelope/code-missing/everywhere", "member-authentication-info"],
  ["envelope/description-null/everywhere", "member-authentication-info"],
  ["envelope/body-an-array/everywhere", "member-authentication-info"],
  ["encryption/unregistered-card-inquiry/success/in-the-clear", "unregistered-card-inquiry"],
  ["encryption/unregistered-card-inquiry/success/a256cbc", "unregistered-card-inquiry"],
  ["encryption/unregistered-card-inquiry/success/key-id-of-another-key", "unregistered-card-inquiry"],
  ["encryption/user-register/success/tag-changed", "user-register"],
  ["encryption/charge-cancellation/success/for-another-key", "charge-cancellation"],
  ["protocol/trailing-comma/refusal", "membership-cancellation"],
  ["protocol/repeated-envelope/refusal", "membership-cancellation"],
  ["protocol/content-type-plain/refusal", "membership-cancellation"],
  ["response-field/member-authentication-info/isAuthed/missing", "member-authentication-info"],
  ["response-field/member-authentication-info/isAuthed/as-string", "member-authentication-info"],
  ["response-field/unregistered-card-inquiry/cardDataInfo.par/missing", "unregistered-card-inquiry"],
  ["response-field/unregistered-card-inquiry/cardDataInfo.balance/as-string", "unregistered-card-inquiry"],
  ["response-field/user-register/userId/missing", "user-register"],
  ["scenario/member-authentication-info/000_000/status-201", "member-authentication-info"],
  ["scenario/member-authentication-info/000_000/code-undocumented", "member-authentication-info"],
  ["scenario/member-authentication-info/000_000/message-lower-case", "member-authentication-info"],
  ["scenario/membership-cancellation/001_049/status-200", "membership-cancellation"],
  ["scenario/membership-cancellation/001_049/message-cut-off", "membership-cancellation"],
  ["scenario/charge-cancellation/007_001/status-500", "charge-cancellation"],
  ["relation/unregistered-card-inquiry/another-expiry", "unregistered-card-inquiry"],
  ["intermittent/third/status", "membership-cancellation"],
];

describe("a server that deviates, seen through the proxy and through a HAR file", () => {
  const catalogue = new Map(mutantCatalogue(suite.contract).map((mutant) => [mutant.id, mutant]));

  it.each(MUTANTS)("is told on the server's side: %s", async (id, operation) => {
    const mutant = catalogue.get(id);
    if (!mutant) throw new Error(`there is no mutant ${id}`);
    // Of keys that fit nothing in a recording nobody knows whose they are: one other exchange shows them to be right.
    const ofIt = rows.filter((row) => row.operation === operation).slice(0, ENOUGH);
    const other = rows.filter((row) => row.id === "unregistered-card-inquiry/success");
    const own = [...new Set([...ofIt, ...other])];
    const recorded = await recording.record(own, mutant.alter());
    const found = told(await verified(throughHar(recorded.passed), recording.allKeys));
    expect(found).not.toEqual([]);
    expect(found.filter((line) => line.startsWith("client"))).toEqual([]);
    expect(told(recorded.live)).toEqual(found);
  });
});
