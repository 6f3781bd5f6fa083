import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { withSampleData } from "../../src/cli/sample-data.ts";
import { foundContradictions } from "../../src/contract/found-contradictions.ts";
import { loadContract } from "../../src/contract/load.ts";
import { loadSettings } from "../../src/environment/load.ts";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";
import { keepFoundReadings } from "../../src/pages/write/found-readings.ts";
import { importPages } from "../../src/pages/write/import-pages.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import { type LedgerNote, ledgerOf } from "../../src/results/ledger.ts";
import { openSession, targetOf } from "../../src/run/session.ts";
import { contractFolders, knownIds, loadSuite, OWN_FOLDERS, type Suite } from "../../src/run/suite.ts";
import { asText, ENGLISH } from "../pages/layouts.ts";
import { MADE_UP } from "../pages/made-up.ts";
import type { PageModel, Row } from "../pages/page-model.ts";

const model = (name: string): PageModel => MADE_UP[name] as PageModel;
const row = (name: string, type: string, bounds: Row["bounds"], ...description: string[]): Row => ({
  name,
  type,
  presence: "Required",
  bounds,
  description,
  fields: [],
});

/** Values in the path alone, and one page that contradicts itself. */
const parcel: PageModel = {
  ...model("points"),
  title: "Discarding a Parcel",
  method: "DELETE",
  path: "/api/v1/parcels/{parcelNo}",
  pathParameters: [row("parcelNo", "string", { length: "12" }, "소포 번호")],
  request: [],
  codes: [
    ...model("points").codes.slice(0, 4),
    { status: 500, code: "999_998", message: "System error.", description: "System error." },
  ],
  requestHeaders: (model("points").requestHeaders ?? []).map((header) =>
    header.name === "X-KM-Tran-Time"
      ? { ...header, bounds: { length: "16" }, description: ["• Form : YYYYMMDDHH24MISS"] }
      : header,
  ),
};
const grades: PageModel = {
  ...model("points"),
  title: "Search for Grades",
  path: "/api/v1/grades/search",
  request: [
    row("memberNo", "string", { length: "10" }, "회원 번호"),
    row("grade", "number", { min: "0", max: "9" }, "0 : 일반", "1 : 우수"),
    row("state", "string", { min: "1", max: "7" }, "• ACTIVE : 정상", "• SUSPENDED : 중지"),
  ],
};

let dir: string;
let suite: Suite;
let sandbox: RunningSandbox;
let results: readonly CaseResult[];
const METHODS: string[] = [];
const NOTES: LedgerNote[] = [];

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "imported-"));
  const folders = {
    contract: join(dir, "contract"),
    cases: join(dir, "cases"),
    common: join(PROJECT_ROOT, "contract"),
  };
  for (const [index, page] of [model("coupons"), parcel, grades].entries()) {
    const path = join(dir, `${index}.txt`);
    writeFileSync(path, asText(page, { words: ENGLISH }));
    for (const file of importPages([path], folders, false).pages.flatMap(({ files }) => files)) {
      mkdirSync(dirname(file.path), { recursive: true });
      writeFileSync(file.path, file.text);
    }
  }
  const contract = loadContract(contractFolders({ contract: [folders.contract] }));
  keepFoundReadings(folders.contract, foundContradictions(contract));
  suite = loadSuite(OWN_FOLDERS, { contract: [folders.contract], cases: [folders.cases] });
  sandbox = await startSandbox({ contract: suite.contract });
  results = await run();
}, 120_000);

afterAll(async () => {
  await sandbox?.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Derived cases that one stands for, and those that are told of below. */
const ONE_OF = 3;
const TOLD =
  /\/([^.]+|journey.*|again.*|path\.userId.*|query\.pageNo.*|body\.grade.*|header\.X-KM-Tran-Time.*)$/;

async function run(): Promise<CaseResult[]> {
  const only = suite.contract.operations.slice(-3).map(({ id }) => `${id}/*`);
  const loaded = loadSettings({ env: {}, cwd: dir, overrides: { only }, known: knownIds(suite) });
  const settings = withSampleData(loaded, suite);
  const session = openSession(suite, settings, targetOf(settings, { ...sandbox.settings }), {
    note: (each) => NOTES.push(each),
  });
  try {
    const run = session.cases.filter((each, index) => index % ONE_OF === 0 || TOLD.test(each.id));
    return await Promise.all(run.map((each) => session.run(each)));
  } finally {
    session.close();
    METHODS.push(...new Set(session.cases.map(({ operation }) => operation)));
  }
}

const of = (operation: string): CaseResult[] => results.filter((each) => each.operation === operation);

describe("operations of imported pages, against the sandbox that knows their pages alone", () => {
  it("run whole: documented, generated and header cases", () => {
    expect(METHODS.sort()).toEqual(["discarding-a-parcel", "search-for-grades", "users-userid-coupons"]);
    const other = results.filter(({ outcome }) => outcome !== "passed");
    expect(
      other.map(({ id, outcome, reason, violations }) => [id, outcome, reason, violations[0]?.rule]),
    ).toEqual([]);
    for (const operation of METHODS)
      expect(new Set(of(operation).map(({ kind }) => kind))).toEqual(
        new Set([
          "documented",
          "generated",
          "header",
          ...(operation.startsWith("discarding") ? ["journey"] : []),
        ]),
      );
  });

  it("leave nothing open where a page documents a server error: a sandbox that keeps nothing has changed nothing", () => {
    const refused = of("discarding-a-parcel").find(({ observed }) => observed.status === 500);
    expect(refused).toMatchObject({ id: "discarding-a-parcel/system-error", outcome: "passed" });
    const sent = NOTES.filter((note) => "sent" in note && note.sent.case === refused?.id);
    expect(sent).toHaveLength(1);
    expect(ledgerOf(NOTES).entries.filter(({ did }) => did === "unknown")).toEqual([]);
  });

  it("send values in path and query, by the page's method, and no body where it has none", () => {
    const success = of("users-userid-coupons").find(({ id }) => id.endsWith("/path.userId.at-max"));
    const [exchange] = success?.exchanges ?? [];
    expect(exchange?.request).toMatchObject({ method: "GET", body: "" });
    expect(exchange?.request.url).toMatch(/\/api\/v1\/users\/9999999999999999999\/coupons$/);
    expect(exchange?.curl).toMatch(/^curl --request GET '[^']+' --header/);
    expect(exchange?.curl).not.toContain("--data-raw");
    const paged = of("users-userid-coupons").find(({ id }) => id.endsWith("/query.pageNo.over-max"));
    expect(paged?.exchanges[0]?.request.url).toMatch(/\/coupons\?pageNo=10000$/);
    expect(paged?.observed.status).toBe(400);
    const removed = of("discarding-a-parcel").find(({ id }) => id.endsWith("/success"));
    expect(removed?.exchanges[0]?.request).toMatchObject({ method: "DELETE", body: "" });
  });

  it("break in path and query what an address can bear", () => {
    const aspects = of("users-userid-coupons").flatMap(
      ({ id }) => /\/(path\.userId\.\S+)/.exec(id)?.[1] ?? [],
    );
    expect(aspects).toContain("path.userId.under-min");
    expect(aspects).toContain("path.userId.type-string");
    expect(aspects.filter((each) => /missing|null|type-boolean|digits-in-quotes/.test(each))).toEqual([]);
  });

  it("follow what a page means where its length contradicts its mask, or its values their bounds", () => {
    expect(of("discarding-a-parcel").some(({ id }) => id.includes("header.X-KM-Tran-Time"))).toBe(true);
    expect(of("search-for-grades").find(({ id }) => id.endsWith("/body.grade.value-2"))?.outcome).toBe(
      "passed",
    );
  });
});

describe("another method of a known path", () => {
  it("is refused with the one that the page has", async () => {
    const answer = await fetch(`${sandbox.baseUrl}/api/v1/parcels/123456789012`, {
      method: "POST",
      body: "{}",
    });
    expect(answer.status).toBe(405);
    expect(await answer.text()).toContain("This operation takes DELETE alone.");
  });
});
