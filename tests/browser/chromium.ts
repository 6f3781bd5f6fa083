import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Where Debian, others and the browser's maker put it; CHROMIUM_PATH goes before them. */
const PLACES = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

export const chromiumPath = PLACES.find((path) => path !== undefined && existsSync(path));

/** Why the tests of a browser are skipped where they are. */
export const SKIPPED =
  "no Chromium was found; install it, or name it with CHROMIUM_PATH, and these tests run";

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    ...(chromiumPath !== undefined && { executablePath: chromiumPath }),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
