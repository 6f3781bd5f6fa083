import { type DataFile, FileMistake } from "../src/exact/data-file.ts";
import { isJsonObject, type Json, type JsonObject, toPointer } from "../src/exact/json.ts";
import { numberText } from "../src/exact/number.ts";

/** One object of a data file, read member by member; what is not as expected is a FileMistake with its line. */
export class FileEntry {
  constructor(
    private readonly file: DataFile,
    private readonly pointer: string,
    private readonly value: Json = file.value,
  ) {}

  has(name: string): boolean {
    return this.find(name) !== undefined;
  }

  /** Absent counts as false. */
  flag(name: string): boolean {
    return this.find(name) === true;
  }

  text(name: string): string {
    return this.optionalText(name) ?? this.fail(name, "a text");
  }

  optionalText(name: string): string | undefined {
    const value = this.find(name);
    return value === undefined || typeof value === "string" ? value : this.fail(name, "a text");
  }

  /** A number as its digits. */
  digits(name: string, otherwise?: string): string {
    if (!this.has(name) && otherwise !== undefined) return otherwise;
    return numberText(this.find(name)) ?? this.fail(name, "a number");
  }

  texts(name: string): string[] {
    return this.list(name).map((item) =>
      typeof item === "string" ? item : this.fail(name, "a list of texts"),
    );
  }

  object(name: string): JsonObject {
    const value = this.find(name);
    return isJsonObject(value) ? value : this.fail(name, "an object");
  }

  entry(name: string): FileEntry {
    return new FileEntry(this.file, this.at(name), this.object(name));
  }

  entries(name: string): FileEntry[] {
    return this.list(name).map((item, index) => new FileEntry(this.file, `${this.at(name)}/${index}`, item));
  }

  private list(name: string): Json[] {
    const value = this.find(name);
    return Array.isArray(value) ? value : this.fail(name, "a list");
  }

  private find(name: string): Json | undefined {
    return isJsonObject(this.value) && Object.hasOwn(this.value, name) ? this.value[name] : undefined;
  }

  private at(name: string): string {
    return this.pointer + toPointer([name]);
  }

  private fail(name: string, expected: string): never {
    throw new FileMistake(
      this.file.path,
      this.file.lineOf(this.at(name)),
      `${name}: ${expected} is expected`,
    );
  }
}
