import type { Case } from "../cases/model.ts";
import type { OperationValidators, TracedFinding } from "../derive/validators.ts";
import { fromPointer, isJsonObject, type JsonObject } from "../exact/json.ts";
import { demanded } from "../exact/schema.ts";
import type { HeaderLine } from "../wire/transport.ts";

/**
 * Holds our own request against its schemas before it is sent. A case says which clauses it means to break; anything
 * else that is wrong is a fault of the suite or of the environment's data, and so is a break that does not happen.
 * Gives one line per fault; empty when the request is what the case means to send.
 */
export function requestFaults(
  row: Case,
  body: JsonObject,
  headers: readonly HeaderLine[],
  validators: OperationValidators,
  environmentFields: ReadonlySet<string>,
): string[] {
  // A field that the environment adds is the target owner's word against the pages'; it is sent as given.
  const inBody = validators.inputs
    .validate(body)
    .filter(
      ({ keyword, pointer }) =>
        !(keyword === "additionalProperties" && environmentFields.has(fromPointer(pointer)[0] ?? "")),
    );
  // What is tampered with is wrong on purpose, and was right before.
  const inHeaders = row.tampering
    ? []
    : validators["request-headers"].validate(byDocumentedName(headers, validators));
  const broken = new Set([...inBody, ...inHeaders].map(({ clause }) => clause));
  const { breaks, within } = row.request;
  const isMeant = (clause: string): boolean =>
    breaks.includes(clause) || (within !== undefined && clause.startsWith(`${within}.`));
  const unmeant = [...inBody, ...inHeaders].filter(({ clause }) => !isMeant(clause));
  const unbroken = breaks.filter((clause) => !broken.has(clause));
  return [
    ...unmeant.map(describe),
    ...unbroken.map((clause) => `the case means to break ${clause}, and its request does not`),
  ];
}

/** Headers by the names that the pages print, whatever case they are written in. */
function byDocumentedName(headers: readonly HeaderLine[], validators: OperationValidators): JsonObject {
  const { properties } = validators["request-headers"].schema;
  const names = isJsonObject(properties) ? Object.keys(properties) : [];
  return Object.fromEntries(
    headers.map(([name, value]) => {
      const wanted = name.toLowerCase();
      return [names.find((known) => known.toLowerCase() === wanted) ?? name, value];
    }),
  );
}

function describe({ pointer, message, clause }: TracedFinding): string {
  // Behind a colon the masking would take the words for the value of a secret field.
  return `expected ${pointer || "the body"} ${demanded(message)} (${clause})`;
}
