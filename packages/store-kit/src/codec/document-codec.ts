import type { Document, DocumentKind, DocumentOf } from '@hangil/engine';
import { toInstant } from './plain.ts';

export type DocumentRow = Omit<DocumentOf<DocumentKind>, 'createdAt' | 'value'> & {
  readonly createdAt: number;
  readonly content: string;
};

export function toDocumentRow({ value, createdAt, ...columns }: Document): DocumentRow {
  return { ...columns, createdAt: createdAt.getTime(), content: writeValue(value) };
}

export function fromDocumentRow({ content, createdAt, ...columns }: DocumentRow): Document {
  return { ...columns, createdAt: toInstant(createdAt), value: readValue(content) } as Document;
}

export function writeDocument(value: Document): string {
  return writeValue(value);
}

export function readDocument(text: string): Document {
  return readValue(text) as Document;
}

/** The kinds differ in shape, so an instant says by itself that it is one: `{"$instant": milliseconds}`. */
function writeValue(value: object): string {
  return JSON.stringify(value, function mark(this: Record<string, unknown>, key, entry) {
    const raw = this[key];
    return raw instanceof Date ? { $instant: raw.getTime() } : entry;
  });
}

function readValue(text: string): unknown {
  return JSON.parse(text, (_key, entry) => (typeof entry?.$instant === 'number' ? new Date(entry.$instant) : entry));
}
