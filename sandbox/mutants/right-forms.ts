import type { Contract } from "../../src/contract/model.ts";
import { isJsonObject, type JsonObject, parseJson, stringifyJson } from "../../src/exact/json.ts";
import type { RequestContext } from "../alteration.ts";
import { refuseInstead } from "./hooks.ts";
import type { Evidence, Mutant } from "./model.ts";

/** A way of writing a right request that the server does not take. */
interface RefusedForm {
  readonly name: string;
  /** Goes on after "refuses a request". */
  readonly says: string;
  /** Documented: the pages name this very form. Inferred: HTTP and JSON leave it to the client. */
  readonly evidence: Evidence;
  readonly concerns: (context: RequestContext) => boolean;
}

const zone =
  (name: string) =>
  ({ headers }: RequestContext): boolean =>
    headers["x-km-time-zone"] === name;
const inText =
  (test: (text: string) => boolean) =>
  ({ text }: RequestContext): boolean =>
    text !== undefined && test(text);

/** Of requests to every operation. */
const EVERYWHERE: readonly RefusedForm[] = [
  { name: "zone-utc", says: "whose zone is UTC", evidence: "documented", concerns: zone("UTC") },
  { name: "zone-kst", says: "whose zone is KST", evidence: "documented", concerns: zone("KST") },
  {
    name: "header-names-in-another-case",
    says: "whose header names are in another case than the pages print",
    evidence: "inferred",
    concerns: ({ headerNames }) =>
      headerNames.some((name) => /^x-km-/i.test(name) && !name.startsWith("X-KM-")),
  },
  {
    name: "json-with-spaces",
    says: "whose JSON has white space between its tokens",
    evidence: "inferred",
    concerns: inText((text) => /[{,:[]\s/.test(text)),
  },
  {
    name: "json-with-escapes",
    says: "whose JSON has escaped characters",
    evidence: "inferred",
    concerns: inText((text) => /\\u[0-9a-f]{4}/i.test(text)),
  },
];

/** Of requests that have fields to put in order. */
const ANOTHER_ORDER: RefusedForm = {
  name: "members-in-another-order",
  says: "whose fields stand in another order than on the page",
  evidence: "inferred",
  concerns: isInAnotherOrder,
};

/** Of encrypted requests. */
const ENCRYPTED: readonly RefusedForm[] = [
  {
    name: "a256gcm",
    says: "that is encrypted with 256 bits",
    evidence: "documented",
    concerns: ({ body }) => encryptionOf(body) === "A256GCM",
  },
];

/** Of single fields: what their rows allow, and what breaks servers all the same. */
const OF_FIELDS: readonly (readonly [
  operation: string,
  field: string,
  name: string,
  says: string,
  value: RegExp,
])[] = [
  ["user-register", "userName", "korean", "is written in Korean", /[가-힣]/],
  ["user-register", "userName", "latin", "is written in Latin letters", /^[A-Za-z .'-]+$/],
  ["user-register", "userName", "several-words", "has several words", /\S \S/],
  ["user-register", "birthDate", "leap-day", "is the 29th of February", /0229$/],
  ["user-register", "birthDate", "leap-day-of-2000", "is the 29th of February 2000", /^20000229$/],
  ["user-register", "loginPassword", "leading-zero", "begins with 0", /^0/],
  ["user-register", "gender", "female", "is Female", /^Female$/],
  ["charge-cancellation", "dcvv", "leading-zero", "begins with 0", /^0/],
  ["unregistered-card-inquiry", "cardCVC", "leading-zero", "begins with 0", /^0/],
];

/** Right requests refused for the form that they are written in. */
export function rightFormMutants({ operations }: Contract): Mutant[] {
  const all = operations.map(({ id }) => id);
  const severalFields = operations.filter(({ request }) => request.length > 1).map(({ id }) => id);
  const encrypted = operations.filter((operation) => operation.encrypted.request).map(({ id }) => id);
  return [
    ...all.flatMap((id) => EVERYWHERE.map((form) => mutant(id, form))),
    ...severalFields.map((id) => mutant(id, ANOTHER_ORDER)),
    ...encrypted.flatMap((id) => ENCRYPTED.map((form) => mutant(id, form))),
    ...OF_FIELDS.filter(([operation]) => all.includes(operation)).map(
      ([operation, field, name, says, value]) =>
        mutant(operation, {
          name: `${field}-${name}`,
          says: `whose ${field} ${says}`,
          // Such a number stands in requests for nobody's things alone, and a refusal that names no field may be for these.
          evidence: name === "leading-zero" && operation !== "user-register" ? "inferred" : "documented",
          concerns: ({ request }) => value.test(textAt(request, field)),
        }),
    ),
  ];
}

function mutant(operation: string, { name, says, evidence, concerns }: RefusedForm): Mutant {
  return {
    id: `over-strict/${operation}/form/${name}`,
    category: "over-strict",
    description: `${operation} refuses a request ${says}.`,
    operations: [operation],
    evidence,
    catchers: ["status", "code", "not-refused", "names-field"],
    alter: () =>
      refuseInstead(
        (context) => context.operation.id === operation && concerns(context),
        () => ({ status: 400, code: "000_002", message: "Invalid input parameter." }),
      ),
  };
}

function textAt(request: JsonObject | undefined, field: string): string {
  const value = request?.[field];
  return typeof value === "string" ? value : "";
}

function isInAnotherOrder({ request, operation }: RequestContext): boolean {
  const sent = Object.keys(request ?? {});
  const printed = operation.request.map(({ name }) => name).filter((name) => sent.includes(name));
  const known = sent.filter((name) => printed.includes(name));
  return stringifyJson(known) !== stringifyJson(printed);
}

/** The content encryption that a JWE names in its protected header. */
function encryptionOf(body: Buffer): unknown {
  const outer = parseJson(body.toString("utf8"));
  const jwe = isJsonObject(outer) && typeof outer.encData === "string" ? outer.encData : "";
  const header = parseJson(Buffer.from(jwe.split(".")[0] ?? "", "base64url").toString("utf8"));
  return isJsonObject(header) ? header.enc : undefined;
}
