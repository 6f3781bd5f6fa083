import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asText, ENGLISH } from "../pages/layouts.ts";
import { MADE_UP } from "../pages/made-up.ts";
import type { PageModel } from "../pages/page-model.ts";
import { runHere } from "../support/run-here.ts";

const refund = MADE_UP.refund as PageModel;
const text = asText(refund, { words: ENGLISH, compact: true });
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "import-mistakes-"));
  mkdirSync(join(dir, "out"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function importOf(page: string): ReturnType<typeof runHere> {
  writeFileSync(join(dir, "page.txt"), page);
  return runHere("import", ["--out", join(dir, "out"), join(dir, "page.txt")]);
}

const written = (): string[] => {
  const folder = join(dir, "out", "contract");
  return existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith(".yaml") && name !== "readings-found.yaml")
    : [];
};

const lineOf = (page: string, row: string): number => page.split("\n").indexOf(row) + 1;

describe("a page that cannot be imported", () => {
  it("is told by the page's own line where one of its facts cannot stand in a contract, and nothing is written", async () => {
    const page = text.replace("Min : 1 , Max : 100\n", "Min : 100 , Max : 1\n");
    const told = await importOf(page);
    expect(told.code).toBe(2);
    expect(told.err).toContain("1 mistake; nothing was written:");
    expect(told.err).toContain(
      `- page.txt:${lineOf(page, "address")}: request.addressInfo.fields.address.min: 100 is more than the max of 1; mend it in this copy`,
    );
    expect(written()).toEqual([]);
    expect((await importOf(text)).code).toBe(0);
    expect(written()).toEqual(["parcel-refund.yaml"]);
  });

  it("is told so where its row has no name for a parameter, or its path no form", async () => {
    const named = text.replace("\nzipCode\n", "\nzip.Code\n");
    expect((await importOf(named)).err).toContain(
      `- page.txt:${lineOf(named, "zip.Code")}: request.addressInfo.fields.zip.Code is not known here; `,
    );
    const colon = text.replace("/api/v2/parcels/refund", "/api/v2/parcels/:parcelNo");
    expect((await importOf(colon)).err).toMatch(/- page\.txt:\d+: path is "\/api\/v2\/parcels\/:parcelNo"/);
    expect(written()).toEqual([]);
  });

  it("keeps the place in the contract file for what somebody wrote there", async () => {
    await importOf(text);
    const file = join(dir, "out", "contract", "parcel-refund.yaml");

    writeFileSync(file, readFileSync(file, "utf8").replace("max: 100", "max: 0"));
    const told = await importOf(text.replace("Length : 24", "Length : 30"));
    expect(told.err).toMatch(/- \S*parcel-refund\.yaml:\d+: request\.addressInfo\.fields\.address\.m..: /);
  });

  it("is told what to do with a query behind its path", async () => {
    const told = await importOf(text.replace("/api/v2/parcels/refund", "/api/v2/parcels?userId={userId}"));
    expect(told.err).toMatch(
      /page\.txt has a path with a query in line \d+, "\S*\/api\/v2\/parcels\?userId=\{userId\}"; write the path alone/,
    );
    expect((await importOf(text.replace("/api/v2/parcels/refund", ""))).err).toContain("has no path such as");
  });

  it("is nothing sent, in the command line as well", async () => {
    expect((await runHere("import", [join(dir, "missing.txt")])).err).toContain(
      "1 mistake; nothing was written",
    );
  });
});

describe("a page with the name of an operation of the suite", () => {
  it("and another path is an operation of its own", async () => {
    const page = asText(
      { ...refund, title: "Membership Cancellation", path: "/api/v1/card/unregister-all" },
      { words: ENGLISH },
    );
    const { out } = await importOf(page);
    expect(written()).toEqual(["membership-cancellation-card-unregister-all.yaml"]);
    expect(out).toContain("run it with: npx konaplate run");
    expect((await importOf(page)).out).toContain("nothing to write");
  });

  it("that was imported under its name is told which two there are", async () => {
    const page = asText({ ...refund, title: "Membership Cancellation" }, { words: ENGLISH });
    await importOf(page);
    const folder = join(dir, "out", "contract");

    renameSync(
      join(folder, "membership-cancellation-parcels-refund.yaml"),
      join(folder, "membership-cancellation.yaml"),
    );
    rmSync(join(dir, "out", "cases"), { recursive: true });
    expect((await importOf(page)).out).toMatch(
      /membership-cancellation is POST \/?api\/v1\/user\/unregister in the suite and POST \/api\/v2\/parcels\/refund here/,
    );
  });
});
