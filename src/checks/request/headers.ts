import type { Level } from "../../contract/expectation.ts";
import { treatmentOf } from "../../contract/find.ts";
import { isCredential, levelOfHeaderRefusal } from "../../contract/header-refusal.ts";
import type { Parameter } from "../../contract/model.ts";
import type { Json, JsonObject } from "../../exact/json.ts";
import { demanded } from "../../exact/schema.ts";
import { headerValues } from "../headers-of.ts";
import type { ReceivedRequest, Refusing, RequestFinding, RequestRule } from "./model.ts";

/** Headers of HTTP itself, which may say more than the guideline's one value. */
const MEDIA_TYPES = ["Accept", "Content-Type"];
const ACCESS_KEY = "X-KM-Access-Key";

/** The request header table of the page: presence, length and form, each header at most once. */
export const requestHeaders: RequestRule = {
  id: "request-headers",
  title: "Every documented request header is there, once, with its length and form.",
  next: "Compare the header with its row in the page's table: presence, length and form are stated of what a client sends.",
  check: (request) => [
    ...misshapen(request),
    ...repeated(request),
    ...mediaTypes(request),
    ...withoutAccessKey(request),
    ...withRefusedAccessKey(request),
  ],
};

function misshapen(request: ReceivedRequest): RequestFinding[] {
  const { operation, validators, contract, headers } = request;
  const first: JsonObject = {};
  for (const { name } of operation.requestHeaders) {
    const [value] = headerValues(headers, name);
    if (value !== undefined) first[name] = value;
  }
  return validators["request-headers"]
    .validate(first)
    .flatMap(({ pointer, clause, message }): RequestFinding[] => {
      const header = operation.requestHeaders.find(({ name }) => `/${name}` === pointer);
      if (!header || MEDIA_TYPES.includes(header.name)) return [];
      const value = first[header.name];
      if (value !== undefined && request.isHiddenHeader(header.name)) return [];
      const fact = clause.split(".").at(-1) ?? "";
      const found = {
        clause,
        where: `header ${header.name}`,
        documented: `${demanded(message)} (${contract.clauses.get(clause)?.says ?? clause})`,
        actual: typeof value === "string" ? JSON.stringify(value) : "absent",
      };
      const reading = printedLength(value, header, request);
      if (reading !== undefined) return [{ ...found, level: "observed", reading }];
      return [{ ...found, level: "documented", ...refusedFor(fact, header, request) }];
    });
}

/** The reading by which the printed length is not applied, where a value has that very length: an alternative allows it. */
function printedLength(
  value: Json | undefined,
  { clause, length }: Parameter,
  { contract }: ReceivedRequest,
): string | undefined {
  const treatment = treatmentOf(contract, `${clause}.length`);
  const isPrinted = typeof value === "string" && String(value.length) === length;
  return treatment?.as === "ignored" && isPrinted ? treatment.reading : undefined;
}

/** What a server must do with a header that breaks a fact of its row. */
function refusedFor(
  fact: string,
  header: Parameter,
  { operation, contract }: ReceivedRequest,
): { readonly refusal?: Refusing } {
  const isIgnored = (clause: string): boolean => treatmentOf(contract, clause)?.as === "ignored";
  const level = levelOfHeaderRefusal(fact, header, operation, isIgnored);
  if (level === "observed") return {};
  return { refusal: { level, ...(isCredential(header.name, fact) && { family: "security" }) } };
}

function repeated({ operation, headers }: ReceivedRequest): RequestFinding[] {
  return operation.requestHeaders.flatMap(({ name, clause }) => {
    const values = headerValues(headers, name);
    if (values.length < 2 || name === "Accept") return [];
    const level: Level = "inferred";
    return [
      { clause, where: `header ${name}`, documented: "one value", actual: `${values.length} values`, level },
    ];
  });
}

/** The guideline: JSON both ways. A client that takes anything takes JSON too, and parameters are its own affair. */
function mediaTypes({ operation, headers }: ReceivedRequest): RequestFinding[] {
  return operation.requestHeaders
    .filter(({ name }) => MEDIA_TYPES.includes(name))
    .flatMap(({ name, clause }): RequestFinding[] => {
      const values = headerValues(headers, name);
      const types = values
        .join(",")
        .split(",")
        .map((type) => (type.split(";")[0] ?? "").trim().toLowerCase());
      const wanted = name === "Accept" ? ["application/json", "application/*", "*/*"] : ["application/json"];
      if (types.some((type) => wanted.includes(type))) return [];
      return [
        {
          clause,
          where: `header ${name}`,
          documented: "application/json",
          actual: values.length === 0 ? "absent" : values.join(", "),
          level: name === "Accept" ? "observed" : "inferred",
        },
      ];
    });
}

/** The row says Conditional, and the condition is that the operation is no callback (reading access-key-conditional). */
function withoutAccessKey(request: ReceivedRequest): RequestFinding[] {
  const header = request.operation.requestHeaders.find(({ name }) => name === ACCESS_KEY);
  if (header?.presence !== "conditional" || headerValues(request.headers, ACCESS_KEY).length > 0) return [];
  return [
    {
      clause: `${header.clause}.presence`,
      where: `header ${ACCESS_KEY}`,
      documented: "to be present (the operation is no callback)",
      actual: "absent",
      level: "inferred",
      refusal: { level: "inferred", family: "security" },
    },
  ];
}

/** That a server serves one key and refuses the other is no proof that it is for the key: the token may be wrong too. */
function withRefusedAccessKey({ operation, refusedAccessKey }: ReceivedRequest): RequestFinding[] {
  const header = operation.requestHeaders.find(({ name }) => name === ACCESS_KEY);
  if (!header || refusedAccessKey === undefined) return [];
  return [
    {
      clause: header.clause,
      where: `header ${ACCESS_KEY}`,
      documented: `a key that the server serves; it refuses this one (${refusedAccessKey})`,
      actual: "a key that is not KONAPLATE_ACCESS_KEY",
      level: "inferred",
      refusal: { level: "inferred", family: "security" },
    },
  ];
}
