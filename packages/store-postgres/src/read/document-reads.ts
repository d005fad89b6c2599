import type { Document, DocumentFilter, DocumentKind, PageRequest, Scope, Store } from '@hangil/engine';
import { before, type DocumentRow, documentMatches, fromDocumentRow, inBook, toPage } from '@hangil/store-kit';
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Drizzle } from '../drizzle.ts';
import { document } from '../schema.ts';
import { gathered } from './gathered.ts';
import { oneOrNull } from './one-row.ts';

type DocumentReads = Pick<Store, 'document' | 'documentByKey' | 'documents'>;

export function createDocumentReads(database: Drizzle): DocumentReads {
  const { placeholder } = sql;
  const ofThisKind = eq(document.kind, placeholder('kind'));
  const byId = database
    .select()
    .from(document)
    .where(and(ofThisKind, eq(document.id, placeholder('id'))))
    .prepare('document');
  const byKeys = database
    .select()
    .from(document)
    .where(
      sql`(${document.kind}, ${document.merchantId}, ${document.livemode}, ${document.key}) IN (
        SELECT * FROM unnest(${placeholder('kinds')}::text[], ${placeholder('merchantIds')}::text[],
          ${placeholder('livemodes')}::boolean[], ${placeholder('keys')}::text[]))`,
    )
    .prepare('documents_by_key');
  const byKey = gathered((names) => byKeys.execute(toLists(names)), nameOf);

  return {
    document: async <Kind extends DocumentKind>(kind: Kind, id: string) =>
      oneOrNull(await byId.execute({ kind, id }), ofKind<Kind>),
    documentByKey: async <Kind extends DocumentKind>(kind: Kind, { merchantId, livemode }: Scope, key: string) =>
      oneOrNull(await byKey(nameOf({ kind, merchantId, livemode, key })), ofKind<Kind>),
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

/** By which a document is found without its id. */
function nameOf({ kind, merchantId, livemode, key }: Pick<DocumentRow, 'kind' | 'merchantId' | 'livemode' | 'key'>) {
  return JSON.stringify([kind, merchantId, livemode, key]);
}

function toLists(names: readonly string[]) {
  const parts = names.map((name) => JSON.parse(name) as [string, string, boolean, string]);
  return {
    kinds: parts.map(([kind]) => kind),
    merchantIds: parts.map(([, merchantId]) => merchantId),
    livemodes: parts.map(([, , livemode]) => livemode),
    keys: parts.map(([, , , key]) => key),
  };
}

/** The query asked for this kind. */
function ofKind<Kind extends DocumentKind>(row: DocumentRow): Document<Kind> {
  return fromDocumentRow(row) as Document<Kind>;
}
