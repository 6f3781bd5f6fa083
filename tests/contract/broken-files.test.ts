import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadContract } from "../../src/contract/load.ts";
import { ContractMistake } from "../../src/contract/mistakes.ts";
import { copiedFolder } from "../support/copied-folder.ts";

const dir = copiedFolder(fileURLToPath(new URL("../../contract", import.meta.url)));

/** Replaces a text that stands once from `after` on; gives the line on which it stands. */
function edit(file: string, after: string, from: string, to: string): number {
  const text = readFileSync(join(dir, file), "utf8");
  const at = text.indexOf(from, text.indexOf(after));
  if (!text.includes(after) || at < 0) throw new Error(`${file} has no "${from}" after "${after}"`);
  writeFileSync(join(dir, file), text.slice(0, at) + to + text.slice(at + from.length));
  return text.slice(0, at).split("\n").length;
}

function problems(): readonly string[] {
  try {
    loadContract(dir);
  } catch (error) {
    if (error instanceof ContractMistake) return error.problems;
    throw error;
  }
  return [];
}

function at(file: string, line?: number): string {
  const path = relative(process.cwd(), join(dir, file));
  return line === undefined ? `${path}: ` : `${path}:${line}: `;
}

describe("a contract with a mistake", () => {
  it("is told from one without", () => {
    expect(problems()).toEqual([]);
  });

  it.each([
    [
      "a wrong type",
      "charge-cancellation.yaml",
      ["isPending", "type: boolean", "type: bool"],
      'response.isPending.type is "bool"; a right value is one of string or number or boolean or object or array',
    ],
    [
      "a field that gives back what the request has not",
      "unregistered-card-inquiry.yaml",
      ["physicalCardNo", "restates: cardNo", "restates: cardNumber"],
      "response.cardDataInfo.fields.physicalCardNo.restates: the request has no field cardNumber; it has cardNo, expiryDate, cardCVC",
    ],
    [
      "an identification by a field that the request has not",
      "unregistered-card-inquiry.yaml",
      ["identifiedBy", "cardCVC]", "cvc]"],
      "identifiedBy.fields: the request has no field cvc; it has cardNo, expiryDate, cardCVC",
    ],
    [
      "a reason for a condition that the page has not",
      "user-register.yaml",
      ["notObservable", "regular-member:", "irregular-member:"],
      "notObservable.irregular-member: there is no condition irregular-member; there are synchronous, regular-member",
    ],
    [
      "values of a reading that stand for fewer than there are",
      "readings.yaml",
      ["is-authed-value", "means: [false, true]", "means: [false]"],
      "reading is-authed-value: means has to say of each of the values what it stands for",
    ],
    [
      "values of a reading that break no clause",
      "readings.yaml",
      ["null-for-optional", '"*#response.*"', '"*#answer.*"'],
      "reading null-for-optional: there is no clause *#answer.*",
    ],
    [
      "an identification by a condition that the page has not",
      "unregistered-card-inquiry.yaml",
      ["identifiedBy", "condition: three-keys", "condition: four-keys"],
      "identifiedBy.condition: there is no condition four-keys; there are synchronous, unregistered-card, three-keys, rechargeable-amount-example",
    ],
    [
      "an unknown attribute",
      "charge-cancellation.yaml",
      ["dcvv", "length: 3", "lenght: 3"],
      "request.dcvv.lenght is not known here; did you mean length?",
    ],
    [
      "a missing attribute",
      "headers.yaml",
      ["X-KM-Time-Zone", "    presence: required\n", ""],
      "request.X-KM-Time-Zone.presence is missing",
    ],
    [
      "a length in words",
      "charge-cancellation.yaml",
      ["dcvv", "length: 3", "length: three"],
      'request.dcvv.length is "three"; a right value is of type integer',
    ],
    [
      "a status that is none",
      "user-register.yaml",
      ['"001_009"', "status: 400", "status: 4000"],
      "codes.001_009.status is 4000; a right value is at most 599",
    ],
    [
      "a malformed code",
      "membership-cancellation.yaml",
      ["codes:", '"001_049"', '"1_049"'],
      "codes.1_049 is not known here; a code looks like 001_049",
    ],
    [
      "a min beyond its max",
      "charge-cancellation.yaml",
      ["nrNumber", "min: 1", "min: 51"],
      "request.nrNumber.min: 51 is more than the max of 50",
    ],
    [
      "a min beyond its max by the last of 20 digits",
      "membership-cancellation.yaml",
      ["userId", "min: 1", "min: 10000000000000000000"],
      "request.userId.min: 10000000000000000000 is more than the max of 9999999999999999999",
    ],
    [
      "a length beside bounds",
      "charge-cancellation.yaml",
      ["dcvv", "length: 3", "length: 3\n    min: 1\n    max: 3"],
      "request.dcvv.length: a row has either a length or a min and a max, never both",
    ],
    [
      "bounds of a text that count digits",
      "charge-cancellation.yaml",
      ["dcvv", "length: 3", "counts: digits"],
      "request.dcvv.counts: the bounds of a string count no digits; only those of a number may",
    ],
    [
      "a placeholder of the path without a row",
      "charge-cancellation.yaml",
      ["path:", "no-hce/cancel", "no-hce/{chargeId}"],
      "path: {chargeId} has no row in pathParameters",
    ],
    [
      "a form that nobody knows",
      "user-register.yaml",
      ["birthDate", "format: yyyyMMdd", "format: ddMMyyyy"],
      "request.birthDate.format: ddMMyyyy is no known form; known are digits, yyyyMMdd, ",
    ],
    [
      "fields of a string",
      "charge-cancellation.yaml",
      ["dcvv", "length: 3", "fields: {}"],
      "request.dcvv.fields: a string has no fields; only an object or an array has",
    ],
    [
      "a constraint from client code",
      "charge-cancellation.yaml",
      ["cardExpiry", 'examples: ["2509"]', "length: 4"],
      "request.cardExpiry.length: a row with source client-code carries no constraint; give examples",
    ],
    [
      "a source of a fact that does not exist",
      "user-register.yaml",
      ["sources:", "encrypted.request: guideline", "encrypted.answer: guideline"],
      "sources.encrypted.answer: there is no fact encrypted.answer in this file",
    ],
    [
      "a reading of a clause that does not exist",
      "readings.yaml",
      ["id: path-leading-slash", "[member-authentication-info#path]", "[member-authentication-info#paht]"],
      "reading path-leading-slash: there is no clause member-authentication-info#paht",
    ],
    [
      "a treatment of a clause that does not exist",
      "readings.yaml",
      ["treatments:", 'clause: "*request.X-KM-Tran-Token.length"', "clause: headers#request.Token.length"],
      "reading tran-token-length: there is no clause headers#request.Token.length",
    ],
    [
      "a treatment of clauses that no page has",
      "readings.yaml",
      ["treatments:", '"*#headers.request.X-KM-Tran-Time.length"', '"*#headers.request.X-KM-Time.length"'],
      "reading tran-time-length: there is no clause *#headers.request.X-KM-Time.length",
    ],
    [
      "an upper bound that is no length",
      "readings.yaml",
      [
        'treatments:\n    - clause: "*.isAuthed',
        'clause: "*.isAuthed.value"\n      as: ignored',
        'clause: "*.isAuthed.value"\n      as: at-most',
      ],
      "reading is-authed-value: at-most is for clauses that end in .length, and *.isAuthed.value does not",
    ],
    [
      "a wording of a code that no page has",
      "readings.yaml",
      ["messages:", '- code: "000_000"', '- code: "000_001"'],
      "reading success-full-stop: no operation documents the code 000_001",
    ],
    [
      "a reading's id used twice",
      "readings.yaml",
      ["id: tran-token-length", "id: tran-time-length", "id: tran-token-length"],
      "reading tran-token-length: this id stands at an earlier reading already",
    ],
    [
      "a word in the place of a header that is no word for one",
      "member-authentication-info.yaml",
      ["headers:", "X-KM-Tran-Time:", "X-KM-Time-Zone: none\n    X-KM-Tran-Time:"],
      "headers.request.X-KM-Time-Zone",
    ],
    [
      "an envelope place that is no pointer",
      "envelope.yaml",
      ["codePointer", "codePointer: /response/code", "codePointer: response.code"],
      'codePointer is "response.code"; a right value matches ^(/[^/]+)+$',
    ],
  ])("%s: one message with file and line", (_mistake, file, [after, from, to], problem) => {
    const line = edit(file, after ?? "", from ?? "", to ?? "");
    const found = problems();
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
    if (to === "") expect(found[0]).toMatch(/headers\.yaml:\d+: /);
    else expect(found[0]?.startsWith(at(file, line))).toBe(true);
  });

  it("a formula over a name that is not beside it", () => {
    const file = "unregistered-card-inquiry.yaml";
    edit(file, "formulas:", "maxRealNameRechargeAmount - balance", "maxRealNameRechargeAmount - credit");
    expect(problems()[0]).toContain("there is no credit beside it; there are par, serviceId,");
  });

  it("a duplicate key", () => {
    const line = edit("charge-cancellation.yaml", "dcvv", "length: 3", "length: 3\n    length: 3") + 1;
    expect(problems()).toEqual([
      `${at("charge-cancellation.yaml", line)}the key length stands twice, first on line ${line - 1}`,
    ]);
  });

  it("a field named like a fact of its parent, so that two facts share a clause id", () => {
    const row =
      "fields:\n      type:\n        type: string\n        presence: optional\n        meaning: Kind of the card";
    edit("user-register.yaml", "basicCardInfo:", "fields:", row);
    expect(problems()[0]).toContain(
      "the clause id user-register#response.basicCardInfo.type stands for another fact already, at ",
    );
  });

  it("a file that is not there, and a folder that is not there", () => {
    rmSync(join(dir, "envelope.yaml"));
    expect(problems()).toEqual([`${at("envelope.yaml")}there is no such file`]);
    expect(() => loadContract(join(dir, "nowhere"))).toThrow("there is no such folder");
  });

  it("tells the mistakes of all files at once, and none that only follows from them", () => {
    edit("headers.yaml", "X-KM-Tran-Time", "type: string", "type: text");
    edit("charge-cancellation.yaml", "nrNumber", "min: 1", "min: 51");
    appendFileSync(join(dir, "envelope.yaml"), "status: 200\n");
    const found = problems();
    expect(found).toHaveLength(3);
    expect(found.join("\n")).toMatch(/envelope\.yaml:7: .*\n.*headers\.yaml:\d+: .*\n.*charge-cancellation/);
  });
});

describe("the digest", () => {
  it("is the same for the same bytes and another for others", () => {
    const before = loadContract(dir).digest;
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect(before).toBe(loadContract().digest);
    appendFileSync(join(dir, "headers.yaml"), "# seen\n");
    expect(loadContract(dir).digest).not.toBe(before);
  });
});
