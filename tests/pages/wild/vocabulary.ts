/** What a row of some kind may say: its type, its bounds, and what stands below the first line of its description. */
export interface Kind {
  readonly type: string;
  readonly bounds: readonly Readonly<Record<string, string>>[];
  readonly says: readonly (readonly string[])[];
}

const TEXT: Kind = {
  type: "string",
  bounds: [{ length: "10" }, { min: "1", max: "50" }, { min: "0", max: "255" }, { max: "30" }, {}],
  says: [[], [], ["  • 한글, 영문, 숫자만 허용"], ["string"], ["- at most 2 lines"]],
};
const DAY: Kind = {
  type: "string",
  bounds: [{ length: "8" }, { min: "8", max: "8" }],
  says: [["  • 형식 : yyyyMMdd"], ["(Format : yyyyMMdd)"], ["- Form : YYYYMMDD"]],
};
const CHOICE: Kind = {
  type: "string",
  bounds: [{ min: "1", max: "10" }, { length: "1" }],
  says: [
    ["  • ASC : 오름차순", "  • DESC : 내림차순"],
    ["- FOOD : food", "- CRAFT : craft", "- ETC : everything else"],
    ["Y : 사용", "N : 미사용"],
    ["1 : 개인", "2 : 법인"],
  ],
};
const COUNT: Kind = {
  type: "number",
  bounds: [
    { min: "0", max: "9999999999" },
    { min: "1", max: "9999999999999999999" },
    { value: "20" },
    { min: "1", max: "19" },
    {},
  ],
  says: [[], ["10,000 KRW at least"], ["0", "1"], ["number"], []],
};
const FLAG: Kind = {
  type: "boolean",
  bounds: [{}, {}, { value: "0" }],
  says: [["true : 노출", "false : 숨김"], ["true", "false"], ["true"], ["“true” if there is none left"], []],
};

/** Names by themselves, each with the first line of its description. */
export const NAMES: Readonly<Record<string, readonly [Kind, string]>> = {
  memo: [TEXT, "메모"],
  message: [TEXT, "메시지"],
  code: [TEXT, "조회할 코드"],
  name: [TEXT, "Name"],
  description: [TEXT, "설명"],
  CINumber: [TEXT, "Number of the identity"],
  order_no: [TEXT, "주문 번호"],
  imgUrl1: [TEXT, "Picture"],
  requestNo: [TEXT, "요청번호. 해당 번호는 Unique 해야 합니다."],
  openDate: [DAY, "Day of opening"],
  startYmd: [DAY, "조회 시작일"],
  status: [CHOICE, "상태"],
  type: [CHOICE, "Kind"],
  sortType: [CHOICE, "정렬 방향"],
  useYn: [CHOICE, "사용여부"],
  value: [COUNT, "값"],
  length: [COUNT, "Length"],
  userId: [COUNT, "회원 ID"],
  total: [COUNT, "Total"],
  pageNo: [COUNT, "페이지"],
  x: [COUNT, "좌표"],
  isOpen: [FLAG, "열림 여부"],
  marketingAgreed: [FLAG, "Agreement to marketing"],
};

/** Words for what a holder holds, in its members' descriptions. */
export const NOUNS: Readonly<Record<string, readonly [string, string]>> = {
  stall: ["매장", "stall"],
  voucher: ["상품권", "voucher"],
  draw: ["추첨", "draw"],
  owner: ["점주", "owner"],
  fee: ["수수료", "fee"],
  place: ["장소", "place"],
};

/** Objects and lists, with names that their members have beside the common ones. */
export const HOLDERS: Readonly<Record<string, readonly string[]>> = {
  stallInfo: ["stallId", "stallName", "stallStatus", "stallImgUrl"],
  voucherList: ["voucherNo", "voucherName", "voucherAmt", "voucherEndDate", "voucherType"],
  drawResult: ["drawCount", "drawWinnerName", "drawYmd", "isDrawOpen"],
  ownerDetails: ["ownerName", "ownerPhoneNo", "ownerType"],
  feeList: ["feeAmt", "feeRate", "feeType", "feeStartYmd"],
  placeInfo: ["placeName", "placeZipCode", "placeLatitude"],
};
const ENDINGS: readonly (readonly [RegExp, Kind])[] = [
  [/^is/, FLAG],
  [/(?:Amt|Rate|Count|itude)$/, COUNT],
  [/(?:Ymd|Date)$/, DAY],
  [/(?:Type|Status)$/, CHOICE],
];

/** The kind of a holder's member, by its name. */
export function kindOf(name: string): Kind {
  return ENDINGS.find(([ending]) => ending.test(name))?.[1] ?? TEXT;
}

export const CODES: readonly (readonly [string, string, string])[] = [
  ["000_002", "Invalid input parameter. userId", "입력 파라미터 오류"],
  ["000_002", "Invalid input parameter. stallInfo.stallId", "입력 파라미터 오류"],
  ["000_003", "Missing required values. status", "필수값 누락 - `status` 정보 null 인 경우"],
  [
    "000_015",
    "The length of value does not match. memo (반드시 최소값 1과(와) 최대값 50 사이의 크기이어야 합니다.)",
    "필드 길이 오류",
  ],
  ["001_006", "Wallet user not found.", "미가입 회원 정보 요청 테스트"],
  ["003_021", "Card's state doesn’t allow it.", "카드 상태 오류"],
  ["006_110", "결제 한도를 초과하였습니다.", "결제 한도 초과"],
  ["006_111", "Success", ""],
  ["009_001", "Message", "Description"],
  ["021_007", "Deposit not found: 404", "예치금 없음"],
  ["023_400", "Product is closed, 2 days ago.", "Closed product"],
  ["005_013", "Gift was refused.", "선물 거절"],
];

export const TITLES: readonly (readonly [string, string])[] = [
  ["Stall Opening", "stalls/open"],
  ["Search for Vouchers of a Member", "voucher/list"],
  ["매장 휴무일 등록", "stall/holidays"],
  ["추첨 결과 조회", "draws/{drawId}/result"],
  ["Cancellation of Draw (Partial)", "draws/cancel"],
  ["Check the list of raffles held by member", "raffle/check-list"],
  ["선불권 선물 수락 V2", "v2/gifts/accept"],
  ["Data Sync", "data/sync-now"],
  ["Microdeposit Verification(1 KRW)", "micro-deposit/verify"],
];
