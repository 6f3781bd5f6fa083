import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { PROJECT_ROOT } from "../exact/project-root.ts";

export interface StarterFile {
  readonly path: string;
  /** `kept`: it was there already and has not been touched. */
  readonly state: "written" | "kept";
}

const TEST_DATA = `# Values of members, cards and charges of the target, by operation, case ("*" for all of them) and field.
# Numbers keep every digit; quote text made of digits. npx konaplate list tells what is still missing.
# This file is not for the repository: .gitignore names it.
member-authentication-info:
  # authenticated: { userId: 50000200021 }
# A list gives the next value to each request that needs a fresh one, or to each run that uses one up:
# membership-cancellation:
#   success: { userId: [50000200031, 50000200032] }
`;

const SUITE = "../node_modules/konaplate-conformance/src";

const CASES = `# yaml-language-server: $schema=${SUITE}/cases/case-table.schema.json
#
# Rows of your own, beside those that come with the suite: the same form, ids of your own.
# npx konaplate run --cases cases
operation: membership-cancellation
cases: []
#  - id: our-member-with-a-gift
#    title: A gift of ours keeps the member
#    testData: Test for withdrawal of a member whose gift has not been normally processed
#    code: "001_049"
#    trigger: documented
#    data: [userId]
`;

const WORKFLOW = `# At every change, against the embedded sandbox. A target of your own: see README, "In CI".
name: conformance
on: [push, pull_request]
jobs:
  conformance:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22 }
      - run: npm ci
      - run: npx konaplate run
      - uses: actions/upload-artifact@v4
        if: always()
        with: { name: conformance, path: reports }
`;

const IGNORED =
  "node_modules/\nreports/\n.env\n.env.*\n!.env.example\nkeys/\n*.pem\ntest-data*.yaml\n*.spent.jsonl\n";

/** What is shipped as an example of the suite's own folder, as a file of somebody else's. */
function environmentOf(example: string): string {
  return example
    .replace("$schema=../src", `$schema=${SUITE}`)
    .replace(/ Copy to environments\/partner\.yaml, put the\n# credentials/, " Put the\n# credentials")
    .replace("npm run conformance", "npx konaplate run");
}

/** Writes the files into a folder, which is made where it is not there. Throws the file system's error. */
export function writeStarterFiles(folder: string): StarterFile[] {
  const shipped = (path: string): string => readFileSync(join(PROJECT_ROOT, path), "utf8");
  const files: readonly (readonly [path: string, text: string])[] = [
    [".env.example", shipped(".env.example")],
    ["environments/partner.yaml", environmentOf(shipped("environments/partner.example.yaml"))],
    ["test-data.yaml", TEST_DATA],
    ["cases/membership-cancellation.yaml", CASES],
    [".github/workflows/conformance.yml", WORKFLOW],
    [".gitignore", IGNORED],
  ];
  return files.map(([path, text]) => ({ path, state: write(resolve(folder, path), text) }));
}

function write(path: string, text: string): StarterFile["state"] {
  if (existsSync(path)) return "kept";
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return "written";
}
