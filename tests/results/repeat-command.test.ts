import { expect, it } from "vitest";
import { invocationOf } from "../../src/cli/invocation.ts";
import { repeatOf } from "../../src/results/repeat-command.ts";
import { madeUpResult } from "./made-up.ts";

const own = madeUpResult({ id: "parcel-search/it's found" });
const recorded = madeUpResult({
  id: "user-register/entry-3",
  kind: "traffic",
  source: { file: "my client.har", line: 7 },
});

it("repeats a case with the environment and the folders that the run was started with", () => {
  const further = { contract: ["/project/contract"], cases: ["/project/own cases", "/others/cases"] };
  const invocation = invocationOf({ KONAPLATE_ENV: "partner" }, "/project", further);
  expect(repeatOf(own, { seed: "42", invocation })).toBe(
    `KONAPLATE_ENV=partner npx konaplate run --only 'parcel-search/it'\\''s found' --seed '42' --contract contract --cases 'own cases' ../others/cases`,
  );
});

it("adds nothing where the run was started with nothing", () => {
  expect(invocationOf({ KONAPLATE_ENV: "", KONAPLATE_ALLOW: "read" }, "/project")).toBeUndefined();
  expect(repeatOf(own)).toBe(`npx konaplate run --only 'parcel-search/it'\\''s found'`);
});

it("judges a recorded exchange again with the keys' files and base URL that were named", () => {
  const options = [
    ["--base-url", "https://host.example/open-api"],
    ["--server-key", undefined],
  ] as const;
  const invocation = invocationOf({}, "/work", { cases: ["/work"] }, options);
  expect(repeatOf(recorded, { seed: "traffic", invocation })).toBe(
    "npx konaplate verify 'my client.har' --only 'user-register/entry-3' --cases . --base-url 'https://host.example/open-api'",
  );
});
