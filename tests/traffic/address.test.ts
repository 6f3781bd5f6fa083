import { createPrivateKey } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { withSampleData } from "../../src/cli/sample-data.ts";
import { loadContract } from "../../src/contract/load.ts";
import { loadSettings } from "../../src/environment/load.ts";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";
import { Masking } from "../../src/masking/masking.ts";
import { importPages } from "../../src/pages/write/import-pages.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import { openSession, targetOf } from "../../src/run/session.ts";
import { contractFolders, knownIds, loadSuite, OWN_FOLDERS, type Suite } from "../../src/run/suite.ts";
import type { TrafficExchange } from "../../src/traffic/exchange.ts";
import { HarWriter } from "../../src/traffic/har-writer.ts";
import { matchOperation } from "../../src/traffic/matching.ts";
import { type PassedExchange, type RunningProxy, startProxy } from "../../src/traffic/proxy.ts";
import { TrafficSession } from "../../src/traffic/session.ts";
import type { TrafficKeys } from "../../src/traffic/setting.ts";
import { verifyExchanges } from "../../src/traffic/verify.ts";
import { asText, ENGLISH } from "../pages/layouts.ts";
import { MADE_UP } from "../pages/made-up.ts";
import type { PageModel } from "../pages/page-model.ts";
import { harOf } from "./made-har.ts";
import { readHar, told } from "./recorded.ts";

const CARD = "9491330000000303";
const coupons = MADE_UP.coupons as PageModel;
/** What is asked for travels in the query, and is a secret. */
const cards: PageModel = {
  ...coupons,
  title: "Finding a Card",
  path: "/api/v1/cards/find",
  pathParameters: [],
  query: [
    {
      name: "cardNo",
      type: "string",
      presence: "Required",
      bounds: { length: "16" },
      description: ["번호"],
      fields: [],
    },
  ],
};

let dir: string;
let suite: Suite;
let sandbox: RunningSandbox;
let proxy: RunningProxy;
let keys: TrafficKeys;
const passed: PassedExchange[] = [];

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "address-"));
  const folders = {
    contract: join(dir, "contract"),
    cases: join(dir, "cases"),
    common: join(PROJECT_ROOT, "contract"),
  };
  for (const [index, page] of [coupons, cards].entries()) {
    const path = join(dir, `${index}.txt`);
    writeFileSync(path, asText(page, { words: ENGLISH }));
    for (const file of importPages([path], folders, false).pages.flatMap(({ files }) => files)) {
      mkdirSync(dirname(file.path), { recursive: true });
      writeFileSync(file.path, file.text);
    }
  }
  loadContract(contractFolders({ contract: [folders.contract] }));
  suite = loadSuite(OWN_FOLDERS, { contract: [folders.contract], cases: [folders.cases] });
  sandbox = await startSandbox({ contract: suite.contract });
  proxy = await startProxy({
    to: new URL(sandbox.baseUrl).origin,
    route: {},
    host: "127.0.0.1",
    port: 0,
    begin: () => (exchange) => void passed.push(exchange),
  });
  const data = join(dir, "data.yaml");
  writeFileSync(data, 'finding-a-card: { "*": { cardNo: "9491330000000101" } }\n');
  const env = {
    KONAPLATE_TEST_DATA: data,
    ...sandbox.settings,
    KONAPLATE_BASE_URL: `${proxy.url}/open-api`,
    KONAPLATE_MAX_RPS: "10000",
    KONAPLATE_ALLOW: "changes",
  };
  const { KONAPLATE_ACCESS_KEY, KONAPLATE_SECRET_KEY, KONAPLATE_CLIENT_PRIVATE_KEY } = sandbox.settings;
  keys = {
    accessKey: KONAPLATE_ACCESS_KEY,
    secretKey: KONAPLATE_SECRET_KEY,
    clientPrivateKey: createPrivateKey(KONAPLATE_CLIENT_PRIVATE_KEY),
  };
  const only = suite.contract.operations.slice(-2).map(({ id }) => `${id}/*`);
  const known = knownIds(suite);
  const settings = withSampleData(loadSettings({ env, cwd: dir, overrides: { only }, known }), suite);
  const session = openSession(suite, settings, targetOf(settings, undefined));
  const rows = session.cases.filter(
    ({ kind, request }) => kind === "documented" || (kind === "generated" && request.breaks.length === 0),
  );
  const before = sandbox.requests;
  for (const row of rows) await session.run(row);
  session.close();
  await vi.waitFor(() => expect(passed.length).toBe(sandbox.requests - before));
}, 60_000);
afterAll(async () => {
  await proxy?.close();
  await sandbox?.close();
  rmSync(dir, { recursive: true, force: true });
});

function session(): TrafficSession {
  const { codePointer, messagePointer } = suite.contract.envelope;
  return new TrafficSession({
    contract: suite.contract,
    validators: suite.validators,
    keys,
    pointers: { codePointer, messagePointer },
    tokenMessage: "body",
    strict: "security",
    masking: Masking.of([], {}),
  });
}

/** What was asked rightly. */
const served = (): PassedExchange[] => passed.filter(({ response }) => response?.status === 200);
const recorded = (): TrafficExchange[] => readHar(harOf(served(), "https://wallet.example"));
const judged = (exchanges: readonly TrafficExchange[]): Promise<CaseResult[]> =>
  verifyExchanges(exchanges, session());

/** The first inquiry that was served, with another address. */
async function asked(path: string, replace: (url: string) => string): Promise<CaseResult[]> {
  const one = recorded().find(({ url, response }) => url.includes(path) && response?.status === 200);
  if (!one) return expect.unreachable(`nothing was sent to ${path}`);
  return judged([{ ...one, url: replace(one.url) }]);
}
const ofClient = (results: readonly CaseResult[]): string[] =>
  told(results).filter((line) => line.startsWith("client"));

describe("parameters in path and query", () => {
  it("are matched to their operation by the path's template, and clean traffic is clean", async () => {
    const results = await judged(recorded());
    expect(new Set(results.map(({ operation }) => operation)).size).toBe(2);
    expect(told(results)).toEqual([]);
    const records = results.flatMap(({ rules }) => rules.filter(({ rule }) => rule === "request-address"));
    expect(records.length).toBe(served().length);
    expect(records.every(({ state }) => state === "held")).toBe(true);
    const bodies = results.flatMap(({ rules }) => rules.filter(({ rule }) => rule === "request-body"));
    expect(bodies.every(({ state }) => state === "not-applicable")).toBe(true);
  });

  it.each<readonly [what: string, path: string, replace: (url: string) => string, found: string]>([
    [
      "a path parameter beyond its bound",
      "/users/",
      (url) => url.replace(/users\/[^/]+/, "users/99999999999999999999"),
      "client documented request-address /userId",
    ],
    [
      "a path parameter of another type",
      "/users/",
      (url) => url.replace(/users\/[^/]+/, "users/me"),
      "client documented request-address /userId",
    ],
    [
      "a query parameter that is missing",
      "/cards/",
      (url) => url.replace(/\?.*/, ""),
      "client documented request-address /cardNo",
    ],
    [
      "a query parameter too short",
      "/cards/",
      (url) => url.replace(/cardNo=\d+/, "cardNo=123"),
      "client documented request-address /cardNo",
    ],
    [
      "a query parameter that stands twice",
      "/cards/",
      (url) => `${url}&cardNo=1234567890123456`,
      "client documented request-address /cardNo",
    ],
    [
      "a query parameter out of its bounds",
      "/users/",
      (url) => `${url.replace(/\?.*/, "")}?pageNo=0`,
      "client documented request-address /pageNo",
    ],
  ])("are held to the page: %s", async (_what, path, replace, found) => {
    expect(ofClient(await asked(path, replace))).toEqual([found]);
  });

  it("that no page has are no fault", async () => {
    const results = await asked("/users/", (url) => `${url.replace(/\?.*/, "")}?colour=red`);
    expect(ofClient(results)).toEqual([]);
  });

  it("are masked in the file of the proxy as fields are, and not judged from it", async () => {
    const [one] = served().filter(({ url }) => url.includes("/cards/"));
    if (!one) return expect.unreachable("nothing was sent");
    const url = one.url.replace(/cardNo=[^&]*/, `cardNo=${CARD}`);
    const path = join(dir, "saved.har");
    const matched = matchOperation("GET", url, suite.contract);
    if (typeof matched === "string") return expect.unreachable(matched);
    const har = new HarWriter(path, Masking.of([], {}), keys, "1");
    await har.write({ ...one, url }, matched.operation);
    har.close();
    const text = readFileSync(path, "utf8");
    expect(text).not.toContain(CARD);
    const [kept] = readHar(text);
    expect(kept?.request.hidden.fields).toEqual(["/cardNo"]);
    expect(new URL(kept?.url ?? "").searchParams.has("cardNo")).toBe(true);
    expect(ofClient(await judged(kept ? [kept] : []))).toEqual([]);
    const shown = JSON.stringify(await judged(readHar(harOf([{ ...one, url }], "https://wallet.example"))));
    expect(shown).not.toContain(CARD);
  });
});

it("a path that is written out goes before one with a parameter in its place", () => {
  const of = (id: string, path: string) => ({ ...suite.contract.operations[0], id, path, method: "GET" });
  const operations = [of("one", "/api/v1/coupons/{couponId}"), of("all", "/api/v1/coupons/all")];
  const contract = { operations } as Pick<typeof suite.contract, "operations">;
  const found = (path: string) => {
    const matched = matchOperation("GET", `https://a.example${path}`, contract);
    return typeof matched === "string" ? matched : matched.operation.id;
  };
  expect(found("/open-api/api/v1/coupons/all")).toBe("all");
  expect(found("/open-api/api/v1/coupons/1234")).toBe("one");
  expect(found("/open-api/api/v1/coupons/12/34")).toBe("addresses that are no operation of the contract");
});
