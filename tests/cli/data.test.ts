import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { clientSettings, makeIdentity } from "../../sandbox/identity.ts";
import { runHere } from "../support/run-here.ts";

describe("konaplate data check", () => {
  const folder = mkdtempSync(join(tmpdir(), "data-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("ends with 0 where every case gets its data, with 4 where some do not, with 2 for a mistake", async () => {
    writeFileSync(join(folder, "test-data.yaml"), "{}");
    // Nothing listens there: what is sent would fail.
    const partner = {
      ...clientSettings(await makeIdentity("partner"), "http://127.0.0.1:9/open-api"),
      KONAPLATE_TEST_DATA: join(folder, "test-data.yaml"),
      KONAPLATE_ALLOW: "changes",
    };
    const embedded = await runHere("data", ["check"]);
    const lacking = await runHere(
      "data",
      ["check", "--only", "membership-cancellation/unreceived-gift"],
      partner,
    );
    const wrong = await runHere("data", ["check", "--only", "nothing/*"]);
    expect(embedded).toMatchObject({ code: 0, err: "" });
    expect(embedded.out).toMatch(
      /^Data of \d+ planned cases for embedded: \d+ get what they need, 0 do not;/,
    );
    expect(lacking.code).toBe(4);
    expect(lacking.out).toContain("nothing was sent to the target");
    expect(lacking.out).toContain("- membership-cancellation/unreceived-gift: userId");
    expect(wrong).toMatchObject({ code: 2, out: "" });
  });
});
