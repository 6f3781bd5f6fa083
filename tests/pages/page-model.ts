import type { PlacedField } from "../../src/pages/read/placed-field.ts";
import type { PageRead, TableRead } from "../../src/pages/read/read-page.ts";

/** What a page says, as the layouts of the tests print it. */
export interface PageModel {
  readonly title: string;
  readonly mode: "Sync" | "Async";
  readonly versions: readonly string[];
  readonly method: string;
  readonly path: string;
  readonly prose: string;
  readonly requestHeaders?: readonly Row[];
  readonly query?: readonly Row[];
  readonly pathParameters?: readonly Row[];
  readonly request?: readonly Row[];
  readonly requestEncrypted: boolean;
  readonly responseHeaders?: readonly Row[];
  readonly response?: readonly Row[];
  readonly responseEncrypted: boolean;
  readonly codes: readonly Code[];
  readonly showAll: boolean;
  readonly titles: readonly { readonly status: number; readonly title: string }[];
}

export interface Code {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly description: string;
}

export interface Row {
  readonly name: string;
  /** The page's word: "string", "array of objects". */
  readonly type: string;
  readonly presence: "Required" | "Optional" | "Conditional";
  readonly bounds: Readonly<Record<string, string>>;
  readonly description: readonly string[];
  readonly fields: readonly Row[];
  readonly item?: boolean;
}

/** A captured page, once read, as a model to be printed in other layouts. */
export function modelOf(page: PageRead): PageModel {
  const { head, codes, testData } = page;
  const table = (name: "requestHeaders" | "request" | "responseHeaders" | "response"): object => {
    const read = page[name];
    return read === "not-captured" ? {} : { [name]: read.rows.map(rowOf) };
  };
  return {
    title: head.title?.value ?? "",
    mode: head.mode?.value === "async" ? "Async" : "Sync",
    versions: head.versions.map(({ value }) => value),
    method: head.method.value,
    path: head.path.value,
    prose: head.prose.map(({ text }) => text).join(" "),
    ...table("requestHeaders"),
    ...table("request"),
    ...table("responseHeaders"),
    ...table("response"),
    requestEncrypted: isEncrypted(page.request),
    responseEncrypted: isEncrypted(page.response),
    codes: codes === "not-captured" ? [] : codes.rows,
    showAll: codes !== "not-captured" && codes.incomplete,
    titles: testData === "not-captured" ? [] : testData.rows,
  };
}

function isEncrypted(table: TableRead): boolean {
  return table !== "not-captured" && table.encrypted;
}

const PRESENCE = { required: "Required", optional: "Optional", conditional: "Conditional" } as const;

function rowOf({ name, field, fields, item }: PlacedField): Row {
  const { type, items } = field.type;
  return {
    name,
    type: type === "array" && items ? `array of ${items}s` : type,
    presence: PRESENCE[field.presence],
    bounds: field.bounds,
    description: field.description.map(({ text }) => text),
    fields: fields.map(rowOf),
    ...(item && { item: true }),
  };
}

/** The facts of a model by name, each of which an import has to get right. */
export function factsOf(model: PageModel): Map<string, string> {
  const facts = new Map([
    ["title", model.title],
    ["method", model.method],
    ["path", model.path],
    ["version", model.versions[0] ?? ""],
  ]);
  const table = (rows: readonly Row[], place: string): void => {
    for (const { name, type, presence, bounds, fields } of rows) {
      const path = `${place}.${name}`;
      const [kind, items] = type.split(" of ");
      facts.set(path, `${kind}${items && items !== "objects" ? ` of ${items}` : ""}`);
      facts.set(`${path}.presence`, presence.toLowerCase());
      for (const [bound, digits] of Object.entries(bounds)) facts.set(`${path}.${bound}`, digits);
      table(fields, path);
    }
  };
  for (const name of [
    "requestHeaders",
    "responseHeaders",
    "query",
    "pathParameters",
    "request",
    "response",
  ] as const)
    table(model[name] ?? [], name);
  const seen = new Map<string, number>();
  for (const { code, status, message } of model.codes) {
    const place = seen.get(code) ?? 0;
    seen.set(code, place + 1);
    facts.set(`codes.${code}${place || ""}`, `${status} ${message}`);
  }
  for (const [index, { status, title }] of model.titles.entries())
    facts.set(`testData.${index}`, `${status} ${title}`);
  return facts;
}

/** The same facts of a page as it was read. */
export function factsRead(page: PageRead): Map<string, string> {
  const model = modelOf(page);
  const more = (["query", "path"] as const).flatMap((name) => {
    const read = page[name];
    return read === "not-captured"
      ? []
      : [[name === "path" ? "pathParameters" : name, read.rows.map(rowOf)] as const];
  });
  return factsOf({ ...model, ...Object.fromEntries(more) });
}
