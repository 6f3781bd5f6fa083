/** Words that are capitalised in messages of servers and are nobody's name. */
const ENGLISH =
  "a an and any are as at be been but by can cannot could did do does down for from had has have if in into is it its may more must no none not of on only or other our out please shall should so some such than that the their them then there these they this those through to too under until up upon was were what when where which while who will with within without would you your " +
  "abort aborted accept accepted access account action active address again allowed already amount answer api app application approval approved argument array attempt authentication authorization authorized available bad balance bank base basic batch because begin between blocked body bonus bool boolean brand bytes cache call cancel canceled cancellation cancelled card cards cash change changed channel character characters charge check client close closed code coin common completed conflict connect connection constraint contact content continue contract control cookie core could count country coupon create created credit crypto currency current customer data database date day days debit declined decode decryption default delete deleted denied deny deposit detail details device digit digits disabled document duplicate empty enabled encoding encrypted encryption end entity error event exceeded exception execute exist existing exists expected expiration expired expires expiry external fail failed failure fatal field fields file filter first forbidden form format forward found full function gateway general gift given global group handler hash header headers help host hour html http https id identifier illegal inactive incorrect index info information inner input insert insufficient integer integrity internal invalid io issue issued java json key keys kona konaplate konacard korea korean language large last later length level limit limited line list local location lock locked login long lookup lost mapping match matched max maximum media member members membership memory message method min minimum minute mismatch missing mobile mode moved name network new next node null number object ok old once open operation option order organization original out output owner page parameter parameters parse parser part partner password path pattern pay payload payment pending percent permission phone physical platform point points policy port post precondition prefix previous process processed processing product project property protocol provider proxy public query queue range rate read reason received recharge record redirect reference refund refused register registered registration reject rejected remaining remote reply request requested required reset resource response result results retry return right role root rule run schema scope second secret security see send sequence server service session set sign signature size sorry source sql standard stand stands start state status stop store stored string success successful support supported suspended syntax system table temporarily terms test text time timeout times timestamp title token too tool total trace tran transaction transfer true try twice type unable unauthorized unavailable unexpected unique unit unknown unprocessable unsupported update upgrade url us use user username users utc valid validation value values version violation wait wallet warning web withdrawal wrong xml year yes zero zone " +
  "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep oct nov dec gmt kst " +
  "cvc cvv dcvv pin otp pan ci di rrn ssn par plcc zip dob sms mms ars ic nfc qr " +
  "apache nginx tomcat jetty spring boot cloudflare fastify express oracle mysql postgres mariadb redis kafka jackson hibernate netty undertow cloudfront amazon google microsoft azure aws";

/** Beginnings of Korean words of messages. */
const KOREAN =
  "\uC815\uBCF4 \uC870\uD68C \uC11C\uBE44\uC2A4 \uC624\uB958 \uC815\uC0C1 \uC774\uBBF8 \uC774\uC6A9 \uC774\uBCA4\uD2B8 \uC774\uD558 \uC774\uC0C1 \uC774\uB0B4 \uC774\uC804 \uC774\uD6C4 \uC774\uBA54\uC77C \uC774\uB825 \uC774\uCCB4 \uC774\uBBF8\uC9C0 \uC8FC\uBB38 \uC8FC\uC18C \uC804\uD654 \uC804\uCCB4 \uC804\uC1A1 \uC804\uC6A9 \uC2E0\uCCAD \uC2E0\uC6A9 \uC2E0\uADDC \uD55C\uB3C4 \uC548\uB0B4 \uC720\uD6A8 \uC720\uC800 \uC720\uD615 \uCD5C\uB300 \uCD5C\uC18C \uCD5C\uCD08 \uD558\uB098 \uC2DC\uC2A4\uD15C \uC2DC\uAC04 \uC2DC\uB3C4 \uC131\uACF5 \uC870\uAC74 \uC9C0\uC815 \uC9C0\uC6D0 \uAD8C\uD55C \uACE0\uAC1D \uD68C\uC6D0 \uC0AC\uC6A9 \uC784\uC2DC \uC7A5\uC560 \uC7A5\uCE58 \uAC15\uC81C \uC870\uC815 \uC815\uCC45 \uC815\uC9C0 \uC815\uC218 \uC608\uAE08 \uC131\uBA85 \uC774\uB984 \uBB38\uC790 \uBB38\uC758 \uBB38\uC81C \uBC29\uBC95 \uBC29\uC2DD \uBC31\uC5D4\uB4DC \uC11C\uBC84 \uC11C\uBA85 \uC218\uC2E0 \uC6D0\uBCF8 \uC6D0\uC778 \uB178\uCD9C \uD604\uC7AC \uD5C8\uC6A9 \uC720\uC9C0 \uAE30\uAC04 \uAE30\uC874 \uAE38\uC774 \uB0A8\uC740 \uAD6C\uB9E4 \uAD6C\uBD84 \uD544\uC218 \uBC18\uB4DC\uC2DC \uC0AC\uC774 \uD06C\uAE30 \uAC12 \uC785\uB825 \uD544\uB4DC \uCDA9\uC804 \uCDE8\uC18C \uCE74\uB4DC \uD3EC\uC778\uD2B8 \uC794\uC561 \uBCF4\uC720 \uD0C8\uD1F4 \uC778\uC99D \uC57D\uAD00 \uB3D9\uC758 \uBC84\uC804 \uC54C\uB9BC";

/** Words that are known to be nobody's: those of the documents, and those of any server's messages. */
export class Vocabulary {
  readonly #words: ReadonlySet<string>;
  readonly #stems: readonly string[];

  constructor(wordings: readonly string[]) {
    const text = `${ENGLISH} ${wordings.join(" ")}`;
    const words = text.match(/[\p{Script=Latin}0-9]+/gu) ?? [];
    const fields = text.match(/[a-z]+(?=[A-Z])|[A-Z][a-z]+/g) ?? [];
    this.#words = new Set([...words, ...fields].map((word) => word.toLowerCase()));
    const hangul = wordings.join(" ").match(/[\uAC00-\uD7A3]{2,}/g) ?? [];
    this.#stems = [...new Set([...KOREAN.split(" "), ...hangul.map((word) => word.slice(0, 2))])];
  }

  /** A word in any letter case, in the singular or not; one with digits, signs or capitals inside is an identifier. */
  has(word: string): boolean {
    if (/[\p{Ll}0-9]\p{Lu}|[0-9_./]/u.test(word)) return true;
    const plain = word.toLowerCase().replace(/['\u2019.-]+s?$/, "");
    return this.#words.has(plain) || (plain.endsWith("s") && this.#words.has(plain.slice(0, -1)));
  }

  /** A Korean word by its beginning. */
  hasKorean(word: string): boolean {
    return this.#stems.some((stem) => word.startsWith(stem));
  }
}
