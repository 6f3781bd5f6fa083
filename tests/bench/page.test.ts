import { describe, expect, it } from "vitest";
import { usageOf } from "../../bench/measure.ts";
import type { Circumstances, Contestant, Series, Taken } from "../../bench/model.ts";
import { renderPage } from "../../bench/page.ts";
import { rotated } from "../../bench/rounds.ts";

const circumstances: Circumstances = {
  command: "npm run bench -- --rounds 2",
  at: "2026-03-01 09:00",
  suite: "0.1.0",
  node: "v22.0.0",
  system: "linux 6.1",
  processors: "2 of a model",
  memory: "8.0 GiB",
  load: [0.1, 2.25],
  peers: ["pactum 3.9.1"],
};

const taken = (wall: number, processor = wall / 2): Taken => ({
  wall,
  processor,
  startUp: wall / 4,
  exchanges: wall / 8,
  peak: 100,
});

function series(contestant: Contestant, cases: number, walls: readonly number[]): Series {
  return { contestant, form: "plain", cases, rounds: walls.map((wall) => taken(wall)) };
}

const measured = [
  series("bare loop", 36, [1, 2]),
  series("suite", 36, [3, 4]),
  series("bare loop", 360, [1.324, 2.324]),
  series("suite", 360, [3.648, 4.648]),
];

/** The rows of the page that begin with these cells, as cells. */
function rows(page: string, ...first: readonly string[]): string[][] {
  return page
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .filter((cells) => first.every((cell, place) => cells[place] === cell));
}

describe("the page of the benchmark", () => {
  const page = renderPage({ circumstances, series: measured, scale: [] });

  it("says that the command wrote it, how, where and when", () => {
    expect(page.split("\n")[0]).toBe("<!-- Written by npm run bench -- --rounds 2. -->");
    expect(rows(page, "load before and after")).toEqual([["load before and after", "0.1, 2.3"]]);
    expect(page).toContain("Peers: pactum 3.9.1.");
    expect(rows(page, "suite")).toEqual([["suite", "0.1.0"]]);
    const known = renderPage({
      circumstances: { ...circumstances, commit: "1f2e3d4" },
      series: [],
      scale: [],
    });
    expect(rows(known, "suite")).toEqual([["suite", "0.1.0, commit 1f2e3d4"]]);
  });

  it("speaks of the programs and rounds that there were", () => {
    expect(page).toContain("by four programs");
    expect(page).toContain("Times are medians");
    const alone = renderPage({
      circumstances: { ...circumstances, peers: [] },
      series: [series("suite", 36, [3])],
      scale: [],
    });
    expect(alone).toContain("by two programs");
    expect(alone).toContain("(Node's own fetch, jose, ajv)");
    expect(alone).toContain("One round was measured");
    expect(alone).not.toMatch(/pactum|newman|medians/);
  });

  it("has times with their range, and ratios round by round", () => {
    expect(rows(page, "36", "suite")).toEqual([
      [
        "36",
        "suite",
        "3.50 (3.00 to 4.00)",
        "0.88 (0.75 to 1.00)",
        "0.44 (0.38 to 0.50)",
        "1.75 (1.50 to 2.00)",
        "100 (100 to 100)",
      ],
    ]);
    const ratio = "2.5 (2.0 to 3.0)";
    expect(rows(page, "36", "bare loop").at(1)).toEqual(["36", "bare loop", ratio, ratio, ratio]);
  });

  it("has the cost of one more scenario in milliseconds, and how many times that of another the suite's is", () => {
    expect(rows(page, "36, 360")).toEqual([
      [
        "36, 360",
        "bare loop",
        "1.00 (1.00 to 1.00)",
        "0.50 (0.50 to 0.50)",
        "2.0 (2.0 to 2.0)",
        "2.0 (2.0 to 2.0)",
      ],
      ["36, 360", "suite", "2.00 (2.00 to 2.00)", "1.00 (1.00 to 1.00)", "", ""],
    ]);
  });

  it("divides by no cost that is lost in the noise", () => {
    const noisy = [...measured.slice(0, 2), series("bare loop", 360, [0.9, 2.1]), ...measured.slice(3)];
    const told = renderPage({ circumstances, series: noisy, scale: [] });
    expect(rows(told, "36, 360", "bare loop")[0]?.slice(4)).toEqual([
      "lost in the noise",
      "lost in the noise",
    ]);
  });

  it("leaves out what was not measured: a form, a time at the stub, the second table", () => {
    expect(page).not.toContain("## Encrypted");
    expect(page).not.toContain("## The whole suite");
    const unseen = {
      ...series("suite", 36, []),
      rounds: [{ ...taken(1), startUp: undefined, exchanges: undefined }],
    };
    expect(rows(renderPage({ circumstances, series: [unseen], scale: [] }), "36")[0]?.slice(3, 5)).toEqual([
      "",
      "",
    ]);
    const both = [unseen, { ...unseen, contestant: "bare loop" as const }];
    const ratiosOfBoth = rows(renderPage({ circumstances, series: both, scale: [] }), "36", "bare loop").at(
      1,
    );
    expect(ratiosOfBoth).toEqual(["36", "bare loop", "1.0", "1.0", ""]);
    const left = { firstPage: 250 * 1024, report: 30.25 * 1024 * 1024, terminal: 1986 };
    const scale = [{ operations: 150, cases: 28_000, rounds: [taken(100)], left }];
    expect(rows(renderPage({ circumstances, series: [], scale }), "150")).toEqual([
      ["150", "28000", "100.0", "50.0", "100", "30.3", "250", "1986"],
    ]);
  });

  it("refuses a series without a round", () => {
    expect(() =>
      renderPage({
        circumstances,
        series: [series("suite", 36, []), series("bare loop", 36, [])],
        scale: [],
      }),
    ).toThrow(/at least one measurement/);
  });
});

describe("what processes tell of themselves", () => {
  it("is added up, and the largest memory stands for all", () => {
    const lines = [
      { processor: 1.5, peak: 90 },
      { processor: 0.5, peak: 120 },
    ].map((line) => JSON.stringify(line));
    expect(usageOf(`${lines.join("\n")}\n`)).toEqual({ processor: 2, peak: 120 });
    expect(() => usageOf("")).toThrow(/no process told/);
  });
});

describe("turns", () => {
  it("begin with another one in each round", () => {
    expect([0, 1, 2, 3].map((round) => rotated(["a", "b", "c"], round).join(""))).toEqual([
      "abc",
      "bca",
      "cab",
      "abc",
    ]);
    expect(rotated([], 2)).toEqual([]);
  });
});
