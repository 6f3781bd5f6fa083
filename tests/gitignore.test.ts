import { execFileSync, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

function isIgnored(path: string): boolean {
  const { status, stderr } = spawnSync("git", ["check-ignore", "--no-index", "-q", path], { cwd: ROOT });
  if (status !== 0 && status !== 1) throw new Error(String(stderr));
  return status === 0;
}

describe(".gitignore", () => {
  it.each([
    ".env",
    ".env.partner",
    "keys/client-private.pem",
    "environments/keys/any-name",
    "client.pem",
    "client.key",
    "client.p12",
    "client.pfx",
    "test-data.yaml",
    "environments/test-data.partner.json",
    "reports/conformance.json",
    "tests/vectors/.env",
  ])("keeps %s out", (path) => {
    expect(isIgnored(path)).toBe(true);
  });

  it.each([
    ".env.example",
    "environments/partner.yaml",
    "src/environment/test-data.ts",
    "tests/vectors/server-private.pem",
  ])("lets %s in", (path) => {
    expect(isIgnored(path)).toBe(false);
  });

  it("keeps out nothing that the project has", () => {
    const tracked = execFileSync("git", ["ls-files", "-i", "-c", "--exclude-standard"], { cwd: ROOT });
    expect(String(tracked)).toBe("");
  });
});
