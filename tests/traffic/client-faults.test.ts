import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Alteration } from "../../sandbox/alteration.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import { LiveTraffic } from "../../src/traffic/live.ts";
import type { PassedExchange } from "../../src/traffic/proxy.ts";
import { verifyExchanges } from "../../src/traffic/verify.ts";
import { TransportFault } from "../../src/wire/transport-fault.ts";
import {
  openRecording,
  type Recording,
  readHar,
  savedHar,
  sessionWith,
  throughHar,
  told,
  verified,
} from "./recorded.ts";

const INQUIRY = "unregistered-card-inquiry";
const AUTHENTICATION = "member-authentication-info";

let recording: Recording;
let right: PassedExchange;
beforeAll(async () => {
  recording = await openRecording();
  const [inquiry] = await sent(`${INQUIRY}/success`);
  if (!inquiry) throw new Error("nothing went past");
  right = { ...inquiry, startedAt: new Date(Date.now() + 60_000) };
});
afterAll(() => recording.close());

/** What goes past when a case of the suite is sent, whose request is wrong on purpose. */
async function sent(id: string, alter?: Alteration): Promise<readonly PassedExchange[]> {
  const row = recording.cases.find((candidate) => candidate.id === id);
  if (!row) throw new Error(`there is no case ${id}`);
  return (await recording.record([row], alter)).passed;
}

/** Judged beside an exchange that shows the keys to be right ones. */
async function judged(passed: readonly PassedExchange[], keys = recording.allKeys): Promise<CaseResult[]> {
  return (await verified(throughHar([...passed, right]), keys)).slice(0, passed.length);
}

describe("a client that makes a mistake is told, and the server that refuses it is not", () => {
  it.each<readonly [what: string, id: string, found: string]>([
    [
      "a missing header",
      `${AUTHENTICATION}/header.X-KM-User-AspId.missing`,
      "client documented request-headers header X-KM-User-AspId",
    ],
    [
      "a header too long",
      `${AUTHENTICATION}/header.X-KM-Access-Key.too-long`,
      "client documented request-headers header X-KM-Access-Key",
    ],
    [
      "another secret key",
      `${AUTHENTICATION}/header.X-KM-Tran-Token.other-key`,
      "client documented request-token header X-KM-Tran-Token",
    ],
    [
      "a signature of another body",
      `${INQUIRY}/header.X-KM-Tran-Token.other-body`,
      "client documented request-token header X-KM-Tran-Token",
    ],
    [
      "half a signature",
      `${AUTHENTICATION}/header.X-KM-Tran-Token.truncated`,
      "client documented request-headers header X-KM-Tran-Token",
    ],
    [
      "a token of long ago",
      `${AUTHENTICATION}/header.X-KM-Tran-Token.past-time`,
      "client inferred request-times header X-KM-Tran-Token",
    ],
    [
      "a time of long ago",
      `${AUTHENTICATION}/header.X-KM-Tran-Time.far-past`,
      "client inferred request-times header X-KM-Tran-Time",
    ],
    [
      "a correlation id of another form",
      `${AUTHENTICATION}/header.X-KM-Correlation-Id.no-hyphen`,
      "client documented request-headers header X-KM-Correlation-Id",
    ],
    [
      "a correlation id of no month",
      `${AUTHENTICATION}/header.X-KM-Correlation-Id.impossible-month`,
      "client inferred request-correlation-id header X-KM-Correlation-Id",
    ],
    [
      "a body in the clear",
      `${INQUIRY}/header.encryption.in-the-clear`,
      "client documented request-encryption body",
    ],
    [
      "a body for another key",
      `${INQUIRY}/header.encryption.for-another-key`,
      "client documented request-encryption /encData",
    ],
    [
      "a changed authentication tag",
      `${INQUIRY}/header.encryption.bad-tag`,
      "client documented request-encryption /encData",
    ],
    ["a field too long", `${INQUIRY}/body.cardNo.over-max`, "client documented request-body /cardNo"],
    ["a field left out", `${AUTHENTICATION}/body.userId.missing`, "client documented request-body /userId"],
    [
      "a field of another type",
      `${AUTHENTICATION}/body.userId.digits-in-quotes`,
      "client documented request-body /userId",
    ],
    [
      "a number beyond its bound",
      `${AUTHENTICATION}/body.userId.over-max`,
      "client documented request-body /userId",
    ],
  ])("%s", async (_what, id, found) => {
    const results = await judged(await sent(id));
    expect(told(results).filter((line) => line.startsWith("client"))).toContain(found);
    expect(told(results).filter((line) => line.startsWith("server"))).toEqual([]);
    expect(results[0]?.outcome).toBe(found.includes("inferred") ? "warned" : "failed");
  });

  it("a secret header that is missing is told to be absent", async () => {
    const [result] = await judged(await sent(`${AUTHENTICATION}/header.X-KM-Tran-Token.missing`));
    const found = result?.violations.find(({ rule }) => rule === "request-headers");
    expect(found).toMatchObject({ where: "header X-KM-Tran-Token", actual: "absent", side: "client" });
    expect(found?.message).toBe(
      "In the request, at header X-KM-Tran-Token: expected to be present (Required), came absent.",
    );
  });

  it("a correlation id that another request bore", async () => {
    const passed = await sent(`${AUTHENTICATION}/authenticated`);
    const again = passed.map((one) => ({ ...one, startedAt: new Date(one.startedAt.getTime() + 1000) }));
    const found = told(await judged([...passed, ...again]));
    expect(found).toEqual(["client inferred request-correlation-id header X-KM-Correlation-Id"]);
  });

  it("a token without its padding, and 16 digits of time where the page prints 16, are open", async () => {
    const results = [
      ...(await judged(await sent(`${AUTHENTICATION}/header.X-KM-Tran-Token.66-characters`))),
      ...(await judged(await sent(`${AUTHENTICATION}/header.X-KM-Tran-Time.16-characters`))),
    ];
    const open = results.flatMap(({ violations }) => violations.filter(({ side }) => side === "client"));
    expect(open.map(({ level, reading }) => `${level} ${reading}`)).toEqual([
      "observed tran-token-length",
      "observed tran-time-length",
    ]);
  });
});

describe("a path that is asked with another method than its page's", () => {
  /** As the proxy saw it, and as a recording has it. */
  async function asked(method: string, status: number) {
    const [one] = await sent(`${AUTHENTICATION}/authenticated`);
    if (!one?.response) return expect.unreachable("nothing went past");
    const response = { ...one.response, status, body: Buffer.from("{}") };
    const other = { ...one, method, response };
    const found: CaseResult[] = [];
    const session = sessionWith(recording.allKeys);
    const live = new LiveTraffic(session, {
      found: (result) => found.push(result),
      waits: () => undefined,
    });
    live.begin(other)?.(other);
    await live.settled();
    const own = sessionWith(recording.allKeys);
    const results = await verifyExchanges(throughHar([other, right]), own);
    const { passedOver, exchanges } = own.notes([]);
    return { live: found, results, passedOver, exchanges, livePassedOver: session.notes([]).passedOver };
  }

  it("is the client's fault where the server refuses the method", async () => {
    const { results, live, passedOver, exchanges } = await asked("GET", 405);
    expect(told(results)).toEqual(["client inferred request-method method"]);
    expect(told(live)).toEqual(told(results));
    expect(results.map(({ outcome }) => outcome)).toEqual(["warned", "passed"]);
    expect(results[0]?.points).toEqual([]);
    expect([passedOver, exchanges]).toEqual([[], 2]);
  });

  it.each([
    ["GET", 200],
    ["PUT", 404],
  ])("may be another page's: %s answered %i is passed over and told", async (method, status) => {
    const { results, live, passedOver, livePassedOver, exchanges } = await asked(method, status);
    expect([results.length, live.length, exchanges]).toEqual([1, 0, 2]);
    expect(passedOver).toMatchObject([{ what: "operations with another method than theirs", count: 1 }]);
    expect(livePassedOver).toMatchObject(passedOver.map(({ what, count }) => ({ what, count })));
  });
});

describe("what the proxy saved, its fields masked,", () => {
  it.each<readonly [what: string, id: string, isAtFault: boolean]>([
    ["shows a body in the clear where it has to be encrypted", "header.encryption.in-the-clear", true],
    ["accuses nobody of an encrypted body", "success", false],
  ])("%s", async (_what, id, isAtFault) => {
    const passed = await sent(`${INQUIRY}/${id}`);
    const text = await savedHar(passed, recording.allKeys);
    const [result] = await verified([...readHar(text), ...throughHar([right])], recording.allKeys);
    if (isAtFault) expect(text).toContain('"fields":["/cardNo"');
    expect(told(result ? [result] : [])).toEqual(
      isAtFault ? ["client documented request-encryption body"] : [],
    );
    expect(result?.outcome).toBe(isAtFault ? "failed" : "passed");
  });
});

describe("a server that carries a wrong request out is at fault beside its client", () => {
  it.each<readonly [what: string, id: string, rule: string, found: string]>([
    [
      "a field beyond its length",
      "user-register/body.loginId.over-max",
      "body.loginId.length",
      "server documented not-carried-out /response/code",
    ],
    [
      "a forged token",
      `${AUTHENTICATION}/header.X-KM-Tran-Token.other-key`,
      "header.X-KM-Tran-Token.signature",
      "server inferred not-carried-out /response/code",
    ],
    [
      "a body in the clear",
      `${INQUIRY}/header.encryption.in-the-clear`,
      "body.encryption",
      "server inferred not-carried-out /response/code",
    ],
  ])("%s", async (_what, id, rule, found) => {
    const results = await judged(await sent(id, { skipRule: (name) => name === rule }));
    expect(told(results)).toContain(found);
    const [violation] = results.flatMap(({ violations }) =>
      violations.filter((one) => one.side === "server"),
    );
    expect(violation?.family).toBe(found.includes("inferred") ? "security" : undefined);
    expect(results[0]?.outcome).toBe("failed");
  });
});

describe("what is not known is not held against anybody", () => {
  it("a token of another client, whose secret key is not given", async () => {
    const passed = await sent(`${AUTHENTICATION}/authenticated`);
    const results = await judged(passed, {
      ...recording.allKeys,
      accessKey: "0".repeat(40),
      secretKey: "another",
    });
    expect(told(results)).toEqual([]);
    const [record] = results.flatMap(({ rules }) => rules.filter(({ rule }) => rule === "request-token"));
    expect(record).toMatchObject({
      state: "could-not-run",
      reason:
        "X-KM-Access-Key of the request is not KONAPLATE_ACCESS_KEY: the keys of that client are not given",
    });
  });

  it("an encrypted request without the server's key", async () => {
    const passed = await sent(`${INQUIRY}/body.cardNo.over-max`);
    const results = await judged(passed, recording.keys);
    expect(told(results)).toEqual([]);
  });

  it("an answer of a gateway, and one that never came", async () => {
    const [passed] = await sent(`${AUTHENTICATION}/authenticated`);
    if (!passed?.response) throw new Error("nothing went past");
    const gateway = { ...passed.response, status: 502, headers: [], body: Buffer.from("<html>") };
    const { response: _none, ...unanswered } = passed;
    const later = {
      ...unanswered,
      fault: new TransportFault("network", "net::ERR_FAILED"),
      startedAt: new Date(passed.startedAt.getTime() + 5),
    };
    const results = await verified(throughHar([{ ...passed, response: gateway }, later]), recording.allKeys);
    expect(results.map(({ outcome, fault }) => `${outcome} ${fault ?? ""}`)).toEqual([
      "errored foreign-answer",
      "warned ",
    ]);
  });
});
