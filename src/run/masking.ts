import type { TestData } from "../environment/model.ts";
import { isExactNumber, isJsonObject, type Json, parseJson, stringifyJson } from "../exact/json.ts";
import type { HeaderLine } from "../wire/transport.ts";
import { isSecretHeader, MASK, masked, type Sensitivity, sensitivityOf } from "./sensitive.ts";

/** Values shorter than this are hidden under their own field and in texts of a body, never in the rest of a report. */
const SHORTEST_ANYWHERE = 6;
const SHORTEST_IN_BODY = 3;
const EMAIL = /[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+/g;

/**
 * Hides secrets and personal data in everything that is recorded. It knows a value by the field that it stands in,
 * and from then on finds it in any text: as it is, in base64 and URL-encoded.
 */
export class Masking {
  readonly #known: Map<string, string>;

  constructor(known: ReadonlyMap<string, string> = new Map()) {
    this.#known = new Map(known);
  }

  /** Masking that knows the secrets of the settings and the sensitive values of the test data. */
  static of(secrets: readonly string[], testData: TestData): Masking {
    const masking = new Masking();
    for (const secret of secrets) masking.#remember(secret, "secret");
    for (const cases of Object.values(testData)) {
      for (const fields of Object.values(cases)) masking.learn(fields as Json);
    }
    return masking;
  }

  /** A masking for one exchange: what it learns is forgotten with it. */
  forExchange(): Masking {
    return new Masking(this.#known);
  }

  /** Remembers the sensitive values of a body. */
  learn(value: Json | undefined, field = ""): void {
    if (Array.isArray(value)) for (const item of value) this.learn(item, field);
    else if (isJsonObject(value))
      for (const [name, member] of Object.entries(value)) this.learn(member, innerField(field, name));
    else {
      const sensitivity = sensitivityOf(field);
      const text = leafText(value);
      if (sensitivity && text !== undefined) this.#remember(text, sensitivity);
    }
  }

  /** A text without any of the known values. */
  text(text: string): string {
    let result = text;
    for (const [value, mask] of this.#known) {
      if (value.length < SHORTEST_ANYWHERE) continue;
      for (const form of writtenForms(value)) result = result.replaceAll(form, mask);
    }
    return result.replace(EMAIL, MASK);
  }

  /** A text that comes from a body: short values such as a CVC are hidden in it as well, where they stand alone. */
  bodyText(text: string): string {
    let result = this.text(text);
    for (const [value, mask] of this.#known) {
      if (value.length < SHORTEST_IN_BODY || value.length >= SHORTEST_ANYWHERE) continue;
      result = result.replace(
        new RegExp(`(?<![\\p{L}\\p{N}])${escaped(value)}(?![\\p{L}\\p{N}])`, "gu"),
        mask,
      );
    }
    return result;
  }

  headers(lines: readonly HeaderLine[]): HeaderLine[] {
    return lines.map(([name, value]) => [name, isSecretHeader(name) ? MASK : this.text(value)]);
  }

  /** A body as it is recorded: JSON field by field, anything else as text. */
  body(text: string): string {
    let json: Json;
    try {
      json = parseJson(text);
    } catch {
      return this.bodyText(text);
    }
    return stringifyJson(this.#json(json, ""));
  }

  /** What a violation shows of the value at a place: under a sensitive field its type and length alone. */
  actual(where: string, text: string): string {
    const field = where.startsWith("/") ? (where.split("/").at(-1) ?? "") : "";
    if (sensitivityOf(field) === undefined)
      return where.startsWith("/") ? this.bodyText(text) : this.text(text);
    const [, type = "value", value = ""] = /^(string|number) (.*)$/s.exec(text) ?? [];
    if (value === "") return this.bodyText(text);
    const length = type === "string" ? value.length - 2 : value.length;
    return `${type} of ${length} characters, masked`;
  }

  #remember(value: string, sensitivity: Sensitivity): void {
    if (value.trim().length >= SHORTEST_IN_BODY) this.#known.set(value, masked(value, sensitivity));
  }

  #json(value: Json, field: string): Json {
    if (Array.isArray(value)) return value.map((item) => this.#json(item, field));
    if (isJsonObject(value)) {
      const entries = Object.entries(value).map(([name, member]) => [
        name,
        this.#json(member, innerField(field, name)),
      ]);
      return Object.fromEntries(entries) as Json;
    }
    const text = leafText(value);
    if (text === undefined || text === "") return value;
    const sensitivity = sensitivityOf(field);
    if (sensitivity) return masked(text, sensitivity);
    // A sealed body cannot be read without the private key and stays as it travelled.
    return typeof value === "string" && field !== "encData" ? this.bodyText(value) : value;
  }
}

/** A member of a sensitive object (addressInfo) is as sensitive as the object. */
function innerField(outer: string, name: string): string {
  return sensitivityOf(name) === undefined && sensitivityOf(outer) !== undefined ? outer : name;
}

function leafText(value: Json | undefined): string | undefined {
  if (typeof value === "string") return value;
  return isExactNumber(value) ? value.value : undefined;
}

function writtenForms(value: string): string[] {
  const base64 = Buffer.from(value, "utf8").toString("base64");
  const base64url = base64.replaceAll("+", "-").replaceAll("/", "_");
  const json = JSON.stringify(value).slice(1, -1);
  const forms = [value, json, base64, base64.replace(/=+$/, ""), base64url, base64url.replace(/=+$/, "")];
  return [...new Set([...forms, encodeURIComponent(value), encodeURIComponent(base64)])];
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
