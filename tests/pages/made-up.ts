import type { Code, PageModel, Row } from "./page-model.ts";

/** A row in one line: "userId number Required min=1 max=99 | description | more", its fields after it. */
function row(text: string, ...fields: readonly Row[]): Row {
  const [head = "", ...description] = text.split(" | ");
  const [name = "", ...words] = head.split(" ");
  const bounds = words
    .filter((word) => word.includes("="))
    .map((word) => word.split("=") as [string, string]);
  const rest = words.filter((word) => !word.includes("="));
  const item = rest.includes("+item");
  const presence = rest.findLast((word) => word !== "+item") as Row["presence"];
  const type = rest.slice(0, rest.indexOf(presence)).join(" ");
  return {
    name,
    type,
    presence,
    bounds: Object.fromEntries(bounds),
    description,
    fields,
    ...(item && { item }),
  };
}

function code(text: string): Code {
  const [status = "", number = "", message = "", description = ""] = text.split(" | ");
  return { status: Number(status), code: number, message, description };
}

const title = (text: string): { status: number; title: string } => ({
  status: Number(text.slice(0, 3)),
  title: text.slice(6),
});

const REQUEST_HEADERS = [
  row("X-KM-User-AspId string Required length=15 | ASP ID | • ID given to the service provider."),
  row(
    "X-KM-Correlation-Id string Required length=20 | Transaction number | • Form : yyMMddHHmiSS-xxxxxxx | • xxxxxxx : 7digit, Hex String",
  ),
  row("X-KM-Access-Key string Conditional length=40 | Access Key created by Project"),
  row("X-KM-Crypto-Key-Id string Optional length=32 | Key ID"),
  row("X-KM-Tran-Token string Required length=66 | Refer to the guide"),
  row("X-KM-Tran-Time string Required length=14 | Client Request Time | • Form : YYYYMMDDHHMMSS"),
  row("X-KM-Time-Zone string Required length=3 | International Standard Time (UTC, KST, ...)"),
];
const RESPONSE_HEADERS = [
  row("X-KM-Correlation-Id string Required length=20 | Transaction number | • Form : yyMMddHHmiSS-xxxxxxx"),
  row("X-KM-Crypto-Key-Id string Optional length=32 | Key ID"),
];

/** Objects, an array with an item row, an array without one, an array of texts, fields after each, a code twice. */
const refund: PageModel = {
  title: "Parcel Refund",
  mode: "Async",
  versions: ["v1", "v2"],
  method: "POST",
  path: "/api/v2/parcels/refund",
  prose: "Used to refund a parcel.",
  requestHeaders: REQUEST_HEADERS,
  request: [
    row("userId number Required min=1 max=19 | 회원 ID | • 회원가입 시 부여되는 회원의 고유 ID입니다."),
    row("refundNo string Required length=24 | 환불 관리번호 | 해당 번호는 Unique 해야 합니다."),
    row(
      "addressInfo object Optional | 주소 정보",
      row("zipCode string Required length=5 | 주소 우편번호"),
      row("address string Required min=1 max=100 | 상세 주소"),
    ),
    row("refundType string Required min=1 max=7 | 환불 구분 | • PARTIAL : 부분 환불 | • FULL : 전체 환불"),
    row("tags array of strings Optional | 메모 목록"),
    row(
      "parcelList array of objects Required +item | 소포 목록",
      row("parcelId string Required length=12 | 소포 ID"),
      row("parcelWeight number Optional min=0 max=99999 | 소포 무게"),
    ),
    row("refundReason string Optional min=1 max=200 | 환불 사유"),
  ],
  requestEncrypted: true,
  responseHeaders: RESPONSE_HEADERS,
  response: [
    row("refundId string Required length=20 | 환불 거래 번호"),
    row("isPending boolean Required | 처리 여부 | true : 대기 | false : 완료"),
    row("refundAmount number Required min=0 max=9999999999 | 환불 금액"),
  ],
  responseEncrypted: false,
  codes: [
    code("200 | 000_000 | Success. | 성공"),
    code("400 | 000_002 | Invalid input parameter. userId | 입력 파라미터 오류"),
    code("400 | 000_002 | Invalid input parameter. addressInfo.zipCode | 입력 파라미터 오류"),
    code("400 | 000_015 | The length of value does not match. refundNo | 필드 길이 오류"),
    code("400 | 009_004 | Refund is not possible. | 환불이 불가능한 거래."),
  ],
  showAll: false,
  titles: [
    title("200 - Success Test"),
    title("400 - 입력 파라미터 오류"),
    title("400 - 환불이 불가능한 거래."),
  ],
};

/** Nothing but an id goes in; a list of objects comes out, then a total. */
const coupons: PageModel = {
  title: "보유 쿠폰 목록 조회",
  mode: "Sync",
  versions: ["v1"],
  method: "GET",
  path: "/api/v1/users/{userId}/coupons",
  prose: "회원이 보유한 쿠폰 목록을 조회합니다.",
  requestHeaders: REQUEST_HEADERS,
  pathParameters: [row("userId number Required min=1 max=9999999999999999999 | 회원 ID")],
  query: [
    row("pageNo number Optional min=1 max=9999 | 페이지 번호"),
    row("couponStatus string Optional min=1 max=9 | 쿠폰 상태 | • USABLE : 사용가능 | • USED : 사용"),
  ],
  requestEncrypted: false,
  responseHeaders: RESPONSE_HEADERS,
  response: [
    row(
      "couponList array of objects Optional | 쿠폰 목록",
      row("couponId string Required length=16 | 쿠폰 ID"),
      row("couponName string Required min=1 max=255 | 쿠폰 이름"),
      row("couponEndDate string Required length=8 | 쿠폰 유효기간 | • 형식 : yyyyMMdd"),
    ),
    row("totalCount number Required min=0 max=9999999 | 전체 건수"),
  ],
  responseEncrypted: true,
  codes: [
    code("200 | 000_000 | Success. | 성공"),
    code("400 | 001_006 | Wallet user not found. | 미가입 회원 정보 요청"),
  ],
  showAll: false,
  titles: [],
};

/** Ten codes and a list that goes on; two objects beside each other. */
const points: PageModel = {
  title: "Gift of Points",
  mode: "Sync",
  versions: ["v1"],
  method: "POST",
  path: "/api/v1/points/gift",
  prose: "Used to give points to another member.",
  requestHeaders: REQUEST_HEADERS,
  request: [
    row("senderId number Required min=1 max=9999999999999999999 | 보낸 회원 ID"),
    row("receiverId number Required min=1 max=9999999999999999999 | 받은 회원 ID"),
    row("giftPoint number Required min=1 max=9999999 | 선물 포인트"),
  ],
  requestEncrypted: false,
  responseHeaders: RESPONSE_HEADERS,
  response: [
    row(
      "senderInfo object Required | 보낸 회원 정보",
      row("senderName string Required min=1 max=100 | 보낸 회원 이름"),
      row("senderPoint number Required min=0 max=9999999999 | 보낸 회원 잔여 포인트"),
    ),
    row(
      "receiverInfo object Required | 받은 회원 정보",
      row("receiverName string Required min=1 max=100 | 받은 회원 이름"),
      row("receiverPoint number Optional min=0 max=9999999999 | 받은 회원 잔여 포인트"),
    ),
  ],
  responseEncrypted: false,
  codes: [
    code("200 | 000_000 | Success. | Success"),
    ...[
      "No point policy.",
      "Sender not found.",
      "Receiver not found.",
      "Sender is dormant.",
      "Receiver is dormant.",
      "Not enough points.",
      "Daily limit exceeded.",
      "Monthly limit exceeded.",
      "Points expired.",
    ].map((message, index) => code(`400 | 005_0${10 + index} | ${message} | ${message}`)),
  ],
  showAll: true,
  titles: [
    title("200 - Test succeeded"),
    title("400 - Not enough points"),
    title("400 - Daily limit exceeded"),
  ],
};

/** Fields that are called as labels, types and words of the portal's frame are; lists within lists; values as lines. */
const notices: PageModel = {
  title: "Notice Search",
  mode: "Sync",
  versions: ["v1"],
  method: "POST",
  path: "/api/v1/notices/search",
  prose: "Used to search notices.",
  requestHeaders: REQUEST_HEADERS,
  request: [
    row("type string Required min=1 max=6 | 공지 유형 | NOTICE | EVENT"),
    row("status string Optional length=1 | 공지 상태 | Y | N"),
    row("message string Optional max=4000 | 공지 내용"),
    row("code string Optional length=7 | 공지 코드"),
    row("value number Optional min=-100 max=100 | 공지 값"),
    row("name string Required max=20 | 공지 이름"),
    row("description string Optional max=300 | 공지 설명"),
    row("service string Optional max=10 | 서비스"),
    row("date string Optional length=8 | 공지 일자"),
    row("isOpen boolean Optional | 노출 여부 | true | false"),
  ],
  requestEncrypted: false,
  responseHeaders: RESPONSE_HEADERS,
  response: [
    row("totalCount number Required min=0 max=9999 | 전체 건수"),
    row(
      "list array of objects Required +item | 공지 목록",
      row("noticeId string Required length=12 | 공지 ID"),
      row("noticeTitle string Required min=1 max=100 | 공지 제목"),
    ),
  ],
  responseEncrypted: true,
  codes: [
    code("200 | 000_000 | Success. | 성공"),
    code("400 | 000_003 | Required value is missing. type | 필수값 누락"),
    code("404 | 010_001 | Notice not found. | 공지 없음"),
  ],
  showAll: false,
  titles: [title("200 - Success"), title("400 - 필수값 누락"), title("404 - 공지 없음")],
};

/** Invented operations that have between them what other pages of the catalogue have. */
export const MADE_UP: Readonly<Record<string, PageModel>> = {
  refund,
  coupons,
  points,
  notices,
};
