import type { PageField } from "./fields.ts";

/** A row in its place: an object holds fields, an array of objects holds those of its items. */
export interface PlacedField {
  readonly name: string;
  readonly field: PageField;
  readonly fields: PlacedField[];
  /** The row that prints an array's item, `X_item`. */
  item?: { readonly name: string; readonly field: PageField };
}

/** A table, or a container in it, that may take the next row. */
export interface Frame {
  /** Undefined for the table itself. */
  readonly container?: PlacedField;
  readonly fields: PlacedField[];
}
