import { describe, expect, it } from "vitest";
import { readOptions } from "../../bench/options.ts";

describe("the command line of the benchmark", () => {
  it("without a word measures everything", () => {
    expect(readOptions([])).toMatchObject({
      sizes: [36, 360, 3600],
      rounds: 5,
      operations: [5, 35, 150],
      scaleRounds: 1,
      withPeers: true,
      command: "npm run bench",
    });
  });

  it("chooses sizes and rounds, and is told without the place of the page", () => {
    const args = [
      "--sizes",
      "18",
      "--rounds",
      "2",
      "--out",
      "elsewhere.md",
      "--operations",
      "",
      "--no-peers",
    ];
    expect(readOptions(args)).toMatchObject({
      sizes: [18],
      rounds: 2,
      operations: [],
      withPeers: false,
      out: "elsewhere.md",
      command: 'npm run bench -- --sizes 18 --rounds 2 --operations "" --no-peers',
    });
  });

  it.each([
    [["--sizes", "20"], /multiples of 18/],
    [["--sizes", ""], /multiples of 18/],
    [["--sizes", "some"], /--sizes: give whole numbers/],
    [["--rounds", "0"], /whole numbers from 1 on/],
    [["--rounds", "1,2"], /one whole number/],
    [["--scale-rounds", ""], /one whole number/],
    [["--operations", "5,-1"], /--operations: give whole numbers/],
    [["--operations", "2,35"], /--operations: give numbers from 5 on/],
    [["--fast"], /--fast/],
  ])("of %j is refused, with what is right", (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
  });
});
