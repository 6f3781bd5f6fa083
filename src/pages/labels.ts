import type { ParameterType, Presence } from "../contract/model.ts";
import { byteOf } from "./text/code-page.ts";

/** The labels of the portal's pages, in English and Korean, in lower case. */
const SECTIONS = {
  "request headers": [
    "request headers",
    "request header",
    "요청 헤더",
    "요청헤더",
    "요청 header",
    "request 헤더",
  ],
  "response headers": [
    "response headers",
    "response header",
    "응답 헤더",
    "응답헤더",
    "응답 header",
    "response 헤더",
  ],
  "path parameters": [
    "path parameters",
    "path parameter",
    "path variables",
    "path variable",
    "path params",
    "경로 파라미터",
    "경로 변수",
    "경로 매개변수",
    "path 파라미터",
  ],
  "query parameters": [
    "query parameters",
    "query parameter",
    "query string",
    "query params",
    "query strings",
    "쿼리 파라미터",
    "쿼리 스트링",
    "쿼리 매개변수",
    "query 파라미터",
  ],
  "request parameters": [
    "request parameters",
    "request parameter",
    "request params",
    "request body",
    "request body parameters",
    "body parameters",
    "요청 파라미터",
    "요청파라미터",
    "요청 매개변수",
    "요청 변수",
    "요청 본문",
    "요청 바디",
    "요청 parameter",
    "요청 parameters",
    "request 파라미터",
    "요청 인자",
  ],
  "response parameters": [
    "response parameters",
    "response parameter",
    "response params",
    "response body",
    "response body parameters",
    "응답 파라미터",
    "응답파라미터",
    "응답 매개변수",
    "응답 변수",
    "응답 본문",
    "응답 바디",
    "응답 parameter",
    "응답 parameters",
    "response 파라미터",
    "응답 인자",
  ],
  "response codes": [
    "response code",
    "response codes",
    "result code",
    "result codes",
    "응답 코드",
    "응답코드",
    "결과 코드",
    "결과코드",
    "응답 code",
    "response 코드",
  ],
  "test data": ["test data", "testdata", "테스트 데이터", "테스트데이터", "test 데이터", "테스트 data"],
} as const;

export type SectionName = keyof typeof SECTIONS;

const PRESENCE: Readonly<Record<Presence, readonly string[]>> = {
  required: ["required", "mandatory", "필수", "필수값", "필수 값"],
  optional: ["optional", "선택", "옵션", "선택값", "선택 값"],
  conditional: ["conditional", "조건부", "조건", "조건부 필수", "조건부필수", "조건 필수"],
};

const BOUNDS = {
  length: ["length", "길이"],
  min: ["min", "minimum", "최소", "최소값", "최솟값"],
  max: ["max", "maximum", "최대", "최대값", "최댓값"],
  value: ["value", "값"],
} as const;

export type Bound = keyof typeof BOUNDS;

const CODE_LABELS = {
  code: ["error code", "error codes", "code", "에러 코드", "에러코드", "오류 코드", "오류코드", "코드"],
  message: ["message", "messages", "error message", "메시지", "메세지"],
  description: ["description", "설명", "상세", "상세 설명"],
} as const;

export type CodeLabel = keyof typeof CODE_LABELS;

const MODES = { sync: ["sync", "synchronous", "동기"], async: ["async", "asynchronous", "비동기"] } as const;
export type Mode = keyof typeof MODES;

const ENCRYPTED = ["encrypted", "암호화", "암호화됨", "encryption"];
const SHOW_ALL = [
  "show all",
  "show more",
  "view all",
  "모두 보기",
  "전체 보기",
  "더 보기",
  "더보기",
  "전체보기",
  "모두보기",
];
const VERSION = ["version", "versions", "버전"];
const NOTHING_SELECTED = ["please select", "선택하세요", "선택해 주세요", "선택해주세요", "선택"];

/** What stands on a page beside its facts: the portal's frame, and the widgets of its try-it form. */
const FRAME = [
  "konaplate logo",
  "konaplate",
  "logo",
  "api documentation",
  "api document",
  "api docs",
  "api 문서",
  "all api",
  "all apis",
  "전체 api",
  "service",
  "services",
  "서비스",
  "home",
  "홈",
  "search",
  "검색",
  "login",
  "log in",
  "sign in",
  "sign up",
  "logout",
  "menu",
  "메뉴",
  "guide",
  "가이드",
  "faq",
  "support",
  "contact us",
  "my page",
  "마이페이지",
  "copy",
  "복사",
  "english",
  "한국어",
  "korean",
];
const WIDGETS = [
  "add object",
  "add item",
  "add",
  "remove object",
  "remove",
  "delete object",
  "delete",
  "object 추가",
  "객체 추가",
  "추가",
  "삭제",
  "+",
  "-",
  "add string",
  "add array",
];
const END = [
  "loading ...",
  "loading...",
  "loading…",
  "loading",
  "try it",
  "try it!",
  "click try it!",
  "request",
  "response",
  "요청",
  "응답",
  "로딩",
  "로딩중",
  "로딩 중",
  "로딩중...",
  "로딩 중...",
];
const GUIDELINES = [
  "check out",
  "guidelines",
  "for more information.",
  "for more information",
  "가이드라인",
  "가이드",
  "확인",
  "자세한 내용은",
  "참고",
];

const TYPES: readonly (readonly [RegExp, ParameterType, ("string" | "number" | "boolean" | "object")?])[] = [
  [/^(?:string|str|text|char|varchar|date|datetime|문자열|문자)$/, "string"],
  [
    /^(?:number|integer|int|int32|int64|long|bigint|short|double|float|decimal|bigdecimal|numeric|숫자|정수|실수)$/,
    "number",
  ],
  [/^(?:boolean|bool|불리언|불린|논리)$/, "boolean"],
  [/^(?:object|json object|객체|오브젝트)$/, "object"],
  [
    /^(?:array of objects?|objects? array|array ?[(<[] ?objects? ?[)>\]]|list ?[(<[] ?objects? ?[)>\]]|objects?\[\]|객체 ?배열|객체의 배열|배열 ?\( ?객체 ?\))$/,
    "array",
    "object",
  ],
  [
    /^(?:array of strings?|strings? array|array ?[(<[] ?strings? ?[)>\]]|list ?[(<[] ?strings? ?[)>\]]|strings?\[\]|문자열 ?배열|문자열의 배열|배열 ?\( ?문자열 ?\))$/,
    "array",
    "string",
  ],
  [
    /^(?:array of (?:numbers?|integers?)|(?:number|integer) array|array ?[(<[] ?(?:number|integer|long) ?[)>\]]|list ?[(<[] ?(?:number|integer|long) ?[)>\]]|(?:number|integer|int|long)\[\]|숫자 ?배열)$/,
    "array",
    "number",
  ],
  [/^(?:array of booleans?|booleans?\[\]|array ?[(<[] ?boolean ?[)>\]])$/, "array", "boolean"],
  [/^(?:array|list|배열|리스트|목록)$/, "array"],
];

export interface TypeRead {
  readonly type: ParameterType;
  readonly items?: "string" | "number" | "boolean" | "object";
  /** The page's word, where it says more than the type: integer, date. */
  readonly word: string;
}

/** What a line is in itself, and as it was before its repair. */
export interface Worded {
  readonly text: string;
  readonly damaged?: string;
}

/** The word of a list that a line is; a damaged one is any of which it may be what is left. */
function among(line: Worded, words: readonly string[]): boolean {
  const text = normal(line.text);
  if (words.includes(text)) return true;
  const damaged = line.damaged ?? line.text;
  return words.some((word) => couldBe(damaged, word));
}

function normal(text: string): string {
  return text
    .toLowerCase()
    .replace(/^[•·▪◦*\-\s]+(?=\S)/, "")
    .replace(/\s*[:：|]\s*$/, "")
    .trim();
}

const encoder = new TextEncoder();

/**
 * Whether a damaged text is what is left of a Korean word: its bytes in their order, without some of those that a
 * code page has no character for. Lead bytes are never lost, so the number of syllables is right.
 */
export function couldBe(damaged: string, word: string): boolean {
  if (!/[가-힣]/.test(word)) return false;
  const left = [...damaged.replaceAll(/[\s\u00a0]/g, "")].map((each) => byteOf(each) ?? each.codePointAt(0));
  if (left.length === 0 || damaged.length > 24) return false;
  let at = 0;
  for (const byte of encoder.encode(word.replaceAll(" ", ""))) {
    if (left[at] === byte) at++;
    else if (!(byte >= 0x80 && byte <= 0xa0) && byte !== 0xad) return false;
  }
  return at === left.length;
}

function keyOf<Key extends string>(
  line: Worded,
  table: Readonly<Record<Key, readonly string[]>>,
): Key | undefined {
  const keys = Object.keys(table) as Key[];
  const text = normal(line.text);
  return keys.find((key) => table[key].includes(text)) ?? keys.find((key) => among(line, table[key]));
}

export function sectionOf(line: Worded): SectionName | undefined {
  return line.text.length > 40 ? undefined : keyOf(line, SECTIONS);
}

export function presenceOf(line: Worded): Presence | undefined {
  const bare = line.text.replaceAll(/^[([]|[)\]]$/g, "");
  return keyOf({ ...line, text: bare }, PRESENCE);
}

export function boundOf(line: Worded): Bound | undefined {
  return keyOf(line, BOUNDS);
}

export function codeLabelOf(line: Worded): CodeLabel | undefined {
  return keyOf(line, CODE_LABELS);
}

export function modeOf(line: Worded): Mode | undefined {
  return keyOf(line, MODES);
}

export function typeOf(line: Worded): TypeRead | undefined {
  const word = normal(line.text).replace(/^[([]|[)\]]$/g, "");
  for (const [pattern, type, items] of TYPES) {
    const sized = /^(\w+)\s?\(\d+(?:,\d+)?\)$/.exec(word)?.[1];
    if (pattern.test(word) || (sized && pattern.test(sized))) return { type, word, ...(items && { items }) };
  }
  return undefined;
}

export const isEncryptedMark = (line: Worded): boolean =>
  among(
    {
      text: line.text.split("|")[0] ?? "",
      ...(line.damaged && { damaged: line.damaged.split("|")[0] ?? "" }),
    },
    ENCRYPTED,
  );
export const isShowAll = (line: Worded): boolean => among(line, SHOW_ALL);
export const isVersionLabel = (line: Worded): boolean => among(line, VERSION);
export const isNothingSelected = (line: Worded): boolean => among(line, NOTHING_SELECTED);
export const isFrame = (line: Worded): boolean =>
  FRAME.includes(normal(line.text)) || isBreadcrumb(line.text);
export const isWidget = (line: Worded): boolean =>
  WIDGETS.includes(
    line.text
      .toLowerCase()
      .replace(/^\+ ?(?=\w)/, "")
      .trim(),
  );
export const isEnd = (line: Worded): boolean =>
  END.includes(normal(line.text)) || /^click try it/i.test(line.text);
export const isGuidelines = (line: Worded): boolean =>
  GUIDELINES.includes(normal(line.text)) || /guidelines? for more information/i.test(line.text);

function isBreadcrumb(text: string): boolean {
  return /^(?:home|api documentation|all api)\s*[>/›»]/i.test(text);
}

export type Column = "name" | "type" | "presence" | "length" | "description" | CodeLabel | "status";

const COLUMNS: Readonly<Record<Exclude<Column, CodeLabel> | "description", readonly string[]>> = {
  name: [
    "name",
    "parameter",
    "field",
    "header",
    "key",
    "이름",
    "파라미터",
    "필드",
    "항목",
    "변수명",
    "파라미터명",
    "필드명",
    "항목명",
    "헤더",
  ],
  type: ["type", "data type", "타입", "유형", "형식", "데이터 타입"],
  presence: ["required", "mandatory", "presence", "m/o", "필수", "필수여부", "필수 여부", "required?"],
  length: ["length", "size", "constraint", "constraints", "길이", "크기", "제약"],
  description: ["description", "설명", "비고", "내용", "desc"],
  status: ["status", "http status", "http", "상태", "상태 코드", "http 상태"],
};

/** What a table's column is, by its head. */
export function columnOf(text: string): Column | undefined {
  return keyOf({ text }, COLUMNS) ?? keyOf({ text }, CODE_LABELS);
}
