import { type Affinity, affinityOf } from "./affinity.ts";
import type { PageField } from "./fields.ts";
import type { Notes } from "./notes.ts";
import type { Frame, PlacedField } from "./placed-field.ts";

/** What beside the table itself tells where a row belongs. */
export interface NestingEvidence {
  /** Dotted names that messages of the page use, e.g. `addressInfo.zipCode`. */
  readonly dotted: readonly string[];
  /** Members of containers by name on pages read before: `basicCardInfo` holds par, cardNo … */
  readonly known: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Puts the rows of a table into their places. What was inferred and not marked is noted, once for each container. */
export function nest(fields: readonly PageField[], evidence: NestingEvidence, notes: Notes): PlacedField[] {
  const named = fields.filter((field) => field.name !== undefined);
  const root: PlacedField[] = [];
  const depths = markedDepths(named);
  const affinity = affinityOf(named);
  let stack: Frame[] = [{ fields: root }];
  for (const [index, field] of named.entries()) {
    const name = field.name ?? "";
    const list = listOf(name, stack);
    if (list) {
      list.array.item = { name, field };
      const above = stack.slice(0, list.level + 1);
      stack = isScalar(field) ? above : [...above, { container: list.array, fields: list.array.fields }];
      continue;
    }
    const depth = depths?.[index];
    const path = name.replaceAll("[]", "").split(".");
    if (path.length > 1 && addDotted(root, path, field)) continue;
    const level = depth ?? chooseFrame(field, stack, evidence, affinity);
    stack = stack.slice(0, Math.min(level, stack.length - 1) + 1);
    const frame = stack.at(-1);
    const placed: PlacedField = { name: name.replace("[]", ""), field, fields: [] };
    if (frame?.fields.some((sibling) => sibling.name === placed.name)) {
      notes.notUnderstood(field.line, `${placed.name} stands twice in one table; the second row is left out`);
      continue;
    }
    frame?.fields.push(placed);
    if (isContainer(field)) stack = [...stack, { container: placed, fields: placed.fields }];
  }
  if (!depths) noteInferred(root, named, notes);
  return root;
}

function isContainer({ type, name }: PageField): boolean {
  if (type.type === "object") return true;
  return type.type === "array" && (type.items === undefined || type.items === "object") && name !== undefined;
}

/** An item that is a text or a number has no fields. */
export function isScalar({ type }: PageField): boolean {
  return type.type !== "object" && type.type !== "array";
}

/** The array whose item a row named `X_item` prints, and the level of the frame that it stands in. */
function listOf(name: string, stack: readonly Frame[]): { array: PlacedField; level: number } | undefined {
  if (!name.endsWith("_item")) return undefined;
  const list = name.slice(0, -"_item".length);
  for (const [level, { fields }] of [...stack.entries()].reverse()) {
    const last = fields.at(-1);
    if (last?.name === list && last.field.type.type === "array") return { array: last, level };
  }
  return undefined;
}

/** `a.b` and `a[].b` say their place themselves. */
function addDotted(root: PlacedField[], path: readonly string[], field: PageField): boolean {
  let fields = root;
  for (const part of path.slice(0, -1)) {
    const container = fields.find(({ name }) => name === part);
    if (!container) return false;
    fields = container.fields;
  }
  fields.push({ name: path.at(-1) ?? "", field, fields: [] });
  return true;
}

/**
 * The depth of each row as the layout sets it in (marks before the name, or indentation), where it does so throughout:
 * deeper rows follow containers only.
 */
function markedDepths(fields: readonly PageField[]): number[] | undefined {
  const marked = fields.some(({ marks }) => marks > 0);
  const raw = fields.map(({ marks, indent }) => (marked ? marks : indent));
  const levels = [...new Set(raw)].sort((a, b) => a - b);
  if (levels.length < 2) return undefined;
  const depths: number[] = [];
  const open: number[] = [];
  for (const [index, value] of raw.entries()) {
    const before = fields[index - 1];
    while (open.length > 0 && (open.at(-1) ?? 0) >= value) open.pop();
    if (open.length > 0 && before && value > (raw[index - 1] ?? 0) && !isContainer(before)) return undefined;
    if (open.length === 0 && value !== levels[0]) return undefined;
    depths.push(open.length);
    open.push(value);
  }
  const containers = fields.filter((field, index) => isContainer(field) && index < fields.length - 1);
  return containers.length > 0 ? withItems(fields, depths) : undefined;
}

/** An `X_item` row is a level of the page and none of the body. */
function withItems(fields: readonly PageField[], depths: readonly number[]): number[] {
  const items: number[] = [];
  return fields.map(({ name }, index) => {
    const depth = depths[index] ?? 0;
    while (items.length > 0 && (items.at(-1) ?? 0) >= depth) items.pop();
    const level = depth - items.length;
    if (name?.endsWith("_item") && depth > (depths[index - 1] ?? 0)) items.push(depth);
    return level;
  });
}

/** Index of the frame that a row most likely belongs to. */
function chooseFrame(
  field: PageField,
  stack: readonly Frame[],
  evidence: NestingEvidence,
  affinity: Affinity,
): number {
  const scores = stack.map((frame, level) => scoreOf(field, frame, stack, level, evidence, affinity));
  return scores.reduce((best, score, level) => (score >= (scores[best] ?? 0) ? level : best), 0);
}

const STAY = 1.5;
const EMPTY = 3;
const PARALLEL = 3;
const STRANGER = 2.5;

function scoreOf(
  field: PageField,
  frame: Frame,
  stack: readonly Frame[],
  level: number,
  evidence: NestingEvidence,
  affinity: Affinity,
): number {
  const name = field.name ?? "";
  const container = frame.container?.name;
  if (frame.fields.some((sibling) => sibling.name === name)) return Number.NEGATIVE_INFINITY;
  const shared = affinity.between(field, frame, stack[level + 1]?.container);
  let score = shared * 3 - (shared === 0 && isFamily(frame) ? STRANGER : 0);
  if (level === stack.length - 1) score += stayScore(field, frame);
  if (container !== undefined && evidence.dotted.includes(`${container}.${name}`)) score += 6;
  const members = container === undefined ? undefined : evidence.known.get(container);
  if (members) score += members.has(name) ? 4 : -1;
  if (TOTAL.test(name) && frame.fields.length > 0 && level === 0) score += PAGING.test(name) ? 5 : 2;
  // A name that messages begin with stands in no other.
  if (level === 0 && evidence.dotted.some((dotted) => dotted.startsWith(`${name}.`))) score += 5;
  return score;
}

/** Whether the rows of a container, most of them, bear its name: feeList with feeType and feeAmount. */
function isFamily({ container, fields }: Frame): boolean {
  if (!container) return false;
  const own = wordsOf(container.name).filter((word) => !TELLS_NOTHING.test(word));
  const bearing = fields.filter(({ name }) => wordsOf(name).some((word) => own.includes(word)));
  return bearing.length >= 2 && bearing.length * 3 >= fields.length * 2;
}

function wordsOf(name: string): string[] {
  return name.split(/(?=[A-Z])|[_.-]/).map((word) => word.toLowerCase());
}

const TELLS_NOTHING = /^(?:info|list|data|item|items|details?|result|is|has|id|no)$/;

/** What speaks for staying in the innermost container: that it is open, and more so that nothing is in it yet. */
function stayScore(field: PageField, { container, fields }: Frame): number {
  if (!container) return STAY;
  if (fields.length === 0) return STAY + (field.afterWidget ? -EMPTY : EMPTY);
  const ends = field.afterWidget ? EMPTY : 0;
  const besides = isContainer(field) && parallel(field.name ?? "", container.name) ? PARALLEL : 0;
  return STAY - ends - besides;
}

const TOTAL = /^(?:total|page|count|has(?:Next|More)|next|last(?:Page)?|offset|limit|listCount|rowCount)/i;

/** What is said of a whole list, and hardly ever of what is in it. */
const PAGING =
  /^(?:total(?:Count|Page|Element|Row|Size|Cnt|Number)|has(?:Next|More)|isLast|nextPage|nextKey|lastPage)/i;

/** Two containers whose names end alike (userInfo, addressInfo) and share nothing else stand beside each other. */
function parallel(name: string, container: string | undefined): boolean {
  if (container === undefined) return false;
  const [mine, theirs] = [wordsOf(name), wordsOf(container)];
  const shared = mine.filter((word) => theirs.includes(word));
  return mine.at(-1) === theirs.at(-1) && shared.length === 1;
}

function noteInferred(root: readonly PlacedField[], fields: readonly PageField[], notes: Notes): void {
  const visit = (rows: readonly PlacedField[]): void => {
    for (const row of rows) {
      const isOpen = isContainer(row.field) && !(row.item && isScalar(row.item.field));
      if (isOpen && fields.at(-1) !== row.field) noteContainer(row, notes);
      visit(row.fields);
    }
  };
  visit(root);
}

function noteContainer({ name, field, fields }: PlacedField, notes: Notes): void {
  const held = fields.map((each) => each.name);
  const says =
    held.length === 0
      ? `${name} is taken to hold nothing that the page names`
      : `${name} is taken to hold ${held.join(", ")} (lines ${fields[0]?.field.line} to ${fields.at(-1)?.field.line}); the page does not mark where it ends`;
  notes.assumed(field.line, says);
}
