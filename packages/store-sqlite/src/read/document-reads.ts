import type { Document, DocumentFilter, DocumentKind, Page, PageRequest, Scope, Store } from '@hangil/engine';
import { and, desc, eq, type SQL } from 'drizzle-orm';
import { type DocumentRow, fromDocumentRow } from '../codec/document-codec.ts';
import type { Drizzle } from '../drizzle.ts';
import { document } from '../schema.ts';
import { before, equals, inBook, toPage } from './page.ts';

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
    { parentId, status }: DocumentFilter,
    { limit, cursor }: PageRequest,
  ): Page<Document<Kind>> {
    const rows = database
      .select()
      .from(document)
      .where(
        and(
          eq(document.kind, kind),
          inBook(document, scope),
          equals(document.parentId, parentId),
          equals(document.status, status),
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
