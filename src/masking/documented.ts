/** What the pages say that keeps a value readable. The caller collects it from the contract. */
export interface Documented {
  /** Fields and headers whose values name a thing, in lower case, by the most characters that the pages give them. */
  readonly ids: ReadonlyMap<string, number>;
  /** All fields and headers, in lower case. */
  readonly names: ReadonlySet<string>;
  /** Messages and other wordings: their words are nobody's name. */
  readonly wordings: readonly string[];
}

export const NOTHING_DOCUMENTED: Documented = { ids: new Map(), names: new Set(), wordings: [] };

/** Whether a value is an id, by its documented field and by a form that an id has. */
export function isDocumentedId({ ids }: Documented, field: string, value: string): boolean {
  const longest = ids.get(field.toLowerCase());
  return longest !== undefined && value.length <= longest && /^[A-Za-z0-9-]+$/.test(value);
}
