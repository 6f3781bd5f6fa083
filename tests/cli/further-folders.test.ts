import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asText, ENGLISH, KOREAN } from "../pages/layouts.ts";
import { MADE_UP } from "../pages/made-up.ts";
import type { PageModel } from "../pages/page-model.ts";
import { runHere } from "../support/run-here.ts";
import { type Ended, outcomes, reportIn } from "./command.ts";

const page = (name: string): PageModel => MADE_UP[name] as PageModel;

let dir: string;
let folders: string[];
let imported: Ended;

const file = (...names: string[]): string => join(dir, ...names);

beforeAll(async () => {
  // A path with a space, as a partner may have one.
  dir = mkdtempSync(join(tmpdir(), "konaplate further-"));
  writeFileSync(file("refund.txt"), asText(page("refund"), { words: ENGLISH, compact: true }));
  writeFileSync(file("coupons.txt"), asText(page("coupons"), { words: KOREAN }));
  folders = ["--contract", file("contract"), "--cases", file("cases")];
  imported = await runHere("import", ["--out", dir, file("refund.txt"), file("coupons.txt")]);
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe("pages of a partner, imported beside the suite", () => {
  it("come to contract files, case tables and schemas, and the command that runs them", () => {
    expect(imported).toMatchObject({ code: 0, err: "" });
    expect(imported.out).toContain("parcel-refund, POST /api/v2/parcels/refund, new");
    expect(imported.out).toMatch(/run it with: npx konaplate run --contract "?\S.*contract"? --cases /);
    expect(readFileSync(file("contract", "parcel-refund.yaml"), "utf8")).toContain("proposedEffect: money");
    expect(readFileSync(file("schemas", "parcel-refund", "request-body.schema.json"), "utf8")).toContain(
      "zipCode",
    );
  });

  it("of an operation that the suite has are imported, and told not to be run beside it", async () => {
    const own = { ...page("refund"), title: "Parting", path: "/api/v1/user/unregister" };
    writeFileSync(file("parting.txt"), asText(own, { words: ENGLISH }));
    const apart = file("apart");
    const told = await runHere("import", ["--out", apart, file("parting.txt")]);
    expect(told.code).toBe(0);
    expect(told.out).not.toContain("run it with");
    expect(told.out).toMatch(
      /the suite has POST \/api\/v1\/user\/unregister itself, as membership-cancellation, .* before a run take .*contract\/parting.yaml/,
    );
  });

  it("name what a change of them leaves to mend by hand", async () => {
    const apart = file("mend");
    await runHere("import", ["--out", apart, file("refund.txt")]);
    const table = join(apart, "cases", "parcel-refund.yaml");
    const undo = "undo: { like: parcel-refund/refund-is-not-possible, carry: {} }\n";
    writeFileSync(table, readFileSync(table, "utf8").replace("cases:\n", `${undo}cases:\n`));
    const shorter = {
      ...page("refund"),
      codes: page("refund").codes.slice(0, -1),
      titles: page("refund").titles.slice(0, -1),
    };
    writeFileSync(file("shorter.txt"), asText(shorter, { words: ENGLISH, compact: true }));
    const told = await runHere("import", ["--out", apart, file("shorter.txt")]);
    expect(told.out).toContain("refund-is-not-possible taken out");
    expect(told.out).toMatch(/to mend by hand: .*parcel-refund.yaml:\d+: .*refund-is-not-possible/);
  });

  it("imported again write nothing", async () => {
    const again = await runHere("import", ["--out", dir, file("refund.txt"), file("coupons.txt")]);
    expect(again.out).toContain("nothing to write");
    expect(again.code).toBe(0);
  });

  it("are listed and run against the sandbox in one command, and documented", async () => {
    const reports = { KONAPLATE_REPORT_DIR: file("reports") };
    const chosen = [...folders, "--only", "parcel-refund/[a-z]*", "--kind", "documented"];
    const listed = await runHere("list", chosen, reports);
    expect(listed.out).toContain("parcel-refund/refund-is-not-possible");
    await runHere("run", chosen, reports);
    const found = outcomes(reportIn(file("reports")));
    expect(new Set(Object.values(found))).toEqual(new Set(["passed"]));
    expect(Object.keys(found)).toEqual(
      expect.arrayContaining(["parcel-refund/success", "parcel-refund/refund-is-not-possible"]),
    );
    // What repeats a case of theirs names their folders again.
    const { options } = reportIn(file("reports")).invocation ?? { options: [] };
    expect(options).toEqual([
      "--contract",
      relative(process.cwd(), file("contract")),
      "--cases",
      relative(process.cwd(), file("cases")),
    ]);
    const documented = readFileSync(file("reports", "docs", "operation-parcel-refund.html"), "utf8");
    expect(documented).toContain("refundNo");
    expect(readFileSync(file("reports", "docs", "openapi.json"), "utf8")).toContain(
      "parcel-refund.request-body",
    );
  }, 120_000);

  it("compared with a newer page tell its breaking changes, with exit code 1", async () => {
    const newer = asText(page("refund"), { words: ENGLISH }).replace("Max : 200", "Max : 100");
    writeFileSync(file("newer.txt"), newer);
    const found = await runHere("import", ["--diff", "--out", dir, file("newer.txt"), file("coupons.txt")]);
    expect(found).toMatchObject({ code: 1, err: "" });
    expect(found.out).toContain("request.refundReason.max: 200 becomes 100, narrower");
    expect(found.out).toContain("parcel-refund/body.refundReason.over-max");
    expect(found.out).toContain("users-userid-coupons.yaml: no change");
  });

  it("derive to schemas beside them, and drift of those is told", async () => {
    const check = await runHere("derive", ["--check", "--contract", file("contract")]);
    expect(check).toMatchObject({ code: 0 });
    const path = file("schemas", "parcel-refund", "request-body.schema.json");
    writeFileSync(path, readFileSync(path, "utf8").replace("minLength", "maxLength"));
    expect(await runHere("derive", ["--check", "--contract", file("contract")])).toMatchObject({ code: 2 });
    expect(await runHere("derive", ["--contract", file("contract")])).toMatchObject({ code: 0 });
    expect(await runHere("derive", ["--check", "--contract", file("contract")])).toMatchObject({ code: 0 });
  });
});

describe("rows of one's own", () => {
  it("stand beside those of the suite for the same operation", async () => {
    mkdirSync(file("rows"));
    writeFileSync(
      file("rows", "membership-cancellation.yaml"),
      'operation: membership-cancellation\ncases:\n  - id: our-gift\n    title: A gift of ours keeps the member\n    code: "001_049"\n    trigger: documented\n    data: [userId]\n',
    );
    const listed = await runHere("list", ["--cases", file("rows"), "--only", "membership-cancellation/*"]);
    expect(listed.out).toContain("membership-cancellation/our-gift");
    expect(listed.out).toContain("membership-cancellation/success");
  });

  it("a folder that is not there, or has an operation of the suite's, is told before anything is sent", async () => {
    const missing = await runHere("run", ["--contract", file("nowhere")]);
    expect(missing).toMatchObject({ code: 2 });
    expect(missing.err).toContain("there is no such folder");
    mkdirSync(file("twice"));
    writeFileSync(file("twice", "user-register.yaml"), readFileSync("contract/user-register.yaml"));
    const twice = await runHere("list", ["--contract", file("twice")]);
    expect(twice.code).toBe(2);
    expect(twice.err).toContain("the operation user-register stands in contract/user-register.yaml already");
  });
});
