import type { PageModel, Row } from "../page-model.ts";
import type { Chance } from "./chance.ts";

/** The words of one page: English, Korean, or some of each. */
export interface Labels {
  readonly requestHeaders: string;
  readonly pathParameters: string;
  readonly query: string;
  readonly request: string;
  readonly responseHeaders: string;
  readonly response: string;
  readonly codes: string;
  readonly testData: string;
  readonly presence: Readonly<Record<Row["presence"], string>>;
  readonly length: string;
  readonly min: string;
  readonly max: string;
  readonly value: string;
  readonly code: string;
  readonly message: string;
  readonly description: string;
  readonly mode: Readonly<Record<PageModel["mode"], string>>;
  readonly encrypted: readonly string[];
  readonly showAll: string;
  readonly version: string;
  readonly addObject: string;
}

const PORTAL: Labels = {
  requestHeaders: "Request Headers",
  pathParameters: "Path Parameters",
  query: "Query Parameters",
  request: "Request Parameters",
  responseHeaders: "Response Headers",
  response: "Response Parameters",
  codes: "Response Code",
  testData: "Test Data",
  presence: { Required: "Required", Optional: "Optional", Conditional: "Conditional" },
  length: "Length",
  min: "Min",
  max: "Max",
  value: "Value",
  code: "Error code",
  message: "Message",
  description: "Description",
  mode: { Sync: "Sync", Async: "Async" },
  encrypted: ["Encrypted|", "Check out", "Guidelines", "for more information."],
  showAll: "Show All",
  version: "Version",
  addObject: "Add object",
};

const KOREAN: Labels = {
  ...PORTAL,
  requestHeaders: "요청 헤더",
  request: "요청 파라미터",
  responseHeaders: "응답 헤더",
  response: "응답 파라미터",
  codes: "응답 코드",
  testData: "테스트 데이터",
  presence: { Required: "필수", Optional: "옵션", Conditional: "조건부" },
  length: "길이",
  min: "최소",
  max: "최대",
  value: "값",
  code: "에러 코드",
  message: "메시지",
  description: "설명",
  mode: { Sync: "동기", Async: "비동기" },
  encrypted: ["암호화|", "가이드라인"],
  showAll: "전체 보기",
  version: "버전",
};

const KOREAN_TABLES: Labels = {
  ...PORTAL,
  presence: { Required: "필수", Optional: "선택", Conditional: "조건부" },
  length: "길이",
  min: "최소",
  max: "최대",
  value: "값",
};

const LOWER: Labels = {
  ...PORTAL,
  presence: { Required: "required", Optional: "optional", Conditional: "conditional" },
  length: "length",
  min: "min",
  max: "max",
};

const LETTERS: Labels = { ...PORTAL, presence: { Required: "(M)", Optional: "(O)", Conditional: "(C)" } };

/** How one capture of a page looks. */
export interface Habits {
  readonly labels: Labels;
  readonly blanks: "portal" | "none" | "double" | "chance";
  readonly frame: "none" | "portal" | "breadcrumb" | "menu";
  readonly mode: "glued" | "spaced" | "line" | "brackets" | "none";
  readonly colon: string;
  readonly between: string;
  readonly boundsOnLines: boolean;
  readonly spaces: "plain" | "no-break" | "zero-width" | "trailing";
  readonly ends: "\n" | "\r\n" | "mixed";
  readonly bullet: string;
  readonly quotes: boolean;
  readonly wideDigits: boolean;
  readonly widgets: boolean;
  readonly methodLine: "own" | "with path" | "address";
  readonly versionLine: "each twice" | "one line" | "none";
  readonly codeHead: "own" | "glued";
  readonly tail: boolean;
  readonly lostSection?: "requestHeaders" | "request" | "responseHeaders" | "response" | "testData";
  readonly lostHeading?: "request" | "responseHeaders" | "response";
}

export function habitsOf(chance: Chance): Habits {
  const lost = chance.hit(0.15)
    ? chance.one(["requestHeaders", "request", "responseHeaders", "response", "testData"] as const)
    : undefined;
  return {
    labels: chance.one([PORTAL, PORTAL, KOREAN, KOREAN, KOREAN_TABLES, LOWER, LETTERS]),
    blanks: chance.one(["portal", "portal", "none", "none", "double", "chance"]),
    frame: chance.one(["none", "portal", "breadcrumb", "menu"]),
    mode: chance.one(["glued", "glued", "spaced", "line", "brackets", "none"]),
    colon: chance.one([" : ", " : ", ": ", ":", "："]),
    between: chance.one([" , ", " , ", ", ", " / "]),
    boundsOnLines: chance.hit(0.15),
    spaces: chance.one(["plain", "plain", "no-break", "zero-width", "trailing"]),
    ends: chance.one(["\n", "\n", "\r\n", "mixed"]),
    bullet: chance.one(["  • ", "• ", "- ", "* ", "· ", "  "]),
    quotes: chance.hit(0.3),
    wideDigits: chance.hit(0.1),
    widgets: chance.hit(0.3),
    methodLine: chance.one(["own", "own", "with path", "address"]),
    versionLine: chance.one(["each twice", "each twice", "one line", "none"]),
    codeHead: chance.one(["own", "own", "glued"]),
    // What ends with its codes is cut off.
    tail: chance.hit(0.8) || lost === "testData",
    ...(lost && { lostSection: lost }),
    ...(!lost &&
      chance.hit(0.1) && { lostHeading: chance.one(["request", "responseHeaders", "response"] as const) }),
  };
}

type TableName = "requestHeaders" | "pathParameters" | "query" | "request" | "responseHeaders" | "response";
const TABLES: readonly TableName[] = [
  "requestHeaders",
  "pathParameters",
  "query",
  "request",
  "responseHeaders",
  "response",
];

/** The tables that a capture shows, in the order of the page. */
export function tablesOf(model: PageModel, { lostSection }: Habits): TableName[] {
  return TABLES.filter((name) => model[name] !== undefined && name !== lostSection);
}

/** Whether a table bears the mark of encryption. */
export function isMarked(model: PageModel, name: TableName): boolean {
  return (name === "request" && model.requestEncrypted) || (name === "response" && model.responseEncrypted);
}
