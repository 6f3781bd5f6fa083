import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { bundleFiles, CHECKSUMS, zipBundle } from "../../reporters/bundle.ts";
import { renderDocs } from "../../reporters/docs/write-docs.tsx";
import { startSandbox } from "../../sandbox/server.ts";
import { RULE_DESCRIPTIONS } from "../../src/checks/descriptions.ts";
import { shownSettings } from "../../src/cli/settings-record.ts";
import type { Settings } from "../../src/environment/model.ts";
import { writtenForms } from "../../src/masking/written-forms.ts";
import { clockDifference } from "../../src/results/clock-difference.ts";
import type { Report } from "../../src/results/model.ts";
import { HOSTILE, hostileResult, UNSEEN } from "../reporters/hostile.ts";
import { madeUpDeviation, madeUpExchange, madeUpReport, madeUpResult } from "../results/made-up.ts";
import { runCases, settingsOf, suite } from "../run/run-cases.ts";
import { filesOf } from "./archive.ts";

const ONLY = [
  ...["success", "card-not-found", "card-already-registered"].map(
    (name) => `unregistered-card-inquiry/${name}`,
  ),
  ...["success", "login-id-in-use", "already-registered", "login-id-empty"].map(
    (name) => `user-register/${name}`,
  ),
  "charge-cancellation/success",
];
const CARD = "9491339401250765";

describe("the bundle of a run whose answers repeat what must be hidden", () => {
  let files: ReadonlyMap<string, string>;
  let report: Report;
  let settings: Settings;
  const secrets: string[] = [];

  beforeAll(async () => {
    const echo = { value: "" };
    const sandbox = await startSandbox({
      alter: {
        plain: (answer, { headers, request }) => ({
          ...answer,
          code: "999_999",
          message: `${headers["x-km-access-key"]} ${echo.value} ${JSON.stringify(request ?? "")}`,
        }),
      },
    });
    try {
      settings = settingsOf({ ...sandbox.settings }, ONLY);
      const { KONAPLATE_SECRET_KEY, KONAPLATE_ACCESS_KEY, KONAPLATE_CLIENT_PRIVATE_KEY } = sandbox.settings;
      echo.value = KONAPLATE_SECRET_KEY;
      const [, keyLine = ""] = KONAPLATE_CLIENT_PRIVATE_KEY.split(/\r?\n|\\n/);
      secrets.push(KONAPLATE_SECRET_KEY, KONAPLATE_ACCESS_KEY, keyLine, ...sensitiveTestData(settings));
      report = await runCases(settings);
    } finally {
      await sandbox.close();
    }
    const docs = renderDocs({ contract: suite.contract, rules: RULE_DESCRIPTIONS, report });
    files = bundleFiles({ report, docs, settings: JSON.stringify(shownSettings(settings)) });
  });

  it("has nothing of it in any file, in any form", () => {
    expect(secrets.length).toBeGreaterThan(5);
    for (const [path, text] of files)
      for (const secret of secrets)
        expect(
          writtenForms(secret).filter((form) => text.includes(form)),
          path,
        ).toEqual([]);
  });

  it("has the evidence of every violation: what was required, what came, the exchange and its curl line", () => {
    const violated = report.cases.filter(({ violations }) =>
      violations.some(({ level }) => level !== "observed"),
    );
    expect(violated.length).toBe(ONLY.length);
    const evidence = [...files.keys()].filter((path) => path.startsWith("violations/"));
    expect(evidence).toHaveLength(violated.length);
    for (const path of evidence) {
      expect(files.get(path)).toContain("curl --request POST");
      expect(files.get(path)).toContain("**Expected**");
      expect(files.get(path)).toContain("## Exchanges, masked");
      expect(files.get("README.md")).toContain(path);
    }
  });

  it("has the report, the documentation, the settings without secrets, and the server's clock", () => {
    expect(JSON.parse(files.get("conformance.json") ?? "")).toEqual(report);
    expect(files.get("docs/index.html")).toContain(report.verdict);
    expect(files.has("docs/assets/docs.css")).toBe(true);
    expect(JSON.parse(files.get("settings.json") ?? "")).toMatchObject({
      seed: settings.seed,
      strict: "security",
    });
    expect(files.get("README.md")).toMatch(/server's clock \| -?[\d.]+ s ahead/);
  });

  it("proves by its checksums that nothing was changed", () => {
    const unpacked = filesOf(zipBundle(files, "bundle-x"));
    expect([...unpacked.keys()]).toEqual([...files.keys()]);
    const sums = (unpacked.get(CHECKSUMS) ?? "").trim().split("\n");
    expect(sums).toHaveLength(files.size - 1);
    for (const line of sums) {
      const [sum, path = ""] = line.split("  ");
      expect(
        createHash("sha256")
          .update(unpacked.get(path) ?? "")
          .digest("hex"),
        path,
      ).toBe(sum);
    }
  });
});

/** Values of the test data that no report may show. */
function sensitiveTestData({ testData }: Settings): string[] {
  const fields = new Set(["cardNo", "ci", "loginId", "oneTimeToken"]);
  const rows = Object.values(testData).flatMap((cases) => Object.values(cases));
  return rows
    .flatMap((row) =>
      Object.entries(row).flatMap(([field, value]) =>
        fields.has(field) && typeof value === "string" ? [value] : [],
      ),
    )
    .filter((value) => value.length > 6);
}

describe("a bundle", () => {
  const bundle = (report: Report) => bundleFiles({ report, docs: new Map(), settings: undefined });

  it("says so where nothing was violated", () => {
    const files = bundle(madeUpReport([madeUpResult()]));
    expect(files.get("README.md")).toContain("No violation was found.");
    expect([...files.keys()].filter((path) => path.startsWith("violations/"))).toEqual([]);
  });

  it("has the deviations and what became of them", () => {
    const deviations = [madeUpDeviation("matched", "membership-cancellation/success")];
    const files = bundle(madeUpReport([madeUpResult()], { deviations }));
    expect(JSON.parse(files.get("deviations.json") ?? "")).toEqual(deviations);
  });

  it("takes no path and no markup from an id or an answer", () => {
    const files = bundle(madeUpReport([{ ...hostileResult(), id: `../../etc/${CARD} <b>` }]));
    for (const path of files.keys()) expect(path).toMatch(/^(?!.*\.\.)[\w/.-]+$/);
    for (const [path, text] of files) if (path.endsWith(".md")) expect(text, path).not.toMatch(UNSEEN);
    expect(files.get("README.md")).not.toContain("<b>");
    expect(HOSTILE).toContain("<script>");
  });
});

describe("the difference of the clocks", () => {
  const at = (date: string) =>
    madeUpResult({
      exchanges: [
        madeUpExchange({ durationMs: 1000, response: { status: 200, headers: [["Date", date]], body: "" } }),
      ],
    });

  it("is the median of what the Date headers say, against the middle of each exchange", () => {
    const dates = [
      "Sun, 01 Mar 2026 09:00:30 GMT",
      "Sun, 01 Mar 2026 09:00:31 GMT",
      "Sun, 01 Mar 2026 12:00:00 GMT",
    ];
    expect(clockDifference({ cases: dates.map(at) })).toEqual({ seconds: 31, samples: 3 });
  });

  it("is not known without one that can be read", () => {
    expect(clockDifference({ cases: [madeUpResult(), at("yesterday")] })).toBeUndefined();
  });
});
