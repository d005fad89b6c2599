import type { Clock, IdSource } from '@hangil/core';
import type { EntryContext } from '@hangil/ledger';
import type { OutgoingEvent, Scope } from '../store/records.ts';
import type { Tracer } from '../tracer.ts';

/** What a decision may know beside the state: the time, and names for what it makes. */
export interface DecisionContext {
  readonly now: Date;
  readonly ids: IdSource;
  /** Names the work that decides, for whoever follows it; null or left out = nobody does. */
  readonly traceparent?: string | null;
}

export function decisionContext({
  clock,
  ids,
  tracer,
}: {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly tracer?: Tracer;
}): DecisionContext {
  return { now: clock.now(), ids, traceparent: tracer?.current() ?? null };
}

/** Header of a journal entry in the owner's book. */
export function entryContext(owner: Scope, { now, ids }: DecisionContext, effectiveAt: Date = now): EntryContext {
  return { id: ids.next('je'), merchantId: owner.merchantId, livemode: owner.livemode, effectiveAt, recordedAt: now };
}

/** Providers tell whole seconds or have other clocks; nothing happened to an object before it existed. */
export function notBefore(subject: { readonly createdAt: Date }, instant: Date): Date {
  return instant < subject.createdAt ? subject.createdAt : instant;
}

/** Event about an aggregate as it is after the commit; the aggregate's version orders the events of one subject. */
export function outgoingEvent(
  type: string,
  subject: Scope & { readonly id: string; readonly version: number },
  snapshot: OutgoingEvent['snapshot'],
  { now, ids, traceparent = null }: DecisionContext,
): OutgoingEvent {
  return {
    id: ids.next('evt'),
    type,
    merchantId: subject.merchantId,
    livemode: subject.livemode,
    subjectId: subject.id,
    sequence: subject.version,
    createdAt: now,
    snapshot,
    ...(traceparent === null ? {} : { traceparent }),
  };
}
