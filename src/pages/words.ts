import type { Presence } from "../contract/model.ts";

/** The labels of the portal's pages, in English and Korean, in lower case. */
export const SECTIONS = {
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

export const PRESENCE: Readonly<Record<Presence, readonly string[]>> = {
  required: ["required", "mandatory", "필수", "필수값", "필수 값"],
  optional: ["optional", "선택", "옵션", "선택값", "선택 값"],
  conditional: ["conditional", "조건부", "조건", "조건부 필수", "조건부필수", "조건 필수"],
};

/** The same as single letters: "(M)", or in a column of a table "Y". */
export const PRESENCE_LETTERS: Readonly<Record<string, Presence>> = {
  M: "required",
  R: "required",
  Y: "required",
  O: "optional",
  N: "optional",
  C: "conditional",
};

export const BOUNDS = {
  length: ["length", "길이"],
  min: [
    "min",
    "minimum",
    "min length",
    "minimum length",
    "최소",
    "최소값",
    "최솟값",
    "최소 길이",
    "최소길이",
  ],
  max: [
    "max",
    "maximum",
    "max length",
    "maximum length",
    "최대",
    "최대값",
    "최댓값",
    "최대 길이",
    "최대길이",
  ],
  value: ["value", "값"],
} as const;

export type Bound = keyof typeof BOUNDS;

export const CODE_LABELS = {
  code: ["error code", "error codes", "code", "에러 코드", "에러코드", "오류 코드", "오류코드", "코드"],
  message: ["message", "messages", "error message", "메시지", "메세지"],
  description: ["description", "설명", "상세", "상세 설명"],
} as const;

export type CodeLabel = keyof typeof CODE_LABELS;

export const MODES = {
  sync: ["sync", "synchronous", "동기"],
  async: ["async", "asynchronous", "비동기"],
} as const;
export type Mode = keyof typeof MODES;

export const ENCRYPTED = ["encrypted", "암호화", "암호화됨", "encryption"];
export const SHOW_ALL = [
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
export const VERSION = ["version", "versions", "버전"];
export const NOTHING_SELECTED = ["please select", "선택하세요", "선택해 주세요", "선택해주세요", "선택"];

/** What stands on a page beside its facts: the portal's frame, and the widgets of its try-it form. */
export const FRAME = [
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
export const WIDGETS = [
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
export const END = [
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
export const GUIDELINES = [
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

export type Column = "name" | "type" | "presence" | "length" | "description" | CodeLabel | "status";

export const COLUMNS: Readonly<Record<Exclude<Column, CodeLabel> | "description", readonly string[]>> = {
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
