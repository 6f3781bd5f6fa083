import type { PageModel, Row } from "./page-model.ts";

/** Words of a layout: the portal's English ones, or Korean ones. */
export interface Words {
  readonly sections: readonly [string, string, string, string, string, string, string, string];
  readonly presence: Readonly<Record<Row["presence"], string>>;
  readonly bounds: Readonly<Record<string, string>>;
  readonly code: readonly [string, string, string];
  readonly mode: Readonly<Record<PageModel["mode"], string>>;
  readonly encrypted: readonly string[];
  readonly showAll: string;
}

export const ENGLISH: Words = {
  sections: [
    "Request Headers",
    "Path Parameters",
    "Query Parameters",
    "Request Parameters",
    "Response Headers",
    "Response Parameters",
    "Response Code",
    "Test Data",
  ],
  presence: { Required: "Required", Optional: "Optional", Conditional: "Conditional" },
  bounds: { length: "Length", min: "Min", max: "Max", value: "Value" },
  code: ["Error code", "Message", "Description"],
  mode: { Sync: "Sync", Async: "Async" },
  encrypted: ["Encrypted|", "Check out", "Guidelines", "for more information."],
  showAll: "Show All",
};

export const KOREAN: Words = {
  sections: [
    "요청 헤더",
    "경로 파라미터",
    "쿼리 파라미터",
    "요청 파라미터",
    "응답 헤더",
    "응답 파라미터",
    "응답 코드",
    "테스트 데이터",
  ],
  presence: { Required: "필수", Optional: "옵션", Conditional: "조건부" },
  bounds: { length: "길이", min: "최소", max: "최대", value: "값" },
  code: ["에러 코드", "메시지", "설명"],
  mode: { Sync: "동기", Async: "비동기" },
  encrypted: ["암호화|", "가이드라인"],
  showAll: "전체 보기",
};

export interface Dialect {
  readonly words: Words;
  /** No empty lines. */
  readonly compact?: boolean;
  /** No logo, breadcrumb or menu. */
  readonly bare?: boolean;
  readonly widgets?: boolean;
  /** A row on one line, its cells joined by this. */
  readonly joined?: string;
  /** Fields of an object set in by so many spaces. */
  readonly indent?: number;
}

const EMPTY = "";

/** The page as text copied from a browser. */
export function asText(model: PageModel, dialect: Dialect): string {
  const { words, compact, bare } = dialect;
  const lines: string[] = [];
  const put = (...more: string[]): void =>
    void lines.push(...more.flatMap((line) => (compact ? [line] : [line, EMPTY])));
  if (!bare) put("Konaplate logo", "API Documentation", "All API", "Service", "\u200b");
  put(`${model.title}${words.mode[model.mode]}`);
  for (const version of [...model.versions, ...model.versions.slice(0, 1)]) put(`Version: ${version}`);
  put(model.method, model.path, model.prose);
  const [requestHeaders, path, query, request, responseHeaders, response, codes, titles] = words.sections;
  table(requestHeaders, model.requestHeaders, false);
  table(path, model.pathParameters, false);
  table(query, model.query, false);
  table(request, model.request, model.requestEncrypted);
  table(responseHeaders, model.responseHeaders, false);
  table(response, model.response, model.responseEncrypted);
  put(codes, "Detailed classification and addition of error for unseccessful withfrawal");
  for (const { status, code, message, description } of model.codes)
    put(String(status), words.code[0], code, words.code[1], message, words.code[2], description);
  if (model.showAll) put(words.showAll);
  put(titles);
  const shown = model.titles.map(({ status, title }) => `${status} - ${title}`);
  put(shown[0] ?? "Please select");
  lines.push(...shown, "Loading ...");
  put(EMPTY, "Request", "Loading...", "Response", "Click Try It!");
  if (!bare) lines.push("User RegisterSearch for Member Information".repeat(60));
  return lines.join("\n");

  function table(heading: string, rows: readonly Row[] | undefined, encrypted: boolean): void {
    if (!rows) return;
    put(heading);
    if (encrypted) put(...words.encrypted);
    for (const row of rows) print(row, 0);
  }

  function print(row: Row, depth: number): void {
    const margin = " ".repeat(depth * (dialect.indent ?? 0));
    const cells = cellsOf(row, words);
    if (dialect.joined === undefined) put(`${margin}${cells[0]}`, ...cells.slice(1), ...row.description);
    else put(margin + [...cells, ...row.description].join(dialect.joined));
    if (row.fields.length > 0 && !row.item && !compact) lines.push(EMPTY);
    if (row.item)
      put(`${margin}${row.name}_item`, "object", words.presence.Optional, `${row.name}_item content`);
    for (const field of row.fields) print(field, depth + 1);
    if (dialect.widgets && row.type === "array of objects") put("Add object");
  }
}

function cellsOf({ name, type, presence, bounds }: Row, words: Words): string[] {
  const printed = Object.entries(bounds).map(([bound, digits]) => `${words.bounds[bound]} : ${digits}`);
  return [name, type, words.presence[presence], ...(printed.length > 0 ? [printed.join(" , ")] : [])];
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const tag = (name: string, ...inner: string[]): string =>
  `<${name}>${inner.join("")}</${name.split(" ")[0]}>`;

/** The page saved as HTML: rows as nested blocks, or as tables. */
export function asHtml(model: PageModel, words: Words, style: "blocks" | "flat" | "table"): string {
  const rowBlock = (row: Row): string => {
    const cells = cellsOf(row, words);
    const own = tag(
      'div class="row"',
      tag("h4", escaped(cells[0] ?? "")),
      ...cells.slice(1).map((cell) => `${tag("span", escaped(cell))}<br>`),
      tag("ul", ...row.description.map((line) => tag("li", escaped(line.replace(/^• /, ""))))),
    );
    const inner = row.fields.map(rowBlock).join("\n");
    return style === "blocks" && inner ? own + tag('div class="children"', inner) : own + inner;
  };
  const rowCells = (row: Row): string => {
    const [name = "", type = "", presence = "", bounds = ""] = cellsOf(row, words);
    const cells = [name, type, presence, bounds, row.description.join("<br>")].map((cell) => tag("td", cell));
    return tag("tr", ...cells) + row.fields.map(rowCells).join("\n");
  };
  const table = (heading: string, rows: readonly Row[] | undefined, encrypted: boolean): string => {
    if (!rows) return "";
    const mark = encrypted
      ? tag(
          "p",
          tag("b", words.encrypted[0] ?? ""),
          " Check out <a href='#'>Guidelines</a> for more information.",
        )
      : "";
    const body =
      style === "table"
        ? tag(
            "table",
            "<tr><th>Name</th><th>Type</th><th>Required</th><th>Length</th><th>Description</th></tr>",
            ...rows.map(rowCells),
          )
        : rows.map(rowBlock).join("\n");
    return tag("section", tag("h3", heading), mark, body);
  };
  const [requestHeaders, path, query, request, responseHeaders, response, codes, titles] = words.sections;
  const codeBlock = model.codes.map(({ status, code, message, description }) =>
    tag(
      "div",
      tag("h5", String(status)),
      ...[words.code[0], code, words.code[1], message, words.code[2], description].map((text) =>
        tag("p", escaped(text)),
      ),
    ),
  );
  const options = model.titles.map(({ status, title }) => tag("option", escaped(`${status} - ${title}`)));
  return `<!DOCTYPE html>\n${tag(
    "html",
    tag(
      "head",
      tag("title", "Konaplate"),
      "<style>.row { margin: 0 }</style><script>let string = 'Required';</script>",
    ),
    tag(
      "body",
      tag("nav", tag("ul", tag("li", tag("a", "User Register")), tag("li", tag("a", "Refund")))),
      tag("h1", escaped(model.title), tag("span", words.mode[model.mode])),
      ...model.versions.map((version) => tag("div", `Version: ${version}`)),
      tag("div", tag("span", model.method), " ", tag("code", model.path)),
      tag("p", escaped(model.prose)),
      table(requestHeaders, model.requestHeaders, false),
      table(path, model.pathParameters, false),
      table(query, model.query, false),
      table(request, model.request, model.requestEncrypted),
      table(responseHeaders, model.responseHeaders, false),
      table(response, model.response, model.responseEncrypted),
      tag("h3", codes),
      ...codeBlock,
      model.showAll ? tag("button", words.showAll) : "",
      tag("h3", titles),
      tag("select", ...(options.length > 0 ? options : [tag("option", "Please select")])),
      tag("div", "Loading ..."),
    ),
  )}`;
}

/** The page saved as Markdown: rows below headings, as bullets, or in tables. */
export function asMarkdown(model: PageModel, words: Words, style: "headings" | "bullets" | "table"): string {
  const lines: string[] = [`# ${model.title}${words.mode[model.mode]}`, ""];
  for (const version of model.versions) lines.push(`Version: ${version}`, "");
  lines.push(`**${model.method}** \`${model.path}\``, "", model.prose.replaceAll("_", "\\_"), "");
  const print = (row: Row, depth: number): void => {
    const cells = cellsOf(row, words);
    const [name = "", ...rest] = cells;
    if (style === "headings")
      lines.push(
        `#### ${name.replaceAll("_", "\\_")}`,
        "",
        ...rest.flatMap((cell) => [cell, ""]),
        ...row.description,
        "",
      );
    if (style === "bullets")
      lines.push(
        `${"  ".repeat(depth)}- **${name}** ${rest.join(" ")}`,
        ...row.description.map((line) => `${"  ".repeat(depth)}  ${line}`),
      );
    if (style === "table")
      lines.push(`| ${[name, rest[0], rest[1], rest[2] ?? "", row.description.join("<br>")].join(" | ")} |`);
    for (const field of row.fields) print(field, depth + 1);
  };
  const table = (heading: string, rows: readonly Row[] | undefined, encrypted: boolean): void => {
    if (!rows) return;
    lines.push(`## ${heading}`, "");
    if (encrypted)
      lines.push(
        `**${words.encrypted[0]}** Check out [Guidelines](https://example.com/guide) for more information.`,
        "",
      );
    if (style === "table")
      lines.push("| Name | Type | Required | Length | Description |", "|---|---|---|---|---|");
    for (const row of rows) print(row, 0);
    lines.push("");
  };
  const [requestHeaders, path, query, request, responseHeaders, response, codes, titles] = words.sections;
  table(requestHeaders, model.requestHeaders, false);
  table(path, model.pathParameters, false);
  table(query, model.query, false);
  table(request, model.request, model.requestEncrypted);
  table(responseHeaders, model.responseHeaders, false);
  table(response, model.response, model.responseEncrypted);
  lines.push(`## ${codes}`, "");
  for (const { status, code, message, description } of model.codes)
    lines.push(
      `### ${status}`,
      "",
      `**${words.code[0]}**`,
      code.replaceAll("_", "\\_"),
      "",
      `**${words.code[1]}**`,
      message,
      "",
      `**${words.code[2]}**`,
      description,
      "",
    );
  if (model.showAll) lines.push(words.showAll, "");
  lines.push(`## ${titles}`, "", ...model.titles.map(({ status, title }) => `- ${status} - ${title}`), "");
  return lines.join("\n");
}
