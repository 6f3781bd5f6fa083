import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { samplePayload } from "../../sandbox/sample-payload.ts";
import { sandboxTreatments } from "../../sandbox/treatments.ts";
import { validateFields } from "../../sandbox/validate.ts";
import { loadContract } from "../../src/contract/load.ts";
import type { Operation } from "../../src/contract/model.ts";
import { deriveValidators, type OperationValidators } from "../../src/derive/validators.ts";
import { type Json, type JsonObject, parseJson } from "../../src/exact/json.ts";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";
import { importPages } from "../../src/pages/write/import-pages.ts";
import { asText, ENGLISH } from "./layouts.ts";
import { MADE_UP } from "./made-up.ts";
import type { PageModel } from "./page-model.ts";

const common = join(PROJECT_ROOT, "contract");
const page = asText(MADE_UP.refund as PageModel, { words: ENGLISH, compact: true });
const withItem = page.replace(
  "tags\narray of strings\nOptional\n",
  "tags\narray\nOptional\n메모 목록\ntags_item\nstring\nRequired\nLength : 6\n",
);
let dir: string;
let operation: Operation;
let validators: OperationValidators;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "items-"));
  writeFileSync(join(dir, "refund.txt"), withItem);
  const folders = { contract: join(dir, "contract"), cases: join(dir, "cases"), common };
  for (const { path, text } of importPages([join(dir, "refund.txt")], folders, false).pages[0]?.files ?? []) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const contract = loadContract({ common, operations: [folders.contract] });
  operation = contract.operations[0] as Operation;
  validators = deriveValidators(contract).get(operation.id) as OperationValidators;
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

const body = (tags: string): JsonObject =>
  parseJson(
    `{"userId":1,"refundNo":"${"1".repeat(24)}","refundType":"FULL","parcelList":[{"parcelId":"123456789012"}],"tags":${tags}}`,
  ) as JsonObject;

describe("the items of an array of texts, where the page bounds them", () => {
  it("have their length in the contract, with a clause", () => {
    const tags = operation.request.find(({ name }) => name === "tags");
    expect(tags).toMatchObject({ type: "array", items: "string", itemRow: { type: "string", length: "6" } });
    expect(tags?.itemRow?.clause).toBe("parcel-refund#request.tags.items");
  });

  it("are held to it by the schema and by the sandbox", () => {
    const refusal = (value: Json): string => {
      try {
        validateFields(value as JsonObject, operation, sandboxTreatments(loadContract()), () => true);
        return "taken";
      } catch {
        return "refused";
      }
    };
    expect(validators["request-body"].validate(body('["123456"]'))).toEqual([]);
    expect(validators["request-body"].validate(body('["1234567"]'))).not.toEqual([]);
    expect(refusal(body('["123456"]'))).toBe("taken");
    expect(refusal(body('["123456","1234567"]'))).toBe("refused");
    expect(samplePayload(operation.request).tags).toEqual(["111111"]);
  });
});
