import { inputsOf } from "../contract/inputs.ts";
import type { Contract, Parameter } from "../contract/model.ts";
import type { Documented } from "../masking/documented.ts";
import { sensitivityOf } from "../masking/sensitive.ts";

/** Names of fields that name things: userId, tcIdList, nrNumber, X-KM-Correlation-Id, X-KM-Tran-Time, par. */
const NAMES_A_THING = /(id|idlist|number|time|par)$/i;

/** What the contract says that keeps a value readable in reports: ids by their fields, the documented wordings. */
export function documentedValues({ operations }: Contract): Documented {
  const rows = operations.flatMap((operation) => [
    ...operation.requestHeaders,
    ...operation.responseHeaders,
    ...withFields(inputsOf(operation)),
    ...withFields(operation.response),
  ]);
  const ids = rows
    .filter(({ name, type }) => !sensitivityOf(name) && (type === "number" || NAMES_A_THING.test(name)))
    .map((row) => [row.name.toLowerCase(), longestOf(row)] as const);
  const wordings = operations.flatMap(({ title, summary, codes, conditions, testData }) => [
    title,
    summary,
    ...codes.flatMap(({ message, description }) => [message, description]),
    ...conditions.map(({ text }) => text),
    ...testData.map((entry) => entry.title),
  ]);
  return {
    ids: new Map(ids),
    names: new Set(rows.map(({ name }) => name.toLowerCase())),
    wordings: [
      ...wordings,
      ...rows.flatMap(({ name, values = [], examples = [] }) => [name, ...values, ...examples]),
    ],
  };
}

function withFields(rows: readonly Parameter[]): Parameter[] {
  return rows.flatMap((row) => [row, ...withFields(row.fields)]);
}

/** Characters of the longest value: a number's largest, a text's length or most characters. */
function longestOf({ type, length, max }: Parameter): number {
  if (type === "number") return max?.length ?? 0;
  return Number(length ?? max ?? 0);
}
