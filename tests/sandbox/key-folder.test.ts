import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startSandbox } from "../../sandbox/server.ts";

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "keys-")), "kept");
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

async function settingsOf(keys?: string) {
  const sandbox = await startSandbox(keys === undefined ? {} : { keys });
  await sandbox.close();
  const { KONAPLATE_BASE_URL: _changes, ...settings } = sandbox.settings;
  return settings;
}

it("keys are made at the first start, for the owner alone, and are the same ones at the next", async () => {
  const first = await settingsOf(folder);
  for (const name of ["server-private.pem", "client-private.pem"]) {
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  }
  expect(await settingsOf(folder)).toEqual(first);
  expect(await settingsOf()).not.toEqual(first);
});

const shortKey = (): string =>
  generateKeyPairSync("rsa", { modulusLength: 1024 })
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString();

it.each([
  ["nonsense", () => "nonsense", "holds no private key in PEM"],
  ["a key of 1024 bits", shortKey, "holds a key that is not RSA of 2048 bits"],
])("a file with %s is told by its path, and is not written over", async (_what, text, why) => {
  mkdirSync(folder);
  const path = join(folder, "server-private.pem");
  writeFileSync(path, text());
  const before = statSync(path).mtimeMs;
  await expect(settingsOf(folder)).rejects.toThrow(`${path}: ${why}`);
  expect(statSync(path).mtimeMs).toBe(before);
});

it("a folder that cannot be used is told", async () => {
  writeFileSync(folder, "");
  await expect(settingsOf(folder)).rejects.toThrow("cannot be read (ENOTDIR)");
});
