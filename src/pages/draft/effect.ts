import type { Effect } from "../../contract/model.ts";
import type { PageRead } from "../read/read-page.ts";

const MONEY =
  /charge|recharge|pay(?!mentable)|refund|withdraw|deposit|transfer|remit|gift|point|cash|exchange|cancel|balance|coupon|settle|충전|결제|환불|출금|입금|송금|이체|선물|포인트|취소|지급|환수/i;
const READING =
  /\b(?:inquir\w*|search\w*|check\w*|list\w*|history|get|retrieve\w*|lookup|verif\w*|validat\w*|status|info)\b|조회|목록|검색|확인|검증|이력|내역/i;
const MEMBERSHIP =
  /member|user|regist|unregist|terms|password|account|card|issue|issuance|deliver|activat|discard|tax|회원|가입|탈퇴|약관|비밀번호|계좌|카드|발급|등록|해제|삭제|설정/i;
const WRITING =
  /\b(?:cancel\w*|regist\w*|change\w*|delete\w*|update\w*|create\w*|modif\w*|reset|apply\w*|issu\w*)\b|취소|등록|변경|삭제|수정|신청|발급|설정|해제/i;

/**
 * What carrying the operation out most likely changes, by the words of its name and path. It is a proposal: until a
 * person writes `effect`, the operation counts as one that moves money.
 */
export function proposedEffect({ head }: PageRead): Effect {
  const words = `${head.title?.value ?? ""} ${head.path.value.replaceAll(/[/_-]/g, " ")}`;
  if (head.method.value === "GET") return "nothing";
  if (READING.test(words) && !WRITING.test(words)) return "nothing";
  if (MONEY.test(words) && !/cancellation of membership|membership cancellation|unregister/i.test(words))
    return "money";
  return MEMBERSHIP.test(words) ? "membership" : "money";
}
