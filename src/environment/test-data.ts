import type { DataFile } from "../exact/data-file.ts";
import { isJsonObject, type Json, toPointer, valueAt } from "../exact/json.ts";
import { nearest, suggestion } from "../exact/nearest.ts";
import { type Findings, type KnownIds, OF_ONES_OWN } from "./known.ts";
import type { TestData } from "./model.ts";
import { isTelling, onceText } from "./serving-once.ts";

/** Stands for every case of an operation. */
const ALL_CASES = "*";

/**
 * The test data of a file, at a JSON Pointer in it. Operations and cases that do not exist are problems; a field
 * that the contract does not list is a notice, because a partner may need one that the pages leave out.
 */
export function readTestData(file: DataFile, pointer: string, known: KnownIds, findings: Findings): TestData {
  const at = (path: string[]) => `${file.path}:${file.lineOf(pointer + toPointer(path))}`;
  const operations = entriesOf(valueAt(file.value, pointer)).map(([operation, cases]) => {
    const contract = known.operations.get(operation);
    if (!contract) {
      const right = suggestion(operation, known.operations.keys());
      findings.problems.push(
        `${at([operation])}: there is no operation ${operation}; ${right} ${OF_ONES_OWN}`,
      );
    }
    const read = entriesOf(cases).map(([name, fields]) => {
      if (contract && name !== ALL_CASES && !contract.cases.has(name)) {
        const right = suggestion(name, contract.cases);
        findings.problems.push(
          `${at([operation, name])}: ${operation} has no case ${name}; ${right} ${OF_ONES_OWN}`,
        );
      }
      for (const [field] of entriesOf(fields)) {
        if (!contract || contract.fields.has(field)) continue;
        const meant = nearest(field, contract.fields);
        findings.notices.push(
          `${at([operation, name, field])}: ${field} is no documented field of ${operation} and is sent all the same${meant === undefined ? "" : `; did you mean ${meant}?`}`,
        );
      }
      return [name, Object.fromEntries(entriesOf(fields))] as const;
    });
    return [operation, Object.fromEntries(read)] as const;
  });
  findings.notices.push(...givenTwice(file, pointer, known));
  return Object.fromEntries(operations);
}

/** Values that serve once, and that two places of the data give: whoever comes second is refused. */
function givenTwice(file: DataFile, pointer: string, known: KnownIds): string[] {
  const places = new Map<string, { readonly id: string; readonly line: number }>();
  return entriesOf(valueAt(file.value, pointer)).flatMap(([operation, cases]) => {
    const once = known.operations.get(operation)?.once ?? new Set<string>();
    return entriesOf(cases).flatMap(([name, fields]) =>
      entriesOf(fields)
        .filter(([field]) => once.has(field))
        .flatMap(([field, given]) =>
          [given].flat().flatMap((value, index): string[] => {
            const text = onceText(value);
            if (!isTelling(text)) return [];
            const path = [operation, name, field, ...(Array.isArray(given) ? [index] : [])];
            const here = { id: `${operation}/${name}`, line: file.lineOf(pointer + toPointer(path)) };
            const first = places.get(`${field}\n${text}`);
            if (!first) {
              places.set(`${field}\n${text}`, here);
              return [];
            }
            return [
              `${file.path}:${here.line}: ${field} of ${here.id} is the value that ${first.id} has in line ${first.line}: it serves once, so whichever case comes second is refused; give each its own`,
            ];
          }),
        ),
    );
  });
}

/** A key without a value, as in an example whose lines are commented out, holds nothing. */
function entriesOf(value: Json | undefined): [string, Json][] {
  return isJsonObject(value) ? Object.entries(value) : [];
}
