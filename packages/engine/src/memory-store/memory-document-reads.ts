import type { Document, DocumentKind } from '../store/document.ts';
import type { Store } from '../store/store.ts';
import { copyOf, isAsked, isInBook, pageOf } from './copies.ts';
import type { MemoryTables } from './memory-tables.ts';

type DocumentReads = Pick<Store, 'document' | 'documentByKey' | 'documents'>;

export function createDocumentReads({ documents }: MemoryTables): DocumentReads {
  function ofKind<Kind extends DocumentKind>(kind: Kind): Document<Kind>[] {
    return [...documents.values()].filter((document) => document.kind === kind) as Document<Kind>[];
  }

  return {
    document: async (kind, id) => copyOf(ofKind(kind).find((document) => document.id === id)),
    documentByKey: async (kind, scope, key) =>
      copyOf(ofKind(kind).find((document) => document.key === key && isInBook(document, scope))),
    documents: async (kind, scope, { parentId, status }, page) =>
      pageOf(
        ofKind(kind).filter(
          (document) =>
            isInBook(document, scope) && isAsked(document.parentId, parentId) && isAsked(document.status, status),
        ),
        page,
      ),
  };
}
