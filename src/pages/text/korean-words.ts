/**
 * Words of this field in Korean. Where bytes of a damaged text are lost, several syllables fit; the one that
 * makes a word of these is taken.
 */
const WORDS = `
필수 선택 옵션 조건부 조건 길이 최소 최대 값 최소값 최대값 고정 범위 형식 타입 동기 비동기 버전 암호화 복호화 가이드 참고 참조
요청 응답 헤더 파라미터 매개변수 변수 본문 경로 쿼리 코드 에러 오류 메시지 메세지 설명 테스트 데이터 성공 실패 정상 결과 더보기
및 또는 전체 보기 모두 문자열 숫자 정수 실수 논리 객체 배열 목록 리스트 항목 필드 이름 번호 여부 상태 종류 유형 구분 구분자 내역 내용 정보
회원 회원의 사용자 유저 고객 가입 회원가입 탈퇴 미가입 가입자 등록 미등록 해제 해지 조회 상세 검색 변경 수정 삭제 추가 생성 발급 재발급
신청 배송 배달 현황 진행 진행중 완료 대기 취소 승인 거절 거부 확인 인증 인증번호 본인 실명 실명확인 비밀번호 검증 초기화 로그인 아이디
중복 확인하기 위한 입력 출력 사용 사용됩니다 미사용 사용가능 가능 불가능 불가 가능한 불가능한 거래 거래의 결제 결제시 충전 충전할
충전취소 자동충전 자동 수동 환불 환급 송금 이체 출금 입금 예금 잔액 잔고 금액 수수료 한도 한도초과 초과 미만 이하 이상 이내 사이 기준
하한 상한 월정액 정액 월간 일간 연간 주간 활성화 비활성화 설정 설정합니다 미설정 알림 발송 수신 전송 문자 전화 전화번호 휴대폰 휴대
핸드폰 이메일 주소 우편번호 상세주소 생년월일 성별 남성 여성 남자 여자 국적 내국인 외국인 국가 통신사 연락처 은행 은행계좌 계좌 가상계좌
계좌번호 예금주 소유자 소유자명 금융 기관 금융기관 신용카드 체크카드 선불카드 카드 카드의 카드번호 주카드 보조 실물카드 모바일카드 무기명
기명 기명화 기명화된 분실 신고 분실신고 정지 중지 폐기 만료 유효기간 유효 기간 유효성 갱신 교체 연결 연결된 상품 상품명 상품권 쿠폰 선물
선물하기 받은 보낸 수락 포인트 캐시 적립 차감 지급 환수 회수 사용처 소멸 마일리지 스탬프 정책 정책명 가맹점 그룹 매장 점포 편의점
현금영수증 영수증 발행 국세청 소득공제 공제 세금 부가세 식별 식별자 고유 고유의 관리 관리번호 관리자 관리자용 운영자 시스템 서비스 제휴사
이용 이용자 이용약관 약관 동의 필수약관 누락 누락된 잘못된 올바르지 존재 존재하지 않는 않습니다 없는 없음 있는 있음 다른 같은 동일 해당
대해 대한 대하여 경우 발생 발생한 발생한다 처리 처리되지 처리중 정상적으로 시작 종료 시작일 종료일 시작일시 종료일시 일자 일시 날짜
시간 시각 년월 년도 월 일 시 분 초 오늘 전일 다음 이전 현재 과거 최근 순서 정렬 오름차순 내림차순 페이지 건수 개수 총건수 크기 전체건수
요청값 응답값 입력값 기본값 빈 문자열인 널 참 거짓 예 아니오 일회용 토큰 발급시 요청시 응답받은 받은 받지 못했을 부여 부여되는 부여된
값입니다 입니다 합니다 됩니다 해야 하며 하는 되는 되지 된 할 한 하기 위해 위하여 통해 통하여 따라 따른 관련 별도 기타 사유 코드입니다
보유 보유한 가지고 남은 잔여 가용 사용된 적용 적용되는 제한 제외 포함 포함하여 대상 대상자 개인 법인 개인계좌 사업자 단말기 오프라인
온라인 포탈 포털 이미지 파일 첨부 다운로드 링크 주문 주문번호 구매 판매 환전 외화 해외 국내 해외결제 청구 납부 지불 방식 방법 수단
취소할 건 건의 지정 지정된 할당 최종 최초 원거래 부분 부분취소 망취소 예약 재시도 재전송 중복된 반드시 크기이어야 자리 자릿수 길이가
일치 불일치 일치하지 유일 유일한 구별 구별하기 표시 표시명 노출 메모 비고 제목 본문내용 생성일 수정일 등록일 가입일 탈퇴일 이벤트
혜택 할인 할인율 비율 율 세액 과세 비과세 봉사료 대표 대표자 담당자 부서 사원 소속 기관명 은행명 은행코드 카드사 발급사 매입사 브랜드
필수값 필수정보 정보가 파라미터가 미성년 성인 보호자 대리인 법정 위임 충전금액 결제금액 취소금액 환불금액 출금액 입금액 송금액 사용금액
한글 영문 대문자 소문자 특수문자 공백 숫자만 영문자 조합 자리수 소수점 원 단위 통화 원화 퍼센트 금지 허용 차단 잠금 휴면 휴면회원
선불 후불 한도 증액 감액 사이의 최소값과 최대값과 이거나 하거나 여부를 값을 번호를 정보를 목록을 회원을 카드를 계좌를
공지 공지사항 문의 답변 접수 발송일 유형별 사용처별 지역 지역화폐 화폐 바우처 정산 정산금 대사 원장 명세 명세서 통계 집계 보고
탈회 승낙 서명 위조 변조 보안 키 공개키 개인키 대칭키 발신 착신 콜백 호출 연동 연계 외부 내부 서버 클라이언트 단말 기기 장치 앱 웹
`;

const FREQUENT = new Set<string>();
/** Syllables by the one before, or by a space. */
const PAIRS = new Map<string, Set<string>>();
const SYLLABLES = new Set<string>();

for (const word of WORDS.trim().split(/\s+/)) {
  FREQUENT.add(word);
  for (const [index, syllable] of [...word].entries()) {
    SYLLABLES.add(syllable);
    const before = index === 0 ? " " : (word[index - 1] ?? " ");
    PAIRS.set(before, (PAIRS.get(before) ?? new Set()).add(syllable));
  }
}

/** What may follow a noun: the particles, which make pairs with any syllable before them. */
const PARTICLES = new Set("은는이가을를에의로와과도만서부터까지들및인시용별명일자");

/** The syllables in use, those of KS X 1001: 2350 of the 11172 that can be written. */
const USUAL = new Set<string>();
{
  const decoder = new TextDecoder("euc-kr");
  for (let row = 0xb0; row <= 0xc8; row++)
    for (let cell = 0xa1; cell <= 0xfe; cell++) USUAL.add(decoder.decode(Uint8Array.of(row, cell)));
}

/** How unlikely a syllable is after another character; 0 is a pair of a known word. */
export function unlikeliness(before: string, syllable: string): number {
  const start = isHangul(before) ? before : " ";
  if (PAIRS.get(start)?.has(syllable)) return 0;
  if (start !== " " && PARTICLES.has(syllable)) return 1;
  if (SYLLABLES.has(syllable)) return 2;
  return USUAL.has(syllable) ? 4 : 9;
}

export function isHangul(character: string): boolean {
  const unit = character.charCodeAt(0);
  return unit >= 0xac00 && unit <= 0xd7a3;
}

/** The words that a text of lost bytes may stand for. */
export function knownWords(): ReadonlySet<string> {
  return FREQUENT;
}

export function particles(): ReadonlySet<string> {
  return PARTICLES;
}
