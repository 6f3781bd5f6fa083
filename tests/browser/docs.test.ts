import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderDocs, writeDocs } from "../../reporters/docs/write-docs.tsx";
import { RULE_DESCRIPTIONS } from "../../src/checks/descriptions.ts";
import { answering, LEAVING, runAgainst } from "../docs/altered-run.ts";
import { HOSTILE, hostileResult } from "../reporters/hostile.ts";
import { madeUpReport, madeUpResult } from "../results/made-up.ts";
import { suite } from "../run/run-cases.ts";
import { chromiumPath, launchChromium, SKIPPED } from "./chromium.ts";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const { contract } = suite;
const rules = RULE_DESCRIPTIONS;

/** Pixels; the last are those of a phone. */
const WIDTHS = [1400, 1024, 390, 360];
const SMALLEST = 360;
/** Pages with what a server sent, or its words, and such whose every colour stands on them. */
const COLOURFUL = ["index.html", "operation-membership-cancellation.html", "contradictions.html"];

if (chromiumPath === undefined) console.warn(`tests/browser: ${SKIPPED}`);

describe.skipIf(chromiumPath === undefined)("the documentation in a browser", () => {
  const root = mkdtempSync(join(tmpdir(), "docs-browser-"));
  const [ofRun, ofHostile] = ["run", "hostile"].map((name) => join(root, name)) as [string, string];
  let browser: Browser;
  let page: Page;
  let names: string[];
  /** Everything that a page said or asked for beyond its own folder. */
  const complaints: string[] = [];

  beforeAll(async () => {
    const only = [
      ...LEAVING,
      "member-authentication-info/*uthenticated",
      "unregistered-card-inquiry/success",
    ];
    const report = await runAgainst(answering("001_049", "001_006"), only);
    names = [...renderDocs({ contract, rules, report }).keys()].filter((path) => path.endsWith(".html"));
    writeDocs({ contract, rules, report }, ofRun);
    const hostile = { ...hostileResult(), title: HOSTILE };
    const long = madeUpResult({
      id: "membership-cancellation/long",
      outcome: "errored",
      reason: "x".repeat(5e6),
    });
    writeDocs({ contract, rules, report: madeUpReport([hostile, long]) }, ofHostile);
    copyFileSync(AXE, join(root, "axe.js"));
    browser = await launchChromium();
    page = await browser.newPage();
    page.on("console", (message) => complaints.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(pathToFileURL(root).href)) complaints.push(`request: ${request.url()}`);
    });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(root, { recursive: true });
  });

  const open = (name: string, folder = ofRun) => page.goto(`${pathToFileURL(folder).href}/${name}`);
  const results = () => page.locator("#search-results a");
  const search = async (text: string) => {
    await page.locator("#search").fill(text);
    await page.locator("#search-results").waitFor();
    return results().allInnerTexts();
  };

  it("opens from disk page by page, without a complaint and without the network, and fits 1400, 1024, 390 and 360 pixels: neither a page nor a table scrolls sideways; on the smallest tables may", async () => {
    for (const name of names) {
      await open(name);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        const { scrollWidth, cut } = await page.evaluate(widths);
        expect(scrollWidth, name).toBeLessThanOrEqual(width);
        if (width > SMALLEST) expect(cut, `${name} at ${width}`).toEqual([]);
      }
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(complaints.splice(0)).toEqual([]);
    expect(names).toHaveLength(contract.operations.length + 6);
  });

  it("leads wherever its links say", async () => {
    await open("index.html");
    await page.locator(".cell.mark-failed").first().click();
    expect(page.url()).toMatch(/operation-membership-cancellation\.html#case-unreceived-gift$/);
    await expectInView("#case-unreceived-gift");
    await page.locator("#case-unreceived-gift a.clause").first().click();
    expect(decodeURIComponent(page.url())).toContain("#codes.001_049");
    await expectInView('[id="codes.001_049"]');
  });

  it("unfolds what a link leads into", async () => {
    await open("operation-membership-cancellation.html#path");
    expect(await page.locator('[id="path"]').isVisible()).toBe(true);
  });

  it("loads what travelled in a case when it is unfolded, and once", async () => {
    await open("operation-membership-cancellation.html");
    const fold = page.locator("details.case:not([open]):has([data-exchanges])").first();
    const id = await fold.getAttribute("id");
    await fold.locator("summary").first().click();
    await page.locator(`[id="${id}"] .exchange`).first().waitFor();
    expect(await page.locator(`[id="${id}"]`).textContent()).toContain("Record of what was sent");
    expect(await page.locator(`[id="${id}"] [data-exchanges]`).count()).toBe(0);
    expect(await page.locator('script[src^="assets/exchanges-"]').count()).toBe(1);
    expect(complaints.splice(0)).toEqual([]);
  });

  it("finds an operation by a code, by its Korean name and by a Korean word of it", async () => {
    await open("index.html");
    expect((await search("001_049"))[0]).toMatch(
      /code.*001_049 Unrecieved gift exits\..*Membership Cancellation/s,
    );
    expect((await search("회원 인증 정보 조회"))[0]).toMatch(/operation.*member-authentication-info/s);
    expect(await search("인증")).not.toEqual([]);
    expect(await search("없는 말")).toEqual([]);
    expect(await page.locator("#search-results").textContent()).toContain("Nothing found");
    await search("회원 인증");
    await results().first().click();
    expect(page.url()).toContain("operation-member-authentication-info.html");
  });

  it("can be read and searched with the keyboard alone", async () => {
    await open("index.html");
    await page.keyboard.press("Tab");
    expect(await focused()).toContain("Skip to content");
    await page.keyboard.press("/");
    await page.keyboard.type("tran-token-length");
    // The index of the search comes when somebody searches.
    await results().filter({ hasText: "66 or 67" }).first().waitFor();
    await page.keyboard.press("ArrowDown");
    expect(await focused()).toContain("66 or 67");
    await page.keyboard.press("Escape");
    expect(await page.locator("#search-results").isVisible()).toBe(false);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("001_056");
    await results().filter({ hasText: "001_056" }).first().waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/operation-membership-cancellation\.html#codes\.001_056$/);
  });

  it("leads to the first failure in fewer than ten stops of the keyboard", async () => {
    await open("index.html");
    const isThere = () => page.evaluate(() => /#case-|causes\.html#|#cause/.test(location.href));
    let stops = 0;
    while (!/^Skip to (?!content)/.test(await focused()) && stops < 10) {
      await page.keyboard.press("Tab");
      stops += 1;
    }
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    const place = await page.evaluate(
      () => document.activeElement?.closest("section, li, tr, details")?.textContent ?? "",
    );
    expect(stops).toBeLessThan(9);
    expect(`${await isThere()} ${place}`).toMatch(/001_049|001_006|membership-cancellation/);
  });

  it("reaches everything that can be used with Tab", async () => {
    await open("operation-member-authentication-info.html");
    const usable = await page.evaluate(
      () =>
        [...document.querySelectorAll<HTMLElement>("a[href], button, input, summary, [tabindex='0']")].filter(
          (element) => element.checkVisibility(),
        ).length,
    );
    await page.evaluate(countFocused);
    for (let count = 0; count < usable + 5; count += 1) await page.keyboard.press("Tab");
    const reached = await page.evaluate(
      () => (globalThis as unknown as { reached: Set<Element> }).reached.size,
    );
    expect(reached).toBeGreaterThanOrEqual(usable);
  });

  it("has no serious barrier that axe finds, and enough contrast in the dark as well", async () => {
    for (const name of names) {
      await open(name);
      await page.evaluate(keepEachShapeOnce);
      await page.addScriptTag({ url: pathToFileURL(join(root, "axe.js")).href });
      expect(await barriers({}), name).toEqual([]);
      if (!COLOURFUL.includes(name)) continue;
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await barriers({ runOnly: ["color-contrast"] }), `${name} in the dark`).toEqual([]);
      await page.emulateMedia({ colorScheme: "light" });
    }
  }, 60_000);

  it("changes its colours when asked", async () => {
    await open("index.html");
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    await page.getByRole("button", { name: "Use dark colours" }).click();
    expect(await background()).not.toBe(light);
  });

  it("shows hostile answers as text, and nothing of them acts", async () => {
    for (const name of COLOURFUL) {
      await open(name, ofHostile);
      expect(await page.locator("main script, main img, main b").count()).toBe(0);
    }
    await open("operation-membership-cancellation.html", ofHostile);
    expect(await page.locator("main").textContent()).toContain("<script>alert(1)</script>");
    await search("alert");
    expect(complaints.splice(0)).toEqual([]);
  });

  /** What axe finds that is serious or critical, as it is told. */
  async function barriers(told: object): Promise<string[]> {
    return page.evaluate(async (options) => {
      const { axe } = globalThis as unknown as {
        axe: {
          run(
            options: object,
          ): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
        };
      };
      // What passes is nobody's concern here, and the style sheet is the page's own.
      const { violations } = await axe.run({ resultTypes: ["violations"], preload: false, ...options });
      return violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
    }, told);
  }

  function focused(): Promise<string> {
    return page.evaluate(() => document.activeElement?.textContent ?? "");
  }

  async function expectInView(selector: string): Promise<void> {
    await expect
      .poll(() =>
        page.locator(selector).evaluate((element) => {
          const { top } = element.getBoundingClientRect();
          return top >= 0 && top < innerHeight;
        }),
      )
      .toBe(true);
  }
});

/** How wide the page is, and the labels of tables that are wider than what is shown of them. */
function widths(): { readonly scrollWidth: number; readonly cut: (string | null | undefined)[] } {
  const cut = [...document.querySelectorAll("main table")]
    .filter(
      (table) => table.checkVisibility() && table.scrollWidth > (table.parentElement?.clientWidth ?? 0) + 1,
    )
    .map((table) => table.parentElement?.getAttribute("aria-label"));
  return { scrollWidth: document.documentElement.scrollWidth, cut };
}

/**
 * Takes out what is built as an earlier neighbour is: of the same elements, classes and attributes, and empty in the same
 * places. What axe finds of one it finds of the other, and a page has hundreds of them.
 */
function keepEachShapeOnce(): void {
  const shapeOf = (element: Element): string => {
    const isEmpty = element.textContent?.trim() === "";
    const names = `${element.tagName} ${element.className} ${element.getAttributeNames()} ${isEmpty}`;
    return `${names}(${[...element.children].map(shapeOf)})`;
  };
  for (const parent of [...document.querySelectorAll("main, main *")]) {
    const seen = new Set<string>();
    for (const child of [...parent.children]) {
      const shape = shapeOf(child);
      if (seen.has(shape)) child.remove();
      seen.add(shape);
    }
  }
}

/** Keeps every element that has the focus from now on. */
function countFocused(): void {
  const reached = new Set<EventTarget>();
  (globalThis as unknown as { reached: Set<EventTarget> }).reached = reached;
  document.addEventListener("focusin", ({ target }) => target && reached.add(target));
}
