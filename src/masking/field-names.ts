/** Parts of a compound name that say: this is somebody's, wherever they stand in it. */
const TELLING =
  /cvc|cvv|cvn|passw(or)?d|passcode|passphrase|secret|token|credential|privatekey|accesskey|apikey|authkey|signkey|birth|jumin|residentno|residentnum|residentreg|passport|licen[cs]e(no|num)|socialsec|nationalid|email|mailaddr|phone|mobile(no|num)|telno|telnum|handphone|loginid|zipcode|postcode|postalcode|account(no|num)|accountholder|iban|address|street|onetime|securitycode|verificationcode|expiry|expiration|expiredate|expdate|validthr/;

/** Ids and codes that open something or lead to somebody. */
const IDENTIFYING =
  /loginid|sessionid|sessid|pincode|postalcode|postcode|zipcode|securitycode|verificationcode|authcode|passcode/;

/** Words that say the same where they are a word of their own. */
const WORDS = new Set(
  "ci di pin pinno pwd pw otp mpin csc cid ssn rrn dob tel hp fax cell mail addr zip postal account acct accno bankaccount nickname surname exp mmyy yymm signature jwt cookie session holder".split(
    " ",
  ),
);

/** Words that make what stands before them a thing about it and not the thing. */
const DESCRIBING = new Set(
  "id ids type status kind format length size count total limit yn flag required enabled verified registered changed allowed supported available version algorithm alg policy rule code index order in".split(
    " ",
  ),
);

/** What a name may be of that is nobody's. */
const NAMED_THINGS = new Set(
  "service point product item file class method field parameter param property column table event type error code status operation api app application program project host server domain bank brand card issuer merchant store shop branch company affiliate category menu page title country nation city policy term terms scheme campaign coupon zone currency channel device os browser model image group role thread logger exception schema rule key header enum tag state".split(
    " ",
  ),
);

const KOREAN =
  /\uC774\uB984|\uC131\uBA85|(\uACE0\uAC1D|\uD68C\uC6D0|\uC0AC\uC6A9\uC790|\uC18C\uC720\uC790|\uAC00\uC785\uC790)\uBA85|\uC608\uAE08\uC8FC|\uC804\uD654|\uD734\uB300\uD3F0|\uD578\uB4DC\uD3F0|\uC5F0\uB77D\uCC98|\uC774\uBA54\uC77C|\uC804\uC790\uC6B0\uD3B8|\uC8FC\uC18C|\uC6B0\uD3B8\uBC88\uD638|\uC0DD\uB144\uC6D4\uC77C|\uC0DD\uC77C|\uBE44\uBC00\uBC88\uD638|\uC554\uD638|\uC8FC\uBBFC|\uC778\uC99D\uBC88\uD638|\uD1A0\uD070|\uACC4\uC88C|\uC720\uD6A8\uAE30\uAC04|\uB9CC\uB8CC\uC77C|\uC5EC\uAD8C|\uBCF4\uC548\uCF54\uB4DC|\uD540\uBC88\uD638/;
const KOREAN_CARD = /\uCE74\uB4DC\s?\uBC88\uD638/;

/** What a field holds by its name alone, in camelCase, snake_case, kebab-case or Korean. */
export type FieldMeaning = "card-number" | "secret" | undefined;

const seen = new Map<string, FieldMeaning>();
const MOST_SEEN = 5000;

export function meaningOf(field: string): FieldMeaning {
  if (field.length > 200) return undefined;
  if (seen.has(field)) return seen.get(field);
  if (seen.size >= MOST_SEEN) seen.clear();
  const meaning = read(field);
  seen.set(field, meaning);
  return meaning;
}

function read(field: string): FieldMeaning {
  const words = wordsOf(field);
  const compact = words.join("");
  const last = words.at(-1) ?? "";
  if (
    KOREAN_CARD.test(field) ||
    /card(no|num|number)s?$|^(.*card)?pans?$|primaryaccountn/.test(compact) ||
    words.includes("pan")
  )
    return "card-number";
  if (KOREAN.test(field)) return "secret";
  if (IDENTIFYING.test(compact)) return "secret";
  if (words.length > 1 && DESCRIBING.has(last)) return undefined;
  if (TELLING.test(compact) || last === "mobile" || words.some((word) => WORDS.has(word))) return "secret";
  if (last === "key") return words.at(-2) === "public" ? undefined : "secret";
  return isPersonsName(words, compact) ? "secret" : undefined;
}

/** A name is somebody's unless the word before it says of what it is. */
function isPersonsName(words: readonly string[], compact: string): boolean {
  if (!/names?$/.test(compact)) return false;
  const [of] = words.slice(-2, -1);
  if (/^names?$/.test(words.at(-1) ?? "")) return of === undefined || !NAMED_THINGS.has(of);
  const thing = compact.replace(/names?$/, "");
  return ![...NAMED_THINGS].some((named) => thing.endsWith(named));
}

/** `cardCVC2`, `card_cvc`, `X-Card-CVC` to their words in lower case; digits behind a word fall away. */
function wordsOf(field: string): string[] {
  return field
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.replace(/[0-9]+$/, ""))
    .filter((word) => word !== "");
}
