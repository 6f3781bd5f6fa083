import type { Alteration, PlainAnswer } from "../../sandbox/alteration.ts";
import { isJsonObject, type Json } from "../../src/exact/json.ts";
import { numberText } from "../../src/exact/number.ts";
import { SHORTEST_CANARY } from "./canary.ts";

/** What must not leak, by the field that it travels in; said here once more, apart from what the suite masks. */
const SENSITIVE =
  /^(ci|loginId|loginPassword|userName|birthDate|mobileNumber|phoneNumber|email|address|detailAddress|zipCode|cardNo|cardCVC|oneTimeToken|dcvv)$/;

/** Values of cases that stand in any report: the product's name, base64's alphabet in Allure's script, a row of the case tables in the workflows of the documentation. */
const ORDINARY = [" konaplate ", "ABCDEFGHIJKLMNOP", "949133940125076"];

/** Values that travelled, collected where they arrive. */
export class Travelled {
  readonly values = new Set<string>();
  readonly short = new Set<string>();

  collect(value: Json | undefined): void {
    if (Array.isArray(value)) for (const item of value) this.collect(item);
    if (!isJsonObject(value)) return;
    for (const [field, member] of Object.entries(value)) {
      const text = typeof member === "string" ? member : numberText(member);
      if (text !== undefined && SENSITIVE.test(field)) this.#add(field, text);
      else this.collect(member);
    }
  }

  /** What is no value at all (blank, one letter over and over) would be found by chance. */
  #add(field: string, text: string): void {
    if (new Set(text).size < 3 || ORDINARY.includes(text)) return;
    // A date of eight digits stands in some clock's milliseconds by chance; it is looked for beside its field.
    if (text.length >= (/^\d+$/.test(text) ? 12 : SHORTEST_CANARY)) this.values.add(text);
    else this.short.add(`${field}=${text};`).add(`"${field}":"${text}"`);
  }
}

/** A server that repeats what it was sent, in every form, in its messages and in fields that no page knows. */
export function gossip(travelled: Travelled): Alteration {
  return {
    plain: (answer, { request, headers }): PlainAnswer => {
      travelled.collect(request);
      travelled.collect(answer.payload);
      const token = headers["x-km-tran-token"] ?? "";
      if (/^KMV1:\d{17}:.{40,}$/.test(token)) travelled.values.add(token).add(token.slice(23));
      if (!request) return answer;
      const told = Object.entries(request).map(([field, value]) => {
        const text = typeof value === "string" ? value : (numberText(value) ?? "");
        const base64 = Buffer.from(text).toString("base64");
        return `${field}=${text}; base64 ${base64}; url ${encodeURIComponent(text)}`;
      });
      const message = `${answer.message} ${told.join(", ")} signed ${token}`;
      return { ...answer, message, payload: { ...answer.payload, received: request, said: message } };
    },
  };
}
