import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadContract } from "../../src/contract/load.ts";
import type { Contract } from "../../src/contract/model.ts";

const OWN = fileURLToPath(new URL("../../contract", import.meta.url));

/** A made-up operation whose parameters are one of each kind. */
const OPERATION = `
title: Points of a stamp
summary: Gives the points.
version: v1
method: POST
path: /api/v1/stamp
encrypted: { request: false, response: true }
request:
  stampId: { type: number, presence: required, min: 1, max: 9999999999999999999, examples: [7], meaning: Id }
  note: { type: string, presence: optional, length: 30, unique: true, meaning: Note }
  channel: { type: string, presence: optional, examples: [APP], meaning: Channel, source: client-code }
response:
  day: { type: string, presence: required, length: 8, format: yyyyMMdd, meaning: Day }
  state: { type: string, presence: optional, min: 1, max: 4, values: [OPEN, CLOSED], meaning: State }
  open: { type: boolean, presence: required, meaning: Whether it is open }
  rows:
    type: array
    presence: optional
    item: { name: rows_item, type: object, presence: optional }
    meaning: Rows
    fields:
      amount: { type: number, presence: required, min: 0, max: 10, meaning: Amount }
codes:
  "000_000": { status: 200, message: Success., description: Success }
  "009_001": { status: 400, message: No stamp., description: No stamp }
testData:
  - { status: 200, title: Stamped }
conditions:
  synchronous: The operation is synchronous.
`;

/** The clauses of the made-up operation that a reading treats, with how. */
export type Treated = Readonly<Record<string, "at-most" | "ignored" | "either" | "whole">>;

/** The contract's common files with one made-up operation, `stamp`, under the treatments given. */
export function madeContract(treated: Treated = {}): Contract {
  const folder = mkdtempSync(join(tmpdir(), "stamp-"));
  for (const name of ["headers.yaml", "envelope.yaml"]) cpSync(join(OWN, name), join(folder, name));
  writeFileSync(join(folder, "stamp.yaml"), OPERATION);
  writeFileSync(join(folder, "readings.yaml"), reading(treated));
  try {
    return loadContract(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function reading(treated: Treated): string {
  const treatments = Object.entries(treated).map(([fact, as]) => ({ clause: `stamp#${fact}`, as }));
  return JSON.stringify([
    {
      id: "made-up",
      question: "How is it meant?",
      evidence: [{ where: "page", says: "so" }],
      taken: "So.",
      alternatives: ["Otherwise."],
      changes: "What it says.",
      clauses: ["stamp#path"],
      ...(treatments.length > 0 && { treatments }),
    },
  ]);
}

/** The text of a file in the repository. */
export function ownFile(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
}
