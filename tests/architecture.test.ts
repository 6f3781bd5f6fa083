import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PAGE = readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8");

interface Room {
  readonly floor: number;
  readonly imports: readonly string[];
}

/** Each room with its floor and the rooms that it may import from, as the page's table says. */
function roomsOf(page: string): Map<string, Room> {
  const rows = [...page.matchAll(/^\| (\d+) \| (`[^|]+`) \|[^|]*\| ([^|]+) \|$/gm)];
  return new Map(
    rows.flatMap(([, floor = "", folders = "", imports = ""]) =>
      namesIn(folders).map((folder): [string, Room] => [
        folder,
        { floor: Number(floor), imports: namesIn(imports) },
      ]),
    ),
  );
}

function namesIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
}

const ROOMS = roomsOf(PAGE);

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

const FILES = [...ROOMS.keys()].flatMap(filesOf);

describe("the floors", () => {
  it.each([...ROOMS])("%s imports what the page says, from below", (room, { floor, imports }) => {
    const files = filesOf(room);
    expect(files.length).toBeGreaterThan(0);
    expect(imports.filter((name) => (ROOMS.get(name)?.floor ?? Number.POSITIVE_INFINITY) >= floor)).toEqual(
      [],
    );
    const against = files.flatMap((file) =>
      importsOf(file)
        .map((target) => roomOf(target))
        .filter((target) => target !== room && !imports.includes(target))
        .map((target) => `${relative(ROOT, file)} imports ${target}`),
    );
    expect(against).toEqual([]);
  });

  it("have every room of the project", () => {
    const rooms = readdirSync(join(ROOT, "src")).map((name) => `src/${name}`);
    expect([...ROOMS.keys()].sort()).toEqual([...rooms, "bench", "reporters", "sandbox", "specs"].sort());
  });

  it("name no import that no file makes", () => {
    const unused = [...ROOMS].flatMap(([room, { imports }]) => {
      const made = new Set(filesOf(room).flatMap((file) => importsOf(file).map(roomOf)));
      return imports.filter((name) => !made.has(name)).map((name) => `${room}: ${name}`);
    });
    expect(unused).toEqual([]);
  });

  it("would show an import against them", () => {
    expect(importsOf(join(ROOT, "src/checks/rules.ts")).map(roomOf)).toContain("src/contract");
    expect(roomsOf("| 1 | `src/a`, `b` | does it | `src/c` |\n")).toEqual(
      new Map([
        ["src/a", { floor: 1, imports: ["src/c"] }],
        ["b", { floor: 1, imports: ["src/c"] }],
      ]),
    );
  });
});

/** Files that stand in a circle of imports, or between two: what is left without those that import none, or are by none. */
function circling(graph: ReadonlyMap<string, readonly string[]>): string[] {
  let left = [...graph.keys()];
  for (;;) {
    const imported = new Set(left.flatMap((file) => graph.get(file) ?? []));
    const next = left.filter(
      (file) => imported.has(file) && graph.get(file)?.some((target) => left.includes(target)),
    );
    if (next.length === left.length) return next.map((path) => relative(ROOT, path)).sort();
    left = next;
  }
}

describe("the files", () => {
  it("import one another in no circle", () => {
    expect(circling(new Map(FILES.map((file) => [file, importsOf(file)])))).toEqual([]);
    const [a, b, c] = ["a", "b", "c"].map((name) => join(ROOT, name)) as [string, string, string];
    const graph = new Map([
      [a, [b]],
      [b, [c]],
      [c, [b]],
    ]);
    expect(circling(graph)).toEqual(["b", "c"]);
  });

  it("of two rooms export no two things of one name", () => {
    const homes = new Map<string, Set<string>>();
    for (const file of FILES) {
      const text = readFileSync(file, "utf8");
      const names = text.matchAll(
        /^export (?:default )?(?:abstract |async )?(?:function|const|class|interface|type) (\w+)/gm,
      );
      for (const [, name = ""] of names) homes.set(name, (homes.get(name) ?? new Set()).add(roomOf(file)));
    }
    const alike = [...homes].filter(([, rooms]) => rooms.size > 1);
    expect(alike.map(([name, rooms]) => `${name}: ${[...rooms].join(", ")}`)).toEqual([]);
  });
});
