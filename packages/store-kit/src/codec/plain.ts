/** A value as JSON and columns carry it: an instant is ISO text or milliseconds. */
export type Plain<Value> = Value extends Date
  ? string | number
  : Value extends string | number | boolean | null | undefined
    ? Value
    : { readonly [Key in keyof Value]: Plain<Value[Key]> };

export function toInstant(value: string | number): Date;
export function toInstant(value: string | number | null): Date | null;
export function toInstant(value: string | number | null): Date | null {
  return value === null ? null : new Date(value);
}

export function toMilliseconds(instant: Date | null): number | null {
  return instant === null ? null : instant.getTime();
}

/** Reads JSON that this package wrote; the caller names what it wrote. */
export function parseJson<Value>(text: string): Plain<Value> {
  return JSON.parse(text);
}

/**
 * Puts the columns of a row and the document beside them together again. Object.assign, because spreading two large
 * objects into a third takes ten times as long in V8.
 */
export function joinDocument<Document extends object, Columns extends object>(document: string, columns: Columns) {
  return Object.assign(parseJson<Document>(document) as object, columns) as Plain<Document> & Columns;
}
