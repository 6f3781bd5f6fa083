import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Makes invented operations, each a contract file and a table of its documented scenarios, so that the suite can be tried
 * at the size of a whole catalogue:
 *
 *     node bench/operations.mjs 145 FOLDER
 *     npx konaplate run --contract FOLDER/contract --cases FOLDER/cases
 *
 * The same count makes the same files. None of them changes anything when it is carried out.
 */

const NOUNS = [
  "voucher",
  "stamp",
  "parcel",
  "locker",
  "ticket",
  "coupon",
  "seat",
  "permit",
  "badge",
  "quota",
];
const VERBS = ["search", "detail", "history", "summary", "estimate"];

export function writeOperations(count, folder) {
  const [contract, cases] = ["contract", "cases"].map((name) => join(folder, name));
  for (const each of [contract, cases]) mkdirSync(each, { recursive: true });
  for (let index = 0; index < count; index++) {
    const operation = operationOf(index);
    writeFileSync(join(contract, `${operation.id}.yaml`), contractFile(operation));
    writeFileSync(join(cases, `${operation.id}.yaml`), caseTable(operation));
  }
  return { contract, cases };
}

function operationOf(index) {
  const noun = NOUNS[index % NOUNS.length];
  const verb = VERBS[Math.floor(index / NOUNS.length) % VERBS.length];
  const number = String(index + 1).padStart(3, "0");
  return { id: `made-${number}-${noun}-${verb}`, noun, verb, number, index };
}

/** Eight fields of a request in the forms that the pages have, and an answer with a list of objects. */
function contractFile({ noun, verb, number, index }) {
  const sealed = { request: index % 2 === 0, response: index % 3 === 0 };
  return `title: ${noun} ${verb} ${number}
summary: Tells the ${verb} of a ${noun}, and was made up to try the suite at the size of a catalogue.
version: v1
method: POST
path: api/v1/made/${number}/${noun}/${verb}
encrypted:
  request: ${sealed.request}
  response: ${sealed.response}
effect: nothing

headers:
  request:
    X-KM-Tran-Time:
      type: string
      presence: required
      length: 16
      format: YYYYMMDDHH24MISS
      meaning: Time of the request at the client

request:
  userId:
    type: number
    presence: required
    min: 1
    max: 9999999999999999999
    examples: [50000104652]
    meaning: Unique id given to the member at registration
  ${noun}No:
    type: string
    presence: required
    length: 18
    meaning: Number of the ${noun}
  ${noun}Name:
    type: string
    presence: required
    min: 1
    max: 100
    meaning: What the ${noun} is called
  ${noun}Amount:
    type: number
    presence: required
    min: 0
    max: 9999999999
    meaning: How much the ${noun} is worth
  validFrom:
    type: string
    presence: required
    length: 8
    format: yyyyMMdd
    meaning: First day on which the ${noun} is valid
  validTo:
    type: string
    presence: optional
    length: 8
    format: yyyyMMdd
    meaning: Last day on which the ${noun} is valid
  pageSize:
    type: number
    presence: optional
    min: 1
    max: 500
    meaning: How many are told at once
  pageNo:
    type: number
    presence: optional
    min: 1
    max: 9999
    meaning: Which of the pages is told

response:
  ${noun}Id:
    type: string
    presence: required
    length: 20
    meaning: Id of what was found
  isOpen:
    type: boolean
    presence: required
    meaning: Whether it can still be used
  totalCount:
    type: number
    presence: required
    min: 0
    max: 9999999
    meaning: How many there are
  ${noun}List:
    type: array
    presence: optional
    meaning: What was found
    fields:
      ${noun}Code:
        type: string
        presence: required
        length: 12
        meaning: Code of one
      ${noun}Title:
        type: string
        presence: required
        min: 1
        max: 60
        meaning: What one is called
      ${noun}Price:
        type: number
        presence: optional
        min: 0
        max: 99999999
        meaning: What one costs

codes:
  "000_000":
    status: 200
    message: Success
    description: 성공
  "001_006":
    status: 400
    message: Wallet user not found
    description: No such member
  "0${61 + (index % 30)}_010":
    status: 400
    message: The ${noun} cannot be told
    description: The ${noun} is closed

testData:
  - title: Success Test
    status: 200
  - title: No such member
    status: 400
  - title: A closed ${noun}
    status: 400

conditions:
  synchronous: The page labels the operation Sync.

notObservable:
  synchronous: An answer comes on the same connection in either mode.
`;
}

function caseTable({ id, noun, index }) {
  const row = (name, title, testData, code) =>
    `  - id: ${name}\n    title: ${title}\n    testData: ${testData}\n    code: "${code}"\n    trigger: documented\n    data: all\n`;
  return `operation: ${id}\n\ncases:\n${[
    row("success", `The ${noun} is told`, "Success Test", "000_000"),
    row("no-member", "Somebody unknown is refused", "No such member", "001_006"),
    row("closed", `A closed ${noun} is not told`, `A closed ${noun}`, `0${61 + (index % 30)}_010`),
  ].join("\n")}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [count, folder] = [Number(process.argv[2]), process.argv[3]];
  if (!Number.isInteger(count) || count < 1 || !folder) {
    console.error("usage: node bench/operations.mjs COUNT FOLDER");
    process.exit(2);
  }
  const { contract, cases } = writeOperations(count, folder);
  console.log(`--contract ${contract} --cases ${cases}`);
}
