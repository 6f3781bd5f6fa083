import type { Contract, Operation, Parameter } from "../../src/contract/model.ts";
import { parseTranToken } from "../../src/wire/tran-token.ts";
import { headerRules } from "../headers.ts";
import { ENCRYPTION_RULE } from "../open-request.ts";
import { sandboxTreatments } from "../treatments.ts";
import type { Evidence, Mutant } from "./model.ts";

/** A mistake in a header that the server overlooks. */
interface Overlooked {
  readonly name: string;
  readonly says: string;
  readonly mistake: (value: string | undefined) => boolean;
  /** The one rule that is left out for it; absent: every rule of the header. */
  readonly fact?: string;
}

const LENGTHS: Readonly<Record<string, number>> = {
  "X-KM-User-AspId": 15,
  "X-KM-Correlation-Id": 20,
  "X-KM-Access-Key": 40,
  "X-KM-Crypto-Key-Id": 32,
  "X-KM-Tran-Time": 14,
  "X-KM-Time-Zone": 3,
};

/**
 * Each request header with each of its rules not enforced. Where two rules rule out the same value, such as the length
 * and the value of an id, both are left out for that value: leaving out one alone would show nowhere.
 */
export function requestHeaderMutants(contract: Contract): Mutant[] {
  const treatments = sandboxTreatments(contract);
  return contract.operations.flatMap((operation) => {
    const rules = headerRules(operation, treatments).map(({ id }) => id);
    const names = operation.requestHeaders
      .filter((header) => isDemanded(header, operation))
      .map(({ name }) => name);
    return [
      ...names.flatMap((name) => {
        const own = rules.filter((rule) => rule.startsWith(`header.${name}.`));
        return overlooked(name, own).map((each) => headerMutant(operation, name, own, each));
      }),
      encryptionMutant(operation),
    ];
  });
}

/**
 * Accept and Content-Type are the guideline's, which says what to send and not what is refused; and what is optional
 * where the request is not encrypted may be wrong as well as absent.
 */
function isDemanded({ name, presence }: Parameter, { encrypted }: Operation): boolean {
  return name.startsWith("X-") && (presence !== "optional" || encrypted.request);
}

function headerMutant(
  { id, effect }: Operation,
  header: string,
  rules: readonly string[],
  { name, says, mistake, fact }: Overlooked,
): Mutant {
  const leavesOut = fact === undefined ? rules : [`header.${header}.${fact}`];
  return {
    id: `request-rule/${id}/${header}/${name}`,
    category: "request-rule",
    description: `${id} serves a request whose ${header} ${says}.`,
    operations: [id],
    evidence: evidenceOf(header, name, effect),
    catchers: ["not-carried-out"],
    breaches: leavesOut,
    alter: () => ({
      skipRule: (rule, { operation, headers }) =>
        operation.id === id && leavesOut.includes(rule) && mistake(headers[header.toLowerCase()]),
    }),
  };
}

/** Who sent a request, and that nobody changed it, is what these headers are for. */
const CREDENTIALS: readonly string[] = ["X-KM-User-AspId", "X-KM-Access-Key", "X-KM-Tran-Token"];

/** What changes something is asked for nobody's thing, and the refusal of that shows what was overlooked and no more. */
function evidenceOf(header: string, mistake: string, effect: Operation["effect"]): Evidence {
  if (CREDENTIALS.includes(header)) return "security";
  if (effect !== "nothing") return "inferred";
  return /^(missing|empty|too-)/.test(mistake) && header !== "X-KM-Crypto-Key-Id" ? "documented" : "inferred";
}

function overlooked(name: string, rules: readonly string[]): Overlooked[] {
  const has = (fact: string): boolean => rules.includes(`header.${name}.${fact}`);
  const length = LENGTHS[name];
  const isLong = (value: string): boolean => length === undefined || value.length === length;
  const found: Overlooked[] = [];
  if (has("presence"))
    found.push(
      { name: "missing", says: "is missing", mistake: (value) => value === undefined },
      { name: "empty", says: "is empty", mistake: (value) => value === "" },
    );
  if (length !== undefined && has("length"))
    found.push(
      { name: "too-short", says: "is too short", mistake: (value) => !!value && value.length < length },
      { name: "too-long", says: "is too long", mistake: (value) => !!value && value.length > length },
    );
  const wrong = (fact: string, says: string, mistake: (value: string) => boolean): void => {
    const only = fact === "signature" ? { fact } : {};
    if (has(fact))
      found.push({ name: `wrong-${fact}`, says, mistake: (value) => !!value && mistake(value), ...only });
  };
  // Which zones there are no page says (reading time-zone-values).
  if (name !== "X-KM-Time-Zone") wrong("value", "has a value that is not known", isLong);
  wrong("form", "has not its form", (value) => isLong(value) && isMisshapen(name, value));
  wrong("signature", "signs something else", isToken);
  return found;
}

/** A time that has its digits and does not exist is none of the pages' business: they demand a form. */
function isMisshapen(header: string, value: string): boolean {
  if (header === "X-KM-Tran-Token") return !isToken(value);
  return header === "X-KM-Tran-Time" ? !/^\d{14}$/.test(value) : !/^\d{12}-[0-9a-fA-F]{7}$/.test(value);
}

function isToken(value: string): boolean {
  return parseTranToken(value.length === 66 && !value.endsWith("=") ? `${value}=` : value) !== undefined;
}

function encryptionMutant({ id, encrypted }: Operation): Mutant {
  const [says, name] = encrypted.request
    ? ["in the clear though its page has it encrypted", "plain-accepted"]
    : ["encrypted though its page has it in the clear", "encrypted-accepted"];
  return {
    id: `request-rule/${id}/body/${name}`,
    category: "request-rule",
    description: `${id} serves a request that travels ${says}.`,
    operations: [id],
    evidence: encrypted.request ? "security" : "inferred",
    catchers: ["not-carried-out"],
    breaches: [ENCRYPTION_RULE],
    alter: () => ({
      skipRule: (rule, { operation }) => operation.id === id && rule === ENCRYPTION_RULE,
    }),
  };
}
