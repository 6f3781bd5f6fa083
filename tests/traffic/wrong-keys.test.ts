import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CaseResult } from "../../src/results/case-result.ts";
import { trafficAccount } from "../../src/results/traffic-account.ts";
import { judgeRun } from "../../src/results/verdict.ts";
import type { PassedExchange } from "../../src/traffic/proxy.ts";
import type { TrafficSession } from "../../src/traffic/session.ts";
import type { TrafficKeys } from "../../src/traffic/setting.ts";
import { verifyExchanges } from "../../src/traffic/verify.ts";
import { suite } from "../run/run-cases.ts";
import { BASE, openRecording, type Recording, sessionWith, throughHar, told } from "./recorded.ts";

const INQUIRY = "unregistered-card-inquiry";
const { privateKey: another } = generateKeyPairSync("rsa", { modulusLength: 2048 });

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
