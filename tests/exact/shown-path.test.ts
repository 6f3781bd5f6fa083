import { join } from "node:path";
import { expect, it } from "vitest";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";
import { shownPath } from "../../src/exact/shown-path.ts";

const FILE = join(PROJECT_ROOT, "contract", "headers.yaml");

it.each([
  ["the project itself", PROJECT_ROOT, "contract/headers.yaml"],
  [
    "a folder around it",
    join(PROJECT_ROOT, ".."),
    join(PROJECT_ROOT.split("/").at(-1) ?? "", "contract/headers.yaml"),
  ],
  ["a folder below it", join(PROJECT_ROOT, "src"), "konaplate-conformance/contract/headers.yaml"],
  ["a folder elsewhere", "/somewhere/else", "konaplate-conformance/contract/headers.yaml"],
])(
  "a file of the suite's is shown so that a reader of a report can find it, from %s",
  (_from, cwd, shown) => {
    expect(shownPath(FILE, cwd)).toBe(shown);
  },
);

it("a file of the user's is shown from the folder that they are in", () => {
  expect(shownPath("/home/me/project/contract/own.yaml", "/home/me/project")).toBe("contract/own.yaml");
  expect(shownPath("/home/me/shared/own.yaml", "/home/me/project")).toBe("../shared/own.yaml");
  expect(shownPath("/home/me/project", "/home/me/project")).toBe(".");
});
