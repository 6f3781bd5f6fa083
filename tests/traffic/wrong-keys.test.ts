import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CaseResult } from "../../src/results/case-result.ts";
import { silencesOf } from "../../src/results/causes/no-evidence.ts";
import { trafficAccount } from "../../src/results/traffic-account.ts";
import { judgeRun } from "../../src/results/verdict.ts";
import type { PassedExchange } from "../../src/traffic/proxy.ts";
import type { TrafficSession } from "../../src/traffic/session.ts";
import type { TrafficKeys } from "../../src/traffic/setting.ts";
import { verifyExchanges } from "../../src/traffic/verify.ts";
import { suite } from "../run/run-cases.ts";
import { rsaPair } from "../support/rsa-keys.ts";
import { BASE, openRecording, type Recording, sessionWith, throughHar, told } from "./recorded.ts";

const INQUIRY = "unregistered-card-inquiry";
const { privateKey: another } = rsaPair(2);

let recording: Recording;
let passed: readonly PassedExchange[];

beforeAll(async () => {
  recording = await openRecording();
  const rows = recording.cases.filter(
    ({ kind, operation, request }) =>
      kind === "documented" &&
      request.breaks.length === 0 &&
      [INQUIRY, "member-authentication-info"].includes(operation),
  );
  ({ passed } = await recording.record(rows));
});
afterAll(() => recording.close());

interface Judged {
  readonly session: TrafficSession;
  readonly results: readonly CaseResult[];
}

async function judged(keys: TrafficKeys, exchanges = throughHar(passed)): Promise<Judged> {
  const session = sessionWith(keys);
  return { session, results: await verifyExchanges(exchanges, session) };
}

function reasonsOf({ results }: Judged, rule: string): string[] {
  const records = results.flatMap(({ rules }) => rules.filter((record) => record.rule === rule));
  return [...new Set(records.flatMap(({ reason }) => reason ?? []))];
}

describe("a key of ours that fits nothing accuses nobody", () => {
  it.each<readonly [name: string, keys: () => TrafficKeys, what: string, rule: string]>([
    [
      "--server-key",
      () => ({ serverPrivateKey: another }),
      "opens none of the encrypted requests",
      "request-body",
    ],
    [
      "KONAPLATE_CLIENT_PRIVATE_KEY",
      () => ({ clientPrivateKey: another }),
      "opens none of the encrypted answers",
      "body-schema",
    ],
    [
      "KONAPLATE_SECRET_KEY",
      () => ({ secretKey: "another" }),
      "verifies none of the tokens",
      "request-token",
    ],
  ])("%s", async (name, keys, what, rule) => {
    const run = await judged({ ...recording.allKeys, ...keys() });
    expect(told(run.results)).toEqual([]);
    expect(reasonsOf(run, rule)).toEqual([`${name} ${what} to ${BASE}`]);
    const [unfit, ...others] = run.session.unfitKeys;
    expect(others).toEqual([]);
    expect(unfit).toMatchObject({ name });
    expect(unfit?.tried).toBeGreaterThan(0);
    const { verdict, reasons } = judgeRun({
      cases: run.results,
      declaredGaps: [],
      deviations: [],
      narrowed: false,
      traffic: trafficAccount(run.session.notes([]), run.results, suite.contract),
    });
    expect(verdict).toBe("incomplete");
    expect(reasons.filter((line) => line.startsWith(`${name} `))).toHaveLength(1);
  });

  it("KONAPLATE_ACCESS_KEY, with what belongs to it", async () => {
    const run = await judged({ ...recording.allKeys, accessKey: "0".repeat(40) });
    expect(told(run.results)).toEqual([]);
    expect(run.session.unfitKeys.map(({ name, tried }) => [name, tried])).toEqual([
      ["KONAPLATE_ACCESS_KEY", passed.length],
    ]);
    const why =
      "X-KM-Access-Key of the request is not KONAPLATE_ACCESS_KEY: the keys of that client are not given";
    expect(reasonsOf(run, "request-token")).toEqual([why]);
  });

  it("and with right keys there is none", async () => {
    const run = await judged(recording.allKeys);
    expect(run.session.unfitKeys).toEqual([]);
    expect(run.session.notes([]).unfitKeys).toBeUndefined();
  });
});

it("a key that fits one exchange is right, and what it does not fit is judged", async () => {
  const forged = throughHar(passed).map((exchange, at) => {
    const { headers } = exchange.request;
    const wrong = headers.map(([name, value]): [string, string] =>
      name === "X-KM-Tran-Token" ? [name, value.replace(/.{44}$/, `${"A".repeat(43)}=`)] : [name, value],
    );
    return at === 0 ? { ...exchange, request: { ...exchange.request, headers: wrong } } : exchange;
  });
  const { results } = await judged(recording.allKeys, forged);
  expect(told(results)).toContain("client documented request-token header X-KM-Tran-Token");
});

describe("a client whose every request is wrong is accused where its server refuses them for it", () => {
  const refused = (exchanges: ReturnType<typeof throughHar>): ReturnType<typeof throughHar> => {
    const body = Buffer.from('{"response":{"code":"000_401","description":"Invalid token."}}');
    return exchanges.map(({ response, ...exchange }) => ({
      ...exchange,
      ...(response && { response: { ...response, status: 401, body } }),
    }));
  };

  it("by its signature", async () => {
    const keys = { ...recording.allKeys, secretKey: "another" };
    const { session, results } = await judged(keys, refused(throughHar(passed)));
    expect(told(results)).toContain("client documented request-token header X-KM-Tran-Token");
    expect(session.unfitKeys).toEqual([]);
  });

  it("by the key that it encrypts for", async () => {
    const keys = { ...recording.allKeys, serverPrivateKey: another };
    const { session, results } = await judged(keys, refused(throughHar(passed)));
    expect(told(results).join("\n")).toMatch(/^client documented .*encryption/m);
    expect(session.unfitKeys).toEqual([]);
  });
});

describe("a request that its server refuses for whoever asks (401) is no silent pass", () => {
  const STRANGE = "0".repeat(40);
  type Exchanges = ReturnType<typeof throughHar>;

  /** The first of what went past, beside the others, as another client's, and refused where it is asked for. */
  async function first(alter: { readonly key?: string; readonly status?: number }, keys = recording.allKeys) {
    const [one, ...others] = throughHar(passed);
    if (!one?.response) return expect.unreachable("nothing went past");
    const { key, status } = alter;
    const headers = one.request.headers.map(([name, value]): [string, string] =>
      name === "X-KM-Access-Key" && key !== undefined ? [name, key] : [name, value],
    );
    const body = Buffer.from('{"response":{"code":"000_903","description":"Unknown access key."}}');
    const refused = { ...one.response, status: status ?? 0, body };
    const altered = {
      ...one,
      request: { ...one.request, headers },
      ...(status !== undefined && { response: refused }),
    };
    const { results } = await judged(keys, [altered, ...others] satisfies Exchanges);
    return results[0];
  }

  it("the client is told whose access key is not the one that is served", async () => {
    const result = await first({ key: STRANGE, status: 401 });
    expect(told(result ? [result] : [])).toEqual(["client inferred request-headers header X-KM-Access-Key"]);
    expect(result?.outcome).toBe("warned");
    expect(JSON.stringify(result?.violations)).not.toContain(STRANGE);
  });

  it("another client that is served is told nothing", async () => {
    const result = await first({ key: STRANGE });
    expect(told(result ? [result] : [])).toEqual([]);
    expect(result?.outcome).not.toBe("warned");
  });

  it("where the token could not be verified the refusal proves nothing", async () => {
    const { secretKey: _none, ...keys } = recording.allKeys;
    const result = await first({ status: 401 }, keys);
    expect([told(result ? [result] : []), result?.outcome]).toEqual([[], "not-exercised"]);
    expect(result?.reason).toBe(
      "not verified: the server refuses whoever asks (status 401), and whether rightly could not be seen: the secret key of this client is not given",
    );
    expect(silencesOf(result ? [result] : []).map(({ of }) => of)).toEqual(["settings"]);
    expect((await first({ status: 400 }, keys))?.outcome).toBe("passed");
  });
});

it("of two targets each is judged by the keys that fit it, and the other accused of nothing", async () => {
  const elsewhere = throughHar(passed).map((exchange, at) => ({
    ...exchange,
    id: `other-${at}`,
    url: exchange.url.replace("wallet.example", "other.example"),
    request: {
      ...exchange.request,
      headers: exchange.request.headers.filter(([name]) => name !== "X-KM-Access-Key"),
    },
  }));
  const swapped = sealedForAnother(elsewhere);
  const { session, results } = await judged(recording.allKeys, [...throughHar(passed), ...swapped]);
  const lines = told(results.filter(({ id }) => id.includes("other-")));
  expect(lines.filter((line) => line.includes("encryption"))).toEqual([]);
  // The tokens sign what the bodies were before.
  expect(session.unfitKeys.map(({ name, base }) => [name, base])).toEqual([
    ["--server-key", "https://other.example:8443/open-api"],
    ["KONAPLATE_SECRET_KEY", "https://other.example:8443/open-api"],
  ]);
});

/** Requests whose content key is another's. */
function sealedForAnother(exchanges: ReturnType<typeof throughHar>): ReturnType<typeof throughHar> {
  return exchanges.map((exchange) => {
    const text = exchange.request.body?.toString("utf8") ?? "";
    const altered = text.replace(/(\.)([A-Za-z0-9_-]{8})/, "$1AAAAAAAA");
    return { ...exchange, request: { ...exchange.request, body: Buffer.from(altered) } };
  });
}
