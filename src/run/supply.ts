import type { Case } from "../cases/model.ts";
import { findOperation } from "../contract/find.ts";
import { inputsOf } from "../contract/inputs.ts";
import type { Contract, Operation, Parameter } from "../contract/model.ts";
import type { Settings, TestData } from "../environment/model.ts";
import { onceText, telling } from "../environment/serving-once.ts";
import { type Json, toPointer } from "../exact/json.ts";
import { numberText } from "../exact/number.ts";
import { askProvider, ProviderFault } from "./data-provider.ts";
import type { ServingOnce } from "./serving-once.ts";
import type { SpentValues } from "./spent-values.ts";
import { Withheld } from "./withheld.ts";

export interface SupplyInput {
  readonly contract: Contract;
  readonly settings: Settings;
  readonly spent: Pick<SpentValues, "earlier" | "note">;
  /** Whether this run changed the thing that a value of a field names, or may have. */
  readonly isTouched: (field: Parameter, value: Json) => boolean;
  /** Hears of values that a provider gave. */
  readonly given: (values: Readonly<Record<string, Json>>) => void;
  /** How a provider is asked; absent: anew for each request. */
  readonly ask?: typeof askProvider;
}

type Fields = Readonly<Record<string, Json>>;

/** A part of the test data: what is given for all cases, for the documented one, for this very case. */
interface Part {
  readonly name: string;
  readonly fields: Fields;
}

/**
 * The test data of each request, with one value in the place of every list. A value that serves once is drawn once; of
 * things there is a list of alternatives, of which a case takes the first that nothing has changed yet. What test data
 * cannot give, a provider is asked for.
 */
export class Supply {
  /** By part: how many of its values that serve once were drawn. */
  readonly #drawn = new Map<string, number>();
  readonly #given = new Map<string, Set<string>>();
  /** By case and part: the alternative that it took. */
  readonly #taken = new Map<string, number>();

  constructor(private readonly input: SupplyInput) {}

  /** Back to the beginning: the target's world has begun anew. */
  forget(): void {
    this.#drawn.clear();
    this.#given.clear();
    this.#taken.clear();
  }

  /** Throws Withheld where a value that the request needs cannot be had. */
  async dataFor(row: Case): Promise<TestData> {
    const { contract, settings } = this.input;
    const operation = findOperation(contract, row.operation);
    const given = settings.testData[row.operation] ?? {};
    if (!operation) return settings.testData;
    const names = [...new Set(["*", row.dataOf ?? row.name, row.name])];
    const asked = this.#asked(
      row,
      operation,
      names.map((name) => given[name] ?? {}),
    );
    const provided = asked.length > 0 ? await this.#provided(row, operation, asked) : {};
    const parts = names.map((name, index) => ({
      name,
      fields: without(given[name] ?? {}, [
        ...Object.keys(provided),
        // A list that another value goes before is left as it is.
        ...Object.keys(given[name] ?? {}).filter(
          (field) =>
            isPool(operation, field, given[name]?.[field]) &&
            isOverlaid(field, row, given, names.slice(index + 1)),
        ),
      ]),
    }));
    const settled = Object.fromEntries(parts.map((part) => [part.name, this.#settled(part, row, operation)]));
    return {
      ...settings.testData,
      [row.operation]: { ...given, ...settled, "*": { ...settled["*"], ...provided } },
    };
  }

  /** What a provider is asked for: values that serve once, and those that test data do not have. */
  #asked(row: Case, operation: Operation, parts: readonly Fields[]): string[] {
    if (!this.input.settings.dataProvider) return [];
    return row.data.filter((field) => {
      if (isSet(field, row)) return false;
      return (
        fieldOf(operation, field)?.consumable === true || !parts.some((part) => Object.hasOwn(part, field))
      );
    });
  }

  async #provided(row: Case, operation: Operation, fields: readonly string[]): Promise<Fields> {
    const { settings, given, ask = askProvider } = this.input;
    const { dataProvider } = settings;
    if (!dataProvider) return {};
    const question = { operation: operation.id, case: row.dataOf ?? row.name, fields };
    const asked = `KONAPLATE_DATA_PROVIDER, asked for ${fields.join(", ")} of ${question.operation}/${question.case},`;
    try {
      const { shard } = settings;
      const answer = await ask({ ...dataProvider, ...(shard && { shard }) }, question);
      const missing = fields.filter((field) => !Object.hasOwn(answer, field) || answer[field] === null);
      if (missing.length > 0) throw new ProviderFault(`gave no ${missing.join(" and no ")}`);
      const values = Object.fromEntries(
        Object.entries(answer).filter(([field]) => fieldOf(operation, field) && !isSet(field, row)),
      );
      given(values);
      return values;
    } catch (error) {
      if (!(error instanceof ProviderFault)) throw error;
      throw new Withheld(`no fresh value: ${asked} ${error.message}`);
    }
  }

  #settled(part: Part, row: Case, operation: Operation): Fields {
    const pools = Object.entries(part.fields).flatMap(([field, values]) => {
      const parameter = fieldOf(operation, field);
      return parameter && isPool(operation, field, values) ? [{ parameter, values }] : [];
    });
    const once = pools.filter(({ parameter }) => parameter.consumable === true);
    const others = pools.filter(({ parameter }) => parameter.consumable !== true);
    const drawn = once.length > 0 ? this.#draw(once, part.name, row) : {};
    const taken = others.length > 0 ? this.#take(others, part.name, row) : {};
    return { ...part.fields, ...drawn, ...taken };
  }

  /** The next value of each list. Those that served in an earlier run come only when there are no others. */
  #draw(pools: readonly Pool[], part: string, row: Case): Fields {
    const { spent, settings } = this.input;
    const key = `${row.operation} ${part}`;
    const length = Math.min(...pools.map(({ values }) => values.length));
    const drawn = this.#drawnOf(row.operation);
    const isFresh = (index: number): boolean =>
      tellingAt(pools, index).every(({ field, value }) => !spent.earlier(field, value));
    const isDrawn = (index: number): boolean =>
      tellingAt(pools, index).some(({ field, value }) => drawn.has(`${field}\n${value}`));
    const isAnyFresh = Array.from({ length }, (_, index) => index).some(isFresh);
    let index = this.#drawn.get(key) ?? 0;
    while (index < length && (isDrawn(index) || (isAnyFresh && !isFresh(index)))) index += 1;
    this.#drawn.set(key, index + 1);
    if (index >= length) {
      const fields = pools.map(({ parameter }) => parameter.name).join(" and ");
      throw new Withheld(
        `no fresh value: each value of ${fields} serves once, and those under ${row.operation}: ${part}: in ${settings.testDataFile} are used up; give more, or a provider (KONAPLATE_DATA_PROVIDER)`,
      );
    }
    for (const { field, value } of tellingAt(pools, index)) {
      drawn.add(`${field}\n${value}`);
      spent.note(field, value, row.id);
    }
    return pick(pools, index);
  }

  /** Values that lists of an operation gave already: one that stands in two lists serves once all the same. */
  #drawnOf(operation: string): Set<string> {
    const values = this.#given.get(operation) ?? new Set<string>();
    this.#given.set(operation, values);
    return values;
  }

  /** The first alternative of which nothing is changed; all lists of a part go together. */
  #take(pools: readonly Pool[], part: string, row: Case): Fields {
    const { spent, isTouched } = this.input;
    const key = `${row.id} ${part}`;
    const length = Math.min(...pools.map(({ values }) => values.length));
    const indexes = Array.from({ length }, (_, index) => index);
    const isUntouched = (index: number): boolean =>
      pools.every(({ parameter, values }) => !isTouched(parameter, values[index] ?? null));
    const isNew = (index: number): boolean =>
      pools.every(({ parameter, values }) => !spent.earlier(parameter.name, textOf(values[index])));
    const index =
      this.#taken.get(key) ??
      indexes.find((each) => isUntouched(each) && isNew(each)) ??
      indexes.find(isUntouched) ??
      0;
    this.#taken.set(key, index);
    return pick(pools, index);
  }
}

interface Pool {
  readonly parameter: Parameter;
  readonly values: readonly Json[];
}

/** What the values at one place of lists that go together are known by. */
function tellingAt(pools: readonly Pool[], index: number): readonly ServingOnce[] {
  return telling(
    pools.map(({ parameter, values }) => ({ field: parameter.name, value: onceText(values[index]) })),
  );
}

function pick(pools: readonly Pool[], index: number): Fields {
  return Object.fromEntries(
    pools.map(({ parameter, values }): [string, Json] => [parameter.name, values[index] ?? null]),
  );
}

/** A list of values for a field that is no list itself. */
function isPool(operation: Operation, field: string, value: Json | undefined): value is Json[] {
  const parameter = fieldOf(operation, field);
  return Array.isArray(value) && parameter !== undefined && parameter.type !== "array";
}

function fieldOf(operation: Operation, field: string): Parameter | undefined {
  return inputsOf(operation).find(({ name }) => name === field);
}

/** The case itself says what the field is, or that it is not there. */
function isSet(field: string, { request }: Case): boolean {
  const pointer = toPointer([field]);
  return request.set.has(pointer) || request.omit.includes(pointer);
}

function isOverlaid(
  field: string,
  row: Case,
  given: Readonly<Record<string, Fields>>,
  later: readonly string[],
): boolean {
  return isSet(field, row) || later.some((name) => Object.hasOwn(given[name] ?? {}, field));
}

function without(fields: Fields, left: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !left.includes(field)));
}

function textOf(value: Json | undefined): string {
  return numberText(value) ?? (typeof value === "string" ? value : "");
}
