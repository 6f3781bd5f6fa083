import { isMembers, type Members, type Value } from "../../contract/members.ts";
import { REQUEST_INCOMPLETE } from "../draft/lost-rows.ts";
import { type Provocation, provocationOf } from "./provocation.ts";
import { yamlOf } from "./yaml.ts";

interface Entry {
  readonly code: string | null;
  readonly status: bigint;
  readonly message: string;
  readonly description: string;
  /** A message that the page gives a code beside its first one. */
  readonly isFurther?: true;
}

interface Title {
  readonly status: bigint;
  readonly title: string;
}

/** What an import proposes for the case table of an operation. */
export interface ProposedTable {
  readonly rows: readonly Members[];
  readonly gaps: readonly Members[];
}

/**
 * A row for every code and every test-data title. What a request can bring about by the page alone breaks a clause;
 * everything else needs data; what not even data could name is a gap. Names are none of those `taken`.
 */
export function proposedTable(
  operation: string,
  content: Members,
  taken: readonly Members[] = [],
): ProposedTable {
  const titles = (Array.isArray(content.testData) ? content.testData : []) as unknown as Title[];
  const pairs = paired(entriesOf(content), titles);
  const names = new Names(taken);
  const all = pairs.map(({ entry, title }) => rowOf(operation, content, entry, title, names));
  const rows = all.filter((row) => row.reason === undefined);
  const covered = new Set(rows.map(({ code }) => code));
  const gaps = all.filter((row) => row.reason !== undefined).flatMap((gap) => withoutCode(gap, covered));
  return { rows, gaps };
}

/** The case table of an operation that is imported for the first time. */
export function caseTable(operation: string, content: Members): string {
  const { rows, gaps } = proposedTable(operation, content);
  const head = `# Written by konaplate import from the page of ${String(content.title)}. A row that nobody changes follows its page; one that\n# somebody changed stays, and is marked with \`gone\` where the page has no more what it rests on.\n`;
  return head + yamlOf({ operation, ...(gaps.length > 0 && { gaps }), cases: rows });
}

function entriesOf({ codes }: Members): Entry[] {
  if (!isMembers(codes)) return [];
  return Object.entries(codes).flatMap(([code, row]) => {
    const first = row as Members;
    const all = [first, ...((first.also ?? []) as readonly Members[])];
    const seen = new Set<string>();
    return all.flatMap((each): Entry[] => {
      const message = String(each.message);
      // A further success is no scenario of its own: the page does not say when it comes, and the first takes either.
      if (seen.has(message) || (each !== first && each.status === 200n)) return [];
      seen.add(message);
      const description = String(each.description ?? "");
      return [
        {
          code,
          status: each.status as bigint,
          message,
          description,
          ...(each !== first && { isFurther: true }),
        },
      ];
    });
  });
}

interface Pair {
  readonly entry: Entry;
  readonly title?: string;
}

/** Ties titles to codes: by the same words first, the rest in their order while status and number allow it. */
function paired(entries: readonly Entry[], titles: readonly Title[]): Pair[] {
  const left = new Set(titles);
  const chosen = new Map<Entry, string>();
  for (const entry of entries) {
    const same = [...left].find((each) => each.status === entry.status && isSaidBy(each.title, entry));
    if (same) {
      chosen.set(entry, same.title);
      left.delete(same);
    }
  }
  for (const status of new Set(entries.map((entry) => entry.status))) {
    const open = entries.filter((entry) => entry.status === status && !chosen.has(entry));
    const free = [...left].filter((each) => each.status === status);
    // In one order only where as many titles are left as codes, or the page lists the codes first.
    if (free.length < open.length) continue;
    for (const [index, entry] of open.entries()) {
      const title = free[index];
      if (!title) continue;
      chosen.set(entry, title.title);
      left.delete(title);
    }
  }
  const coded = entries.map((entry): Pair => {
    const title = chosen.get(entry);
    return title === undefined ? { entry } : { entry, title };
  });
  const uncoded = [...left].map(
    ({ status, title }): Pair => ({
      entry: { code: null, status, message: title, description: title },
      title,
    }),
  );
  return [...coded, ...uncoded];
}

function isSaidBy(title: string, { message, description }: Entry): boolean {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "");
  const said = plain(title);
  return said !== "" && [message, description].some((text) => plain(text) === said);
}

function rowOf(
  operation: string,
  content: Members,
  entry: Entry,
  title: string | undefined,
  names: Names,
): Members {
  const isSuccess = entry.status === 200n;
  const provocation = isSuccess ? undefined : provocationOf(operation, content, entry);
  const message = entry.message === "not-captured" ? "" : entry.message;
  const needsData = provocation === undefined && requiredFields(content);
  const row: { [name: string]: Value } = {
    id: names.id(isSuccess ? "success" : title && /[a-z]{3}/i.test(title) ? title : message, entry.code),
    title: names.title(title ?? message, entry.code),
    ...(title !== undefined && { testData: title }),
    code: entry.code ?? (null as unknown as Value),
    ...messageOf(entry, content),
    // Whoever gives the data of a scenario brings it about as the page says.
    trigger: provocation ? triggerOf(provocation, content) : "documented",
  };
  if (provocation) row.request = provocation.request;
  else if (needsData) row.data = "all";
  else if (!isSuccess) return gapOf(entry, title);
  if (isSuccess && content.effect !== "nothing" && content.proposedEffect !== "nothing")
    row.destructive = true;
  return row;
}

/** A request that the page does not say whole may be refused for what it lacks. */
function triggerOf({ trigger }: Provocation, { conditions }: Members): Provocation["trigger"] {
  return isMembers(conditions) && conditions[REQUEST_INCOMPLETE] !== undefined ? "inferred" : trigger;
}

/** A title stands for the message that no code gives, unless its code is among those that the page hides. */
function messageOf({ code, message, isFurther }: Entry, { codesIncomplete }: Members): Members {
  if (code === null) return codesIncomplete === true ? {} : { message: "testData" };
  return isFurther ? { message } : {};
}

function gapOf({ code }: Entry, title: string | undefined): Members {
  return {
    ...(code !== null && { code }),
    ...(title !== undefined && { testData: title }),
    reason: "The page names no request field whose value could bring it about",
  };
}

/** A code that a row has is no gap, only its title is. */
function withoutCode(gap: Members, covered: ReadonlySet<Value | undefined>): Members[] {
  const { code, testData, reason } = gap;
  if (code === undefined || !covered.has(code)) return [gap];
  return testData === undefined || reason === undefined ? [] : [{ testData, reason }];
}

/** Whether the request has a required field that data can give. */
function requiredFields({ pathParameters, query, request }: Members): boolean {
  return [pathParameters, query, request].some(
    (table) =>
      isMembers(table) &&
      Object.values(table).some(
        (row) => isMembers(row) && row.presence === "required" && row.unique !== true,
      ),
  );
}

/** Ids and titles, each once in a table. */
class Names {
  readonly #ids: Set<string>;
  readonly #titles: Set<string>;

  constructor(taken: readonly Members[]) {
    this.#ids = new Set(taken.map(({ id }) => String(id)));
    this.#titles = new Set(taken.map(({ title }) => String(title)));
  }

  id(text: string, code: string | null): string {
    const words = text
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join("-")
      .slice(0, 48)
      .replace(/-[^-]*$/, (end) => (text.length > 48 ? "" : end));
    const id =
      words && /[a-z]/.test(words) ? words : code === null ? "scenario" : `code-${code.replace("_", "-")}`;
    return once(id, "-", this.#ids);
  }

  title(text: string, code: string | null): string {
    const plain = text.replaceAll(/\bshould\b/gi, "must").trim() || `Code ${code}`;
    return once(plain.length < 66 ? plain : `${plain.slice(0, 62).trimEnd()} …`, " ", this.#titles);
  }
}

function once(name: string, joint: string, used: Set<string>): string {
  let [unique, count] = [name, 1];
  while (used.has(unique)) {
    count++;
    unique = `${name}${joint}${count}`;
  }
  used.add(unique);
  return unique;
}
