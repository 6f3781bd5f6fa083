import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Masking } from "../../src/masking/masking.ts";
import { documentedValues } from "../../src/run/documented-values.ts";
import { suite } from "../support/suite.ts";

const masking = Masking.of([], {}, documentedValues(suite.contract)).forExchange();

/** Where the suite writes what it saw into one text with what a server sent. */
const FOLDERS = ["src/checks", "src/wire", "src/run"];

const FILES = FOLDERS.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name))).filter(
  (path) => path.endsWith(".ts"),
);

/** The texts in a file's code that are sentences or parts of them, without what is filled in. */
function sentencesIn(path: string): string[] {
  const code = readFileSync(path, "utf8").replaceAll(
    /\/\*[\s\S]*?\*\/|^\s*\/\/.*$|^(?:import|\} from) .*$/gm,
    "",
  );
  const texts = [...code.matchAll(/"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)];
  return texts
    .map(([, plain, filled]) => plain ?? (filled ?? "").replaceAll(/\$\{[^{}]*\}/g, "7"))
    .filter((text) => /[a-z] [a-z]/.test(text));
}

describe("the suite's own words, beside what a server sent", () => {
  it.each(FILES)("of %s stay", (path) => {
    const sentences = sentencesIn(path);
    expect(sentences.map((text) => masking.bodyText(text))).toEqual(sentences);
  });

  it("are found where there are some", () => {
    expect(FILES.flatMap(sentencesIn).length).toBeGreaterThan(150);
    expect(sentencesIn("src/wire/body-text.ts")).toContain("the member stands more than once");
  });
});
