import { readdirSync } from "node:fs";
import { describe } from "vitest";
import { operations } from "./session.ts";
import { specify } from "./specify.ts";

const own = readdirSync(new URL("./documented", import.meta.url)).map((name) =>
  name.replace(/\.spec\..*$/, ""),
);
const further = operations.filter(({ id }) => !own.includes(id));

/** Operations that a project of one's own adds to the contract have no files here; they run after the suite's own. */
for (const { id } of further) specify(id, "documented", "generated", "header", "journey");

describe.skipIf(further.length === 0)("further operations", () => undefined);
