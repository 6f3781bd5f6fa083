import { byteOf } from "./code-page.ts";
import { isHangul, unlikeliness } from "./korean-words.ts";
import type { Repair } from "./repair-model.ts";
import { repairWords } from "./word-repair.ts";

/** What a damage has swallowed, beside what is left in the text. */
export interface Losses {
  /** Bytes that are missing without a trace. */
  readonly bytes: readonly number[];
  /** Whoever copied the text turned 0xA0, a no-break space, into a space. */
  readonly plainSpaces: boolean;
}

interface Path {
  readonly text: string;
  readonly last: string;
  readonly cost: number;
  readonly guessed: number;
  readonly unread: number;
}

/** With more lost bytes than these a syllable can be too many others; only whole words can be told then. */
const FEW = 12;
const BEAM = 48;
const COST_OF_GUESS = 1.5;
const COST_OF_UNREAD = 12;
const DOUBT = 1;

/** Decodes the damaged parts of one line. */
export function repairText(damaged: string, losses: Losses): Repair {
  if (losses.bytes.length > FEW) return repairWords(damaged);
  const characters = [...damaged];
  const ends: Path[][] = characters.map(() => []);
  ends.push([]);
  ends[0] = [{ text: "", last: " ", cost: 0, guessed: 0, unread: 0 }];
  for (let at = 0; at < characters.length; at++) {
    const paths = best(ends[at] ?? []);
    const steps = paths.length > 0 ? stepsAt(characters, at, losses) : [];
    for (const path of paths) for (const step of steps) ends[at + step.taken]?.push(extend(path, step));
    ends[at] = [];
  }
  const [first, second] = best(ends[characters.length] ?? []);
  if (!first) return { text: damaged, guessed: 0, doubtful: false, unread: 0 };
  const doubtful = first.guessed > 0 && second !== undefined && second.cost - first.cost < DOUBT;
  return { text: first.text, guessed: first.guessed, unread: Math.floor(first.unread), doubtful };
}

/** The likeliest paths, two for each character that they end in: what follows is judged by that character alone. */
function best(paths: readonly Path[]): Path[] {
  if (paths.length < 2) return [...paths];
  const kept: Path[] = [];
  const ends = new Map<string, string | undefined>();
  for (const path of [...paths].sort((a, b) => a.cost - b.cost)) {
    const end = isHangul(path.last) ? path.last : " ";
    const first = ends.get(end);
    if (first === path.text || (first === undefined && ends.has(end))) continue;
    ends.set(end, first === undefined ? path.text : undefined);
    kept.push(path);
  }
  return kept.slice(0, BEAM);
}

interface Step {
  readonly taken: number;
  readonly character: string;
  readonly guessed: number;
  readonly unread: number;
}

function extend(path: Path, { character, guessed, unread }: Step): Path {
  const language = isHangul(character) ? unlikeliness(path.last, character) : 0;
  return {
    text: path.text + character,
    last: character,
    cost: path.cost + language * (guessed > 0 ? 1 : 0.5) + guessed * COST_OF_GUESS + unread * COST_OF_UNREAD,
    guessed: path.guessed + guessed,
    unread: path.unread + unread,
  };
}

/** What a character may be: itself, or the lead byte of a sequence of which some bytes may be missing. */
function stepsAt(characters: readonly string[], at: number, losses: Losses): Step[] {
  const character = characters[at] ?? "";
  const lead = byteOf(character);
  const itself = { taken: 1, character, guessed: 0, unread: leftover(character, lead) };
  if (lead === undefined || lead < 0xc2 || lead > 0xef) return [itself];
  const length = lead >= 0xe0 ? 3 : 2;
  const sequences = complete(lead, length, characters.slice(at + 1, at + length), losses);
  return [itself, ...sequences];
}

/** A letter that stays as it is was not read; signs such as a bullet may well stand there of their own. */
function leftover(character: string, byte: number | undefined): number {
  if (byte === undefined || character === "\u00a0") return 0;
  return byte >= 0xa0 ? 1 : 0.5;
}

interface Open {
  readonly bytes: readonly number[];
  readonly taken: number;
  readonly guessed: number;
}

/** The characters that begin with a lead byte, the rest taken from the text or from the lost bytes. */
function complete(lead: number, length: number, rest: readonly string[], losses: Losses): Step[] {
  let open: Open[] = [{ bytes: [lead], taken: 0, guessed: 0 }];
  for (let count = 1; count < length; count++) {
    open = open.flatMap(({ bytes, taken, guessed }) => {
      const byte = continuation(rest[taken], losses);
      const read = byte === undefined ? [] : [{ bytes: [...bytes, byte], taken: taken + 1, guessed }];
      const missing = losses.bytes.map((each) => ({ bytes: [...bytes, each], taken, guessed: guessed + 1 }));
      return [...read, ...missing];
    });
  }
  return open.flatMap(({ bytes, taken, guessed }) => {
    const character = decode(bytes);
    if (character === undefined) return [];
    if (guessed > 0 && !isHangul(character) && !GUESSABLE.has(character)) return [];
    return [{ taken: taken + 1, character, guessed, unread: 0 }];
  });
}

/** Signs beside Hangul that a guess may arrive at. */
const GUESSABLE = new Set("“”‘’–—…•·→");

function continuation(character: string | undefined, { plainSpaces }: Losses): number | undefined {
  if (character === undefined) return undefined;
  const byte = character === " " && plainSpaces ? 0xa0 : byteOf(character);
  return byte !== undefined && byte >= 0x80 && byte <= 0xbf ? byte : undefined;
}

/** The character of two or three bytes; undefined where they are no character. */
function decode(bytes: readonly number[]): string | undefined {
  const [lead = 0, second = 0, third = 0] = bytes;
  const point =
    bytes.length === 2
      ? ((lead & 0x1f) << 6) | (second & 0x3f)
      : ((lead & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f);
  const shortest = bytes.length === 2 ? 0x80 : 0x800;
  return point < shortest || (point >= 0xd800 && point <= 0xdfff) ? undefined : String.fromCharCode(point);
}
