import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Each room with the rooms that it may import from, as ARCHITECTURE.md draws them. */
const FLOORS: Readonly<Record<string, readonly string[]>> = {
  "src/exact": [],
  "src/contract": ["src/exact"],
  "src/wire": ["src/exact"],
  "src/environment": ["src/exact"],
  "src/derive": ["src/contract", "src/exact"],
  "src/pages": ["src/contract", "src/exact"],
  "src/results": ["src/contract", "src/exact"],
  "src/cases": ["src/contract", "src/environment", "src/exact"],
  "src/request": ["src/cases", "src/contract", "src/derive", "src/environment", "src/exact", "src/wire"],
  "src/masking": ["src/environment", "src/exact"],
  "src/checks": ["src/contract", "src/derive", "src/exact", "src/wire"],
  "src/run": [
    "src/cases",
    "src/checks",
    "src/contract",
    "src/derive",
    "src/environment",
    "src/exact",
    "src/masking",
    "src/request",
    "src/results",
    "src/wire",
  ],
  specs: ["src/cases", "src/cli", "src/contract", "src/environment", "src/results", "src/run"],
  reporters: ["src/contract", "src/exact", "src/results"],
  sandbox: ["src/contract", "src/exact", "src/wire"],
};

function filesOf(room: string): string[] {
  return readdirSync(join(ROOT, room), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(ROOT, room, name));
}

/** The room that a file of the project stands in, `src/<room>` or the folder at the top. */
function roomOf(path: string): string {
  const [top = "", second = ""] = relative(ROOT, path).split("/");
  return top === "src" ? `${top}/${second}` : top;
}

function importsOf(path: string): string[] {
  const text = readFileSync(path, "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?"(\.[^"]+)"/g)].map(([, target = ""]) =>
    join(dirname(path), target),
  );
}

describe("the floors", () => {
  it.each(Object.keys(FLOORS))("%s imports from below alone", (room) => {
    const files = filesOf(room);
    expect(files.length).toBeGreaterThan(0);
    const against = files.flatMap((file) =>
      importsOf(file)
        .map((target) => roomOf(target))
        .filter((target) => target !== room && !FLOORS[room]?.includes(target))
        .map((target) => `${relative(ROOT, file)} imports ${target}`),
    );
    expect(against).toEqual([]);
  });

  it("every room of src is on the plan", () => {
    const rooms = readdirSync(join(ROOT, "src")).map((name) => `src/${name}`);
    const above = ["src/cli", "src/doctor", "src/mutants"];
    expect(rooms.filter((room) => !(room in FLOORS) && !above.includes(room))).toEqual([]);
  });

  it("an import against the floors would be seen", () => {
    const found = importsOf(join(ROOT, "src/checks/rules.ts")).map(roomOf);
    expect(found).toContain("src/contract");
  });
});
