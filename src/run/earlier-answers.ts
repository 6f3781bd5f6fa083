import type { Choice } from "../checks/choices.ts";
import type { EarlierAnswer } from "../checks/model.ts";
import { isExactNumber, isJsonObject, type Json, stringifyJson } from "../exact/json.ts";
import type { MessageSeal } from "../wire/message-encryption.ts";

/** What a run remembers of the answers that it got, so that answers are held against each other. */
export class EarlierAnswers {
  readonly #answers = new Map<string, EarlierAnswer>();
  /** By vector and by key: the message that had it. */
  readonly #seals = new Map<string, string>();
  /** By reading: what the first answer that showed it was seen to do. */
  readonly #followed = new Map<string, string>();
  #changes = 0;

  /** Something is about to change on the target, or has changed: what was answered before says nothing any more. */
  change(): void {
    this.#changes += 1;
    this.#answers.clear();
  }

  /** The target's world has begun anew. */
  forget(): void {
    this.change();
    this.#seals.clear();
    this.#followed.clear();
  }

  /** A point of the run; with every change begins another one. */
  get moment(): number {
    return this.#changes;
  }

  /** The answer to the same request, if nothing changed from then until the answer after the moment given. */
  answerTo(operation: string, body: Json, moment: number): EarlierAnswer | undefined {
    return moment === this.#changes ? this.#answers.get(keyOf(operation, body)) : undefined;
  }

  note(operation: string, body: Json, moment: number, answer: EarlierAnswer): void {
    const key = keyOf(operation, body);
    if (moment === this.#changes && !this.#answers.has(key)) this.#answers.set(key, answer);
  }

  /** Whether another message had the vector or the key; the very same message again, out of some cache, had not. */
  repeats({ vector, key, message }: MessageSeal): { readonly vector: boolean; readonly key: boolean } {
    const isOther = (known: string | undefined): boolean => known !== undefined && known !== message;
    return { vector: isOther(this.#seals.get(`v${vector}`)), key: isOther(this.#seals.get(`k${key}`)) };
  }

  followed(reading: string): string | undefined {
    return this.#followed.get(reading);
  }

  noteChoice({ reading, follows }: Choice): void {
    if (!this.#followed.has(reading)) this.#followed.set(reading, follows);
  }

  noteSeal({ vector, key, message }: MessageSeal): void {
    this.#seals.set(`v${vector}`, message);
    this.#seals.set(`k${key}`, message);
  }
}

/** The same body has the same key in whatever order its members stand. */
function keyOf(operation: string, body: Json): string {
  return `${operation}\n${stringifyJson(ordered(body))}`;
}

function ordered(value: Json): Json {
  if (Array.isArray(value)) return value.map(ordered);
  if (isExactNumber(value) || !isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([name, inner]): [string, Json] => [name, ordered(inner)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
