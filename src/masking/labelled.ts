import type { Hit } from "./hits.ts";
import { MASK, masked, sensitivityOf } from "./sensitive.ts";

/** Signs between a name and a value, and tags, that one text may have; one of nothing else must not take a run's time. */
const MOST_LABELS = 100_000;
/** Characters of a value behind its name, and of a name. */
const LONGEST_VALUE = 2000;
const LONGEST_LABEL = 80;

const LABEL = /([\p{L}_][\p{L}\p{N}_.-]*)(?:\[[0-9]*\])?[\\"'`*\]]{0,4}\s{0,3}$/u;
/** In quotes; or up to where the next value may begin: a name or an address goes on over spaces. */
const VALUE = /^>?\s{0,3}(?:\\*"((?:[^"\\]|\\[^"])*)|'([^']*)|([^\s"'&;,<>|(){}[\]]+))/u;
const WORDY_VALUE =
  /^>?\s{0,3}(?:\\*"((?:[^"\\]|\\[^"])*)|'([^']*)|([^\s"'&;,<>|(){}[\]][^"'&;,<>|(){}[\]\r\n]{0,80}))/u;
const WORDY = /name|addr|\uC774\uB984|\uC131\uBA85|\uC8FC\uC18C|\uBA85$/i;
const TAG = /<(\/?)([\p{L}_][\p{L}\p{N}_:.-]{0,80})((?:\s[^<>]{0,1000})?)>/gu;
const NAMING_ATTRIBUTE = /\s(?:name|key|id|field|label|for|title|class)\s?=\s?["']?([^"'\s>]{1,80})/giu;

/**
 * Values that stand behind a name which says that they are somebody's: in forms, query strings, attributes, settings
 * (`name=value`, `name: value`) and between XML tags; undefined where there are too many names to look at.
 */
export function labelledValues(text: string): Hit[] | undefined {
  const between = elementValues(text);
  const hits: Hit[] = [];
  let labels = 0;
  for (const sign of text.matchAll(/[=:]|%3[AaDd]/g)) {
    if (++labels > MOST_LABELS) return undefined;
    const [, label = ""] = LABEL.exec(text.slice(Math.max(0, sign.index - LONGEST_LABEL), sign.index)) ?? [];
    const hit = label === "" ? undefined : valueBehind(text, label, sign.index + sign[0].length);
    if (hit) hits.push(hit);
  }
  return between && [...hits, ...between];
}

function valueBehind(text: string, label: string, from: number): Hit | undefined {
  // The last part of a path counts: `card.pan`, `ns-pan`.
  const sensitivity = sensitivityOf(label);
  if (!sensitivity) return undefined;
  const pattern = WORDY.test(label) ? WORDY_VALUE : VALUE;
  const found = pattern.exec(text.slice(from, from + LONGEST_VALUE));
  const value = found?.[1] ?? found?.[2] ?? found?.[3];
  if (!found || value === undefined || value.trim() === "" || sensitivityOf(value)) return undefined;
  const start = from + found[0].length - value.length;
  return { from: start, to: start + value.length, mask: masked(value, sensitivity) };
}

function elementValues(text: string): Hit[] | undefined {
  const hits: Hit[] = [];
  if (!text.includes("<")) return hits;
  let tags = 0;
  let until = 0;
  for (const { 0: tag, 1: closing, 2: name = "", 3: attributes = "", index } of text.matchAll(TAG)) {
    if (++tags > MOST_LABELS) return undefined;
    const from = index + tag.length;
    if (closing || tag.endsWith("/>") || from < until || !tellsOfSomebody(name, attributes)) continue;
    const within = text.slice(from, from + LONGEST_VALUE);
    const end = within.search(new RegExp(`</${name.replaceAll(".", "\\.")}\\s?>`, "i"));
    const to = end < 0 ? from + (within.includes("<") ? within.indexOf("<") : within.length) : from + end;
    until = to;
    if (text.slice(from, to).trim() !== "") hits.push({ from, to, mask: MASK });
  }
  return hits;
}

/** The tag `<ns:cvc>`, or the attribute in `<field name="cvc">`. */
function tellsOfSomebody(name: string, attributes: string): boolean {
  if (
    sensitivityOf(name.replace(/^.*:/, "")) &&
    !/^(address|title|head|label|input|form|key|name)$/i.test(name)
  )
    return true;
  if (/^(address|key|name)$/i.test(name)) return true;
  return [...attributes.matchAll(NAMING_ATTRIBUTE)].some(
    ([, named = ""]) => sensitivityOf(named) !== undefined,
  );
}

const SPOKEN =
  /(?<![\p{L}\p{N}_])(?:dcvv|cvc2?|cvv2?|cvn|csc|pin|otp|password|passcode|zip|postal|expir(?:y|es|ed|ation)|exp|valid thru|dob|birth(?:day|date)?|born|token|account|\uC778\uC99D\uBC88\uD638|\uBE44\uBC00\uBC88\uD638|\uC6B0\uD3B8\uBC88\uD638|\uC0DD\uB144\uC6D4\uC77C|\uC720\uD6A8\uAE30\uAC04|\uACC4\uC88C(?:\uBC88\uD638)?|\uBCF4\uC548\uCF54\uB4DC|\uD540\uBC88\uD638)(?:\s?(?:number|code|date|value|num|no|of|is|was|on|\uC740|\uB294|\uC774|\uAC00)\.?){0,3}[\s.:#=("'-]{1,4}([0-9][0-9/.-]{2,14})/giu;

/** A word of letters and digits, or signs, behind what announces a password: `password Hunter2`; `password is wrong` stays. */
const SPOKEN_PASSWORD =
  /(?<![\p{L}\p{N}_])(?:password|passwd|pwd|passcode|passphrase|secret|\uBE44\uBC00\uBC88\uD638|\uC554\uD638)(?:\s?(?:is|was|of|value|\uC740|\uB294|\uC774|\uAC00)(?=[\s:=])){0,2}[\s:=("'-]{1,4}((?=[^\s"'<>]{0,63}\p{L})(?=[^\s"'<>]{0,63}[0-9!@#$%^&*])[^\s"'<>,;()]{4,64})/giu;

/** Short values behind their name in prose: `CVC 211`, `PIN is 4821`, `expires 12/28`, and passwords. */
export function spokenValues(text: string): Hit[] {
  return [SPOKEN, SPOKEN_PASSWORD].flatMap((spoken) => valuesSpoken(text, spoken));
}

function valuesSpoken(text: string, spoken: RegExp): Hit[] {
  return [...text.matchAll(spoken)].map(({ 0: whole, 1: value = "", index }) => {
    const to = index + whole.length;
    return { from: to - value.length, to, mask: MASK };
  });
}
