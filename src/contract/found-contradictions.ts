import { parametersByPath } from "./find.ts";
import type { ClauseId, Contract, Operation, Parameter, Reading } from "./model.ts";
import { isSettled } from "./readings.ts";

/** What one page says, with its clause. */
interface Saying {
  readonly operation: string;
  readonly says: string;
  readonly clause: ClauseId;
}

/**
 * Where pages say different things of one code or of one field, and no reading of a person speaks of it: readings by
 * themselves. They change no demand: each page holds for its own operation until a person writes one.
 */
export function foundContradictions(contract: Contract): Reading[] {
  const settled = contract.readings.filter(({ found }) => !found);
  const all = [
    ...valueContradictions(contract, settled),
    ...codeContradictions({ ...contract, readings: settled }),
    ...fieldContradictions({ ...contract, readings: settled }),
  ];
  return all.filter(({ clauses }) => !isSettled(clauses, settled));
}

/** Values that a page lists and that its own bounds do not let in: the values are what the page has in mind. */
function valueContradictions({ operations }: Contract, settled: readonly Reading[]): Reading[] {
  return operations.flatMap((operation) =>
    [operation.pathParameters, operation.query, operation.request, operation.response].flatMap((table) =>
      [...parametersByPath(table).values()].flatMap((field) => {
        const facts = brokenBounds(field);
        const clauses = [`${field.clause}.values`, ...facts.map((fact) => `${field.clause}.${fact}`)];
        const isKnown = settled.some((reading) =>
          clauses.slice(1).some((clause) => reading.clauses.includes(clause)),
        );
        return facts.length === 0 || isKnown ? [] : [valueReading(operation.id, field, facts, clauses)];
      }),
    ),
  );
}

function brokenBounds({ type, values, length, min, max }: Parameter): string[] {
  if (type !== "string" || !values) return [];
  const lengths = values.map((value) => [...value].length);
  return [
    ...(length !== undefined && lengths.some((each) => each !== Number(length)) ? ["length"] : []),
    ...(min !== undefined && lengths.some((each) => each < Number(min)) ? ["min"] : []),
    ...(max !== undefined && lengths.some((each) => each > Number(max)) ? ["max"] : []),
  ];
}

function valueReading(
  operation: string,
  field: Parameter,
  facts: readonly string[],
  clauses: readonly ClauseId[],
): Reading {
  const bounds = facts.map((fact) => `${fact} ${field[fact as "length"]}`).join(", ");
  return {
    id: `found-values-${idOf(clauses[0]?.replace(/\.values$/, "") ?? "")}`,
    question: `Do the values of ${field.name} hold, or its bounds?`,
    evidence: [
      { where: `page of ${operation}`, says: bounds },
      { where: `page of ${operation}`, says: `the values ${(field.values ?? []).join(", ")}` },
    ],
    taken: "The values hold.",
    alternatives: [],
    changes: "The bounds that they break are not applied.",
    clauses,
    treatments: clauses.slice(1).map((clause) => ({ clause, as: "ignored" })),
    allows: [],
    messages: [],
    found: true,
  };
}

function codeContradictions(contract: Contract): Reading[] {
  const known = new Set(contract.readings.flatMap(({ messages }) => messages.map(({ code }) => code)));
  const sayings = new Map<string, Saying[]>();
  for (const operation of contract.operations)
    for (const { code, status, message, clause } of operation.codes) {
      if (known.has(code) || message === "not-captured") continue;
      const says = `${status} ${withoutFields(message, operation)}`;
      sayings.set(code, [...(sayings.get(code) ?? []), { operation: operation.id, says, clause }]);
    }
  return [...sayings].flatMap(([code, all]) =>
    contradiction(`found-code-${idOf(code)}`, `What is the message of code ${code}?`, all),
  );
}

/** A name as fields have them and words of a sentence do not. */
const CAMEL_CASE = /^[a-z]+[0-9]*[A-Z]\w*$/;
/** A name, or the way to one within lists and objects: `cardList[0].par`. */
const FIELD_PATH = /[A-Za-z_]\w*(?:\[\w*\])?(?:\.[A-Za-z_]\w*(?:\[\w*\])?)*/g;

/** A message without what differs by the request: the field that it names, be it in a list, and numbers. */
function withoutFields(message: string, { request }: Operation): string {
  const names = new Set([...parametersByPath(request).keys()].flatMap((path) => path.split(".")));
  const isField = (part: string): boolean => {
    const name = part.replace(/\[.*$/, "");
    return names.has(name) || CAMEL_CASE.test(name);
  };
  const withoutPath = (path: string): string => {
    const parts = path.split(".");
    const first = parts.findIndex(isField);
    // What stands before it, glued by a full stop, is the sentence.
    return first < 0 ? path : [...parts.slice(0, first), "{field}"].join(". ");
  };
  return message.replaceAll(FIELD_PATH, withoutPath).replaceAll(/\d+/g, "{n}");
}

const BOUNDS = ["type", "length", "min", "max", "value"] as const;

function fieldContradictions(contract: Contract): Reading[] {
  const known = new Set(contract.readings.flatMap(({ clauses }) => clauses));
  const sayings = new Map<string, Saying[]>();
  for (const operation of contract.operations)
    for (const side of ["request", "response"] as const)
      for (const field of parametersByPath(operation[side]).values()) {
        if (BOUNDS.some((fact) => known.has(`${field.clause}.${fact}`))) continue;
        const saying = { operation: operation.id, says: boundsOf(field), clause: field.clause };
        const key = `${side} ${field.name}`;
        sayings.set(key, [...(sayings.get(key) ?? []), saying]);
      }
  return [...sayings].flatMap(([key, all]) => {
    const [side = "", name = ""] = key.split(" ");
    return contradiction(`found-${side}-${idOf(name)}`, `What are the bounds of ${name} in a ${side}?`, all);
  });
}

function boundsOf(field: Parameter): string {
  const bounds = BOUNDS.flatMap((fact) => (field[fact] === undefined ? [] : [`${fact} ${field[fact]}`]));
  return [...bounds, ...(field.counts ? ["which count digits"] : [])].join(", ");
}

/** zipCode as zip-code, 001_006 as 001-006. */
function idOf(name: string): string {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g) ?? [];
  return words.join("-").toLowerCase();
}

/** A contradiction is one between pages: one page may give a code several messages. */
function contradiction(id: string, question: string, all: readonly Saying[]): Reading[] {
  const byPage = new Map<string, Set<string>>();
  for (const { operation, says } of all)
    byPage.set(operation, new Set([...(byPage.get(operation) ?? []), says]));
  const [first, ...others] = [...byPage.values()];
  const agree = others.every((says) => [...says].some((each) => first?.has(each)));
  if (!first || agree) return [];
  return [
    {
      id,
      question,
      evidence: all.map(({ operation, says }) => ({ where: `page of ${operation}`, says })),
      taken: "Each page holds for its own operation.",
      alternatives: [],
      changes: "Nothing: found by holding the pages against each other, and settled by nobody yet.",
      clauses: [...new Set(all.map(({ clause }) => clause))],
      treatments: [],
      allows: [],
      messages: [],
      found: true,
    },
  ];
}
