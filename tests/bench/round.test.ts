import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { measureRounds } from "../../bench/rounds.ts";

const folder = mkdtempSync(join(tmpdir(), "konaplate-bench-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("one round of the benchmark, without peers", () => {
  it("lets bare loop and suite see every scenario as documented, and tells what each took", async () => {
    const told: string[] = [];
    const input = { form: "encrypted", cases: 18, rounds: 1, folder: join(folder, "round") } as const;
    const series = await measureRounds({ ...input, tell: (line) => told.push(line) });
    expect(series.map(({ contestant, rounds }) => [contestant, rounds.length])).toEqual([
      ["bare loop", 1],
      ["suite", 1],
    ]);
    for (const { rounds } of series) {
      const [{ wall = 0, startUp = 0, exchanges = 0, processor = 0, peak = 0 } = {}] = rounds;
      expect(startUp).toBeGreaterThan(0);
      expect(startUp + exchanges).toBeLessThanOrEqual(wall);
      expect(processor).toBeGreaterThan(0);
      expect(peak).toBeGreaterThan(20);
    }
    expect(told).toHaveLength(2);
  });

  it("breaks where somebody does not see what is documented, and says who", async () => {
    const input = { form: "plain", cases: 18, rounds: 1, folder: join(folder, "wrong") } as const;
    const peers = join(folder, "no-peers-here");
    await expect(measureRounds({ ...input, peers, tell: () => undefined })).rejects.toThrow(
      /^bare loop ended with 1: .*Cannot find module 'undici'/s,
    );
  });
});
