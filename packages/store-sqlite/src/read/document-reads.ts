import type { Document, DocumentFilter, DocumentKind, Page, PageRequest, Scope, Store } from '@hangil/engine';
import { before, type DocumentRow, documentMatches, fromDocumentRow, inBook, toPage } from '@hangil/store-kit';
import { and, desc, eq, type SQL } from 'drizzle-orm';
import type { Drizzle } from '../drizzle.ts';
import { document } from '../schema.ts';

type DocumentReads = Pick<Store, 'document' | 'documentByKey' | 'documents'>;

export function createDocumentReads(database: Drizzle): DocumentReads {
  function find<Kind extends DocumentKind>(kind: Kind, condition: SQL | undefined): Document<Kind> | null {
    const row = database
      .select()
      .from(document)
      .where(and(eq(document.kind, kind), condition))
      .get();
    return row === undefined ? null : ofKind<Kind>(row);
  }

  function list<Kind extends DocumentKind>(
    kind: Kind,
    scope: Scope,
    filter: DocumentFilter,
    { limit, cursor }: PageRequest,
  ): Page<Document<Kind>> {
    const rows = database
      .select()
      .from(document)
      .where(
        and(
          eq(document.kind, kind),
          inBook(document, scope),
          documentMatches(document, filter),
          before(document.id, cursor),
        ),
      )
      .orderBy(desc(document.id))
      .limit(limit + 1)
      .all();
    return toPage(rows, limit, ofKind<Kind>);
  }

  return {
    document: async (kind, id) => find(kind, eq(document.id, id)),
    documentByKey: async (kind, scope, key) => find(kind, and(inBook(document, scope), eq(document.key, key))),
    documents: async (kind, scope, filter, page) => list(kind, scope, filter, page),
  };
}

/** The query asked for this kind. */
function ofKind<Kind extends DocumentKind>(row: DocumentRow): Document<Kind> {
  return fromDocumentRow(row) as Document<Kind>;
}
