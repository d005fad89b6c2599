import type { Document, DocumentFilter, DocumentKind, PageRequest, Scope, Store } from '@hangil/engine';
import { before, type DocumentRow, documentMatches, fromDocumentRow, inBook, toPage } from '@hangil/store-kit';
import { and, desc, eq, type SQL } from 'drizzle-orm';
import type { Drizzle } from '../drizzle.ts';
import { document } from '../schema.ts';
import { oneOrNull } from './one-row.ts';

type DocumentReads = Pick<Store, 'document' | 'documentByKey' | 'documents'>;

export function createDocumentReads(database: Drizzle): DocumentReads {
  async function find<Kind extends DocumentKind>(
    kind: Kind,
    condition: SQL | undefined,
  ): Promise<Document<Kind> | null> {
    const rows = await database
      .select()
      .from(document)
      .where(and(eq(document.kind, kind), condition));
    return oneOrNull(rows, ofKind<Kind>);
  }

  return {
    document: (kind, id) => find(kind, eq(document.id, id)),
    documentByKey: (kind, scope, key) => find(kind, and(inBook(document, scope), eq(document.key, key))),
    documents: async <Kind extends DocumentKind>(
      kind: Kind,
      scope: Scope,
      filter: DocumentFilter,
      { limit, cursor }: PageRequest,
    ) => {
      const restricted = and(eq(document.kind, kind), inBook(document, scope), documentMatches(document, filter));
      const rows = await database
        .select()
        .from(document)
        .where(and(restricted, before(document.id, cursor)))
        .orderBy(desc(document.id))
        .limit(limit + 1);
      return toPage(rows, limit, ofKind<Kind>);
    },
  };
}

/** The query asked for this kind. */
function ofKind<Kind extends DocumentKind>(row: DocumentRow): Document<Kind> {
  return fromDocumentRow(row) as Document<Kind>;
}
