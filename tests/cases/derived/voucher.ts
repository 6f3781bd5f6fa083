import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Basis } from "../../../src/cases/derived/derived-case.ts";
import { loadContract } from "../../../src/contract/load.ts";
import type { Contract } from "../../../src/contract/model.ts";
import { writeDerived } from "../../../src/derive/files.ts";
import { loadSuite, OWN_FOLDERS, type Suite } from "../../../src/run/suite.ts";

/** A made-up operation with a request field of each kind. */
const OPERATION = `
title: Voucher Purchase
summary: Buys a voucher.
version: v1
method: POST
path: /api/v1/vouchers
encrypted: { request: true, response: true }
request:
  code: { type: string, presence: required, min: 2, max: 5, meaning: Code }
  pin: { type: string, presence: required, length: 3, meaning: Pin }
  usableFrom: { type: string, presence: required, length: 8, format: yyyyMMdd, meaning: First day }
  secret: { type: string, presence: required, length: 6, format: digits, meaning: Secret }
  amount: { type: number, presence: required, min: 1, max: 9999999999999999999, meaning: Amount }
  gift: { type: boolean, presence: optional, meaning: Whether it is a gift }
  state: { type: string, presence: optional, min: 1, max: 9, values: [PAPER, MOBILE], meaning: State }
  recipient:
    type: object
    presence: required
    meaning: Recipient
    fields:
      name: { type: string, presence: required, min: 1, max: 3, meaning: Name }
  lines:
    type: array
    presence: optional
    item: { name: lines_item, type: object, presence: optional }
    meaning: Lines
    fields:
      sku: { type: string, presence: required, length: 4, meaning: Article }
response:
  voucherNo: { type: string, presence: required, length: 12, meaning: Number }
codes:
  "000_000": { status: 200, message: Success., description: Success }
  "000_002": { status: 400, message: Invalid input parameter. code, description: Invalid }
  "000_003": { status: 400, message: Missing required values. code, description: Missing }
  "000_015": { status: 400, message: The length of value does not match. code, description: Length }
testData: []
conditions:
  synchronous: The operation is synchronous.
`;

/** The documented cases of the made-up operation; only the first is of interest. */
const TABLE = `
operation: voucher-purchase
cases:
  - { id: success, title: A voucher is bought, code: "000_000", trigger: documented }
  - id: code-empty
    title: An empty code is refused
    code: "000_002"
    trigger: documented
    request: { set: { code: "" }, breaks: [voucher-purchase#request.code.min] }
  - id: code-null
    title: A code that is null is refused
    code: "000_003"
    trigger: documented
    request: { set: { code: null }, breaks: [voucher-purchase#request.code.type] }
  - id: code-long
    title: A code of six characters is refused
    code: "000_015"
    trigger: documented
    request: { set: { code: abcdef }, breaks: [voucher-purchase#request.code.max] }
`;

const READING = {
  id: "made-up",
  question: "How is it meant?",
  evidence: [{ where: "page", says: "so" }],
  taken: "So.",
  alternatives: ["Otherwise."],
  changes: "What it says.",
  clauses: ["voucher-purchase#path"],
};

/** Gives a folder that is gone afterwards. */
function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "voucher-"));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The made-up operation with the real headers and envelope, and no other operation; `whole` numbers have no fraction. */
export function voucherContract(whole = false): Contract {
  return inFolder((folder) => {
    for (const name of ["headers.yaml", "envelope.yaml"])
      cpSync(join(OWN_FOLDERS.contract, name), join(folder, name));
    writeFileSync(join(folder, "voucher-purchase.yaml"), OPERATION);
    const treatments = whole ? [{ clause: "voucher-purchase#request.amount.type", as: "whole" }] : undefined;
    writeFileSync(join(folder, "readings.yaml"), JSON.stringify([{ ...READING, treatments }]));
    return loadContract(folder);
  });
}

/** What the derived cases of the made-up operation are made of. */
export function voucherBasis(contract: Contract, rows: Basis["rows"] = []): Basis {
  const [operation] = contract.operations;
  if (!operation) throw new Error("the contract has no operation");
  return { operation, rows, validationCodes: ["000_002", "000_003", "000_015"], successCode: "000_000" };
}

/** The whole suite beside which somebody has put one contract file and one case table; nothing else is new. */
export function suiteWithVoucher(): Suite {
  return inFolder((folder) => {
    const folders = {
      contract: join(folder, "contract"),
      cases: join(folder, "cases"),
      schemas: join(folder, "schemas"),
    };
    cpSync(OWN_FOLDERS.contract, folders.contract, { recursive: true });
    cpSync(OWN_FOLDERS.cases, folders.cases, { recursive: true });
    writeFileSync(join(folders.contract, "voucher-purchase.yaml"), OPERATION);
    writeFileSync(join(folders.cases, "voucher-purchase.yaml"), TABLE);
    writeDerived(loadContract(folders.contract), folders.schemas);
    return loadSuite(folders);
  });
}
