import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clauseAnchor, pageOfClause } from "../../reporters/docs/model.ts";
import { exampleToken, TOKEN_EXAMPLE } from "../../reporters/docs/worked-example.tsx";
import { renderDocs, writeDocs } from "../../reporters/docs/write-docs.tsx";
import { ReportFault } from "../../reporters/report-fault.ts";
import { RULE_DESCRIPTIONS } from "../../src/checks/descriptions.ts";
import type { Level } from "../../src/contract/expectation.ts";
import { withRun } from "../../src/results/history.ts";
import type { Report } from "../../src/results/model.ts";
import { makeTranToken } from "../../src/wire/tran-token.ts";
import { HOSTILE, hostileResult, UNSEEN } from "../reporters/hostile.ts";
import { madeUpReport, madeUpResult, madeUpViolation } from "../results/made-up.ts";
import { suite } from "../run/run-cases.ts";
import { answering, LEAVING, runAgainst } from "./altered-run.ts";
import { pagesOf, type RenderedPage, textOf } from "./pages.ts";

const { contract } = suite;
const rules = RULE_DESCRIPTIONS;
const HEADER = "membership-cancellation/header.X-KM-Correlation-Id.*";

let report: Report;
let files: ReadonlyMap<string, string>;
let pages: RenderedPage[];
const page = (path: string) => pages.find((found) => found.path === path)?.html ?? "";
const operation = (id: string) => page(`operation-${id}.html`);

beforeAll(async () => {
  report = await runAgainst(answering("001_049", "001_006"), [
    ...LEAVING,
    HEADER,
    "unregistered-card-inquiry/success",
  ]);
  files = renderDocs({ contract, rules, report });
  pages = pagesOf(files);
});

describe("the pages of a run", () => {
  it("are an overview, the causes, one for each operation, and those of the whole API", () => {
    expect(pages.map(({ path }) => path)).toEqual([
      "index.html",
      "causes.html",
      ...contract.operations.map(({ id }) => `operation-${id}.html`),
      "wire-protocol.html",
      "contradictions.html",
      "rules.html",
      "ledger.html",
    ]);
  });

  it("have every id once, and lead to nothing that is not there", () => {
    const ids = new Map(pages.map(({ path, ids: own }) => [path, new Set(own)]));
    for (const { path, ids: own, links } of pages) {
      expect(own.filter((id, index) => own.indexOf(id) !== index)).toEqual([]);
      const broken = links.filter((link) => {
        const [target = "", fragment] = link.split("#");
        const found = ids.get(target === "" ? path : target);
        return !found || (fragment !== undefined && !found.has(decodeURIComponent(fragment)));
      });
      expect(broken, path).toEqual([]);
    }
  });

  it("say of each case that rests on a refusal what shows it to be one, and of the run how many have that", () => {
    const details = pages.flatMap(({ html }) => html.split('<details id="').slice(1));
    const told = report.cases.flatMap((result) => {
      const detail = details.find((one) => one.includes(`<code class="case-id">${result.id}</code>`));
      return detail === undefined ? [] : [{ result, rests: detail.includes("<dt>Rests on</dt>") }];
    });
    expect(told.filter(({ rests }) => rests).length).toBeGreaterThan(2);
    for (const { result, rests } of told) expect(rests).toBe(result.control?.held !== undefined);
    expect(textOf(page("index.html"))).toMatch(/Refusals with a control\s*\d+ of \d+/);
  });

  it("give every clause of the contract its place, and what it says", () => {
    const missing = [...contract.clauses.keys()].filter((clause) => {
      const found = pages.find(({ path }) => path === pageOfClause(contract, clause));
      return !found?.ids.includes(clauseAnchor(contract, clause));
    });
    expect(missing).toEqual([]);
    expect(textOf(operation("membership-cancellation"))).toContain("Max : 9999999999999999999");
  });

  it("hold the cases of the report with their outcomes, and no other", () => {
    const shown = pages.flatMap(({ html }) =>
      [
        ...html.matchAll(
          /<(?:details|tr) id="case-[^"]*"[^>]*>.*?class="mark mark-([\w-]+)".*?<\/(?:summary|tr)>/gs,
        ),
      ].map(
        ([row, outcome]) =>
          `${/<code class="(?:case-id|small)">([^<]*)</.exec(row)?.[1]?.split("/").at(-1)} ${outcome}`,
      ),
    );
    const expected = report.cases.map(({ id, outcome }) => `${id.split("/").at(-1)} ${outcome}`);
    expect(report.cases.some(({ kind }) => kind === "header")).toBe(true);
    expect(shown.sort()).toEqual(expected.sort());
  });

  it("tell the verdict, the totals and what did not pass on the first page", () => {
    const text = textOf(page("index.html"));
    expect(report.verdict).toBe("non-conformant");
    for (const told of ["non-conformant", report.target.baseUrl, report.suite.seed, report.startedAt])
      expect(text).toContain(told);
    expect(text).toContain(`${report.totals.passed} ✓ passed`);
    expect(text).toContain("membership-cancellation/unreceived-gift code at /response/code: expected ");
    expect(text).toContain(`1 cause fails the run. ${report.totals.passed}`);
  });

  it("tell the causes right below the verdict, each with what shows and repeats it on its page", () => {
    const overview = page("index.html");
    expect(overview.indexOf('id="causes"')).toBeLessThan(overview.indexOf('id="operations"'));
    expect(report.causes.length).toBeGreaterThan(0);
    for (const cause of report.causes) {
      expect(overview).toContain(`href="causes.html#${cause.id}"`);
      const [, section = ""] = page("causes.html").split(`id="${cause.id}"`);
      const text = textOf(section);
      for (const told of [
        cause.title,
        cause.came,
        cause.next,
        cause.repeat,
        `repeat reports/conformance.json '${cause.id}'`,
      ])
        expect(text).toContain(told);
      for (const id of cause.cases) expect(text).toContain(id);
    }
  });

  it("name the report that they were made of in the command that repeats a cause", () => {
    const reportPath = "of partner's/conformance.json";
    const html = renderDocs({ contract, rules, report, reportPath }).get("causes.html") ?? "";
    expect(textOf(html)).toContain("konaplate repeat 'of partner'\\''s/conformance.json' '");
  });

  it("let a reader reach the first failure at once, and narrow the lists by outcome, level and kind", () => {
    expect(page("index.html")).toMatch(/<a class="skip" href="#causes">Skip to/);
    const html = operation("membership-cancellation");
    expect(html).toMatch(/<a class="skip" href="#case-unreceived-gift">Skip to/);
    expect(html).toMatch(/<tr data-outcome="failed" data-level="documented" data-kind="documented">/);
    expect(html).toMatch(/<select id="filter-scenarios-outcome"/);
    expect(page("index.html")).toMatch(/<a href="#not-passed" data-choose="failed" data-of="not-passed">/);
    expect(operation("user-register")).not.toContain("Skip to the first");
  });

  it("map what was reached by operation and group of clauses, and tell how long answers took", () => {
    const text = textOf(page("index.html"));
    const id = "membership-cancellation";
    const codes = [...contract.clauses.keys()].filter((clause) => clause.startsWith(`${id}#codes.`));
    const reached = codes.filter((clause) => report.clauseIndex[clause]);
    expect(reached.length).toBeGreaterThan(0);
    const [, row = ""] =
      /reached, by operation and group.*?Membership Cancellation<(.*?)<\/tr>/s.exec(page("index.html")) ?? [];
    expect(textOf(`<${row}`)).toContain(` ${reached.length} of ${codes.length} `);
    const { count, p50, p90, p95, p99, max } =
      report.responseTimes?.find(({ operation: of }) => of === id) ?? expect.unreachable();
    const told = [p50, p90, p95, p99, max].map((ms) => `${ms} ms`).join(" ");
    expect(text).toContain(`${id} ${count} ${told}`);
  });

  it("show how the last runs went, newest first, with the causes that appeared and went", () => {
    const [bad, good] = [
      madeUpReport(),
      { ...madeUpReport([madeUpResult()]), startedAt: "2026-03-02T09:00:00.000Z" },
    ];
    const history = withRun(withRun([], bad), good);
    const index = renderDocs({ contract, rules, report: good, history }).get("index.html") ?? "";
    const [, trend = ""] = index.split('id="trend"');
    expect(textOf(trend)).toMatch(
      /2026-03-02T09:00:00.000Z embedded conformant 1 passed 0 causes went: .* and 1 more 2026-03-01T09:00:00.000Z embedded non-conformant/,
    );
    expect(renderDocs({ contract, rules, report: good }).get("index.html")).not.toContain('id="trend"');
  });

  it("have the ledger", () => {
    expect(report.ledger.length).toBeGreaterThan(0);
    for (const { case: of, remedy } of report.ledger) {
      expect(textOf(page("ledger.html"))).toContain(of);
      expect(textOf(page("ledger.html"))).toContain(remedy);
    }
  });

  it("give a failed case all that is needed to repeat it, unfolded", () => {
    const html = operation("membership-cancellation");
    const failed = /<details id="case-unreceived-gift"[^>]* open.*?<\/details>/s.exec(html)?.[0] ?? "";
    const text = textOf(failed);
    for (const told of [
      "membership-cancellation#codes.001_049",
      "Expected",
      "Came",
      "Next",
      "Cause",
      "Record of what was sent",
      `--only 'membership-cancellation/unreceived-gift' --seed '${report.suite.seed}'`,
    ])
      expect(text).toContain(told);
    expect(text).toContain("curl --request POST");
  });

  it("leave what travelled in the other cases to a file of the operation, which a browser loads from disk", () => {
    const html = operation("membership-cancellation");
    const script = files.get("assets/exchanges-membership-cancellation.js") ?? "";
    const [, json = "{}"] = /^globalThis\.EXCHANGES = (.*);\n$/s.exec(script) ?? [];
    const exchanges = JSON.parse(json) as Record<string, string>;
    const places = [...html.matchAll(/data-exchanges="([^"]*)"/g)].map(([, anchor = ""]) => anchor);
    expect(places.length).toBeGreaterThan(0);
    for (const anchor of places) {
      expect(textOf(exchanges[anchor] ?? "")).toContain("Record of what was sent");
      const [, fold = ""] = html.split(`<details id="${anchor}"`);
      expect(fold.slice(0, fold.indexOf("</details>"))).not.toContain("curl");
    }
    expect(html).not.toMatch(/<details id="case-unreceived-gift"[^>]*>(?:(?!<\/details>).)*data-exchanges/s);
  });

  it("unfold three failed cases at most, however many there are", () => {
    const cases = Array.from({ length: 40 }, (_, index) =>
      madeUpResult({
        id: `membership-cancellation/made-up-${index}`,
        outcome: "failed",
        violations: [madeUpViolation()],
        exchanges: hostileResult().exchanges,
      }),
    );
    const made = renderDocs({ contract, rules, report: madeUpReport(cases) });
    const html = made.get("operation-membership-cancellation.html") ?? "";
    expect(html.match(/<details id="case-[^>]* open/g)).toHaveLength(3);
    expect(html.match(/data-exchanges=/g)).toHaveLength(37);
  });

  it("show an encrypted exchange both ways, masked", () => {
    const text = textOf(operation("unregistered-card-inquiry"));
    expect(text).toContain('"cardCVC": "***"');
    expect(text).toMatch(/As it travelled \(\d+ characters\) \{"encData":"eyJ/);
  });

  it("say what the server was seen to follow where the documents contradict themselves", () => {
    const text = textOf(page("contradictions.html"));
    for (const { observed } of report.readings.filter((entry) => entry.observed !== ""))
      expect(text).toContain(`Seen: ${observed}`);
    expect(text).toContain("This run saw nothing that bears on it.");
    expect(text).toContain("Never judged A server that writes isAuthed as 0 or 1.");
  });

  it("list every rule with how often it held", () => {
    for (const { id, title } of rules) expect(textOf(page("rules.html"))).toContain(`${id} ${title}`);
    const held = report.cases.filter((result) =>
      result.rules.some((r) => r.rule === "status" && r.state === "held"),
    );
    expect(textOf(page("rules.html"))).toMatch(
      new RegExp(`The status is the documented one. ${held.length} held `),
    );
  });

  it("count what a rule violates by its level: what is only observed is no violation", () => {
    const own = (level: Level) => [{ ...madeUpViolation({ rule: "dates", level }) }];
    const rule = [{ rule: "dates", state: "violated" as const }];
    const cases = (["documented", "inferred", "observed", "observed"] as const).map((level, index) =>
      madeUpResult({ id: `membership-cancellation/${index}`, violations: own(level), rules: rule }),
    );
    const made = renderDocs({ contract, rules, report: madeUpReport(cases) });
    expect(textOf(made.get("rules.html") ?? "")).toContain(
      "Every date of the answer exists. 1 violated, documented 1 violated, inferred 2 observed only ",
    );
  });

  it("make warnings conspicuous, and say what KONAPLATE_STRICT would make of them", () => {
    const violations = [madeUpViolation({ level: "inferred", family: "security" })];
    const warned = madeUpResult({ outcome: "warned", violations });
    const made = renderDocs({ contract, rules, report: madeUpReport([warned], { strict: "none" }) });
    for (const path of ["index.html", "causes.html"]) {
      const text = textOf(made.get(path) ?? "");
      expect(text).toContain("KONAPLATE_STRICT=security (the default) fails the run for it.");
      expect(text).toMatch(/! warns /);
      expect(made.get(path)).toContain("tag-security");
    }
  });

  it("work a token out that this suite makes as well", () => {
    const { secretKey, body, time } = TOKEN_EXAMPLE;
    expect(exampleToken()).toBe(makeTranToken(secretKey, body, time, "body"));
    expect(textOf(page("wire-protocol.html"))).toContain(exampleToken());
  });
});

describe("the pages without a run", () => {
  it("show the contract and say that no run is shown", () => {
    const bare = pagesOf(renderDocs({ contract, rules }));
    expect(bare.map(({ path }) => path)).toEqual(pages.map(({ path }) => path));
    for (const { html } of bare) expect(textOf(html)).toContain("no run is shown");
    expect(bare.some(({ html }) => html.includes("mark-passed"))).toBe(false);
  });
});

describe("what a server sent", () => {
  const hostile = { ...hostileResult(), operation: "membership-cancellation", title: HOSTILE };
  const long = madeUpResult({
    id: "membership-cancellation/long",
    outcome: "errored",
    reason: "x".repeat(5_000_000),
    exchanges: hostile.exchanges.map((exchange) => ({
      ...exchange,
      response: { status: 400, headers: [], body: "\u202e<b>".repeat(1_250_000) },
    })),
  });
  const files = renderDocs({ contract, rules, report: madeUpReport([hostile, long]) });

  it("is text on every page: no markup, nothing unseen, nothing endless", () => {
    for (const { html, path } of pagesOf(files)) {
      expect(html, path).not.toMatch(/<script>|<img|<b>|\son\w+=/);
      expect(html).not.toMatch(UNSEEN);
      expect(html.length).toBeLessThan(400_000);
    }
    expect(textOf(files.get("operation-membership-cancellation.html") ?? "")).toContain(
      "<script>alert(1)</script>",
    );
  });

  it.each([
    ["the index of the search", "assets/search-index.js"],
    ["the file of what travelled", "assets/exchanges-membership-cancellation.js"],
  ])("is text in %s as well", (_what, path) => {
    const script = files.get(path) ?? "";
    expect(script.length).toBeGreaterThan(1000);
    expect(script).not.toMatch(UNSEEN);
    expect(script).not.toContain("<");
  });

  it("is text in what a page loads of it, and not endless", () => {
    const json = files.get("assets/exchanges-membership-cancellation.js") ?? "";
    expect(json).not.toMatch(/u003c(?:script|img|b)[^a-z]/);
    expect(json.length).toBeLessThan(400_000);
  });
});

describe("the folder of the pages", () => {
  const root = mkdtempSync(join(tmpdir(), "docs-"));
  afterAll(() => rmSync(root, { recursive: true }));

  it("is written, and written over", () => {
    const folder = join(root, "deep", "docs");
    expect(writeDocs({ contract, rules }, folder)).toBe(join(folder, "index.html"));
    writeFileSync(join(folder, "stale.html"), "");
    writeDocs({ contract, rules }, folder);
    expect(readdirSync(folder)).not.toContain("stale.html");
    expect(readdirSync(join(folder, "assets")).sort()).toEqual(["docs.css", "docs.js", "search-index.js"]);
  });

  it("that holds something else is left alone", () => {
    const folder = join(root, "precious");
    mkdirSync(folder);
    writeFileSync(join(folder, "thesis.txt"), "");
    expect(() => writeDocs({ contract, rules }, folder)).toThrow(ReportFault);
    expect(existsSync(join(folder, "thesis.txt"))).toBe(true);
  });
});
