import type { Store } from '@hangil/engine';
import { eventMatches, fromOutgoingEventRow, inBook, toPage } from '@hangil/store-kit';
import { and, asc, desc, eq, gt, lt, type SQL, sql } from 'drizzle-orm';
import type { Drizzle } from '../drizzle.ts';
import { outgoingEvent } from '../schema.ts';
import { oneOrNull } from './one-row.ts';

type EventReads = Pick<Store, 'event' | 'eventsOf' | 'events' | 'eventsAfter' | 'lastEventPosition'>;

/** Positions of a book are given under a lock that is kept until the commit: what is read has no gap that is filled later. */
export function createEventReads(database: Drizzle): EventReads {
  const byId = database
    .select()
    .from(outgoingEvent)
    .where(eq(outgoingEvent.id, sql.placeholder('id')))
    .prepare('event');
  const ofSubject = database
    .select()
    .from(outgoingEvent)
    .where(eq(outgoingEvent.subjectId, sql.placeholder('subjectId')))
    .orderBy(asc(outgoingEvent.sequence), asc(outgoingEvent.id))
    .prepare('events_of_subject');

  return {
    event: async (id) => oneOrNull(await byId.execute({ id }), fromOutgoingEventRow),
    eventsOf: async (subjectId) => (await ofSubject.execute({ subjectId })).map(fromOutgoingEventRow),
    events: async (scope, filter, { limit, cursor }) => {
      const afterCursor = cursor === null ? undefined : lt(outgoingEvent.position, positionOf(cursor));
      const rows = await database
        .select()
        .from(outgoingEvent)
        .where(and(inBook(outgoingEvent, scope), eventMatches(outgoingEvent, filter), afterCursor))
        .orderBy(desc(outgoingEvent.position))
        .limit(limit + 1);
      return toPage(rows, limit, fromOutgoingEventRow);
    },
    eventsAfter: async (scope, position, limit) => {
      const rows = await database
        .select()
        .from(outgoingEvent)
        .where(and(inBook(outgoingEvent, scope), gt(outgoingEvent.position, position)))
        .orderBy(asc(outgoingEvent.position))
        .limit(limit);
      return rows.map((row) => ({ position: row.position, event: fromOutgoingEventRow(row) }));
    },
    lastEventPosition: async (scope, createdBefore) => {
      const early = createdBefore === undefined ? undefined : lt(outgoingEvent.createdAt, createdBefore.getTime());
      const [last] = await database
        .select({ position: outgoingEvent.position })
        .from(outgoingEvent)
        .where(and(inBook(outgoingEvent, scope), early))
        .orderBy(desc(outgoingEvent.position))
        .limit(1);
      return last?.position ?? 0;
    },
  };
}

function positionOf(id: string): SQL {
  return sql`(SELECT ${outgoingEvent.position} FROM ${outgoingEvent} WHERE ${outgoingEvent.id} = ${id})`;
}
